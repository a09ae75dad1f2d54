"""Bridges share device messages in a secret group: nobody else gets a share, and an attempt is noticed."""

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from base.database import Pool
from mqtt_bridge import topics
from mqtt_bridge.client import BrokerLogin, MqttClient
from tests.conftest import StartChild
from tests.fleet import fix_payload, make_fleet
from tests.mqtt_device import GpsUnit, gps_unit
from tests.servers import Broker, running_broker, server_folder
from tests.waiting import until
from tracking.fixes.share_group import change_group, current_group

EVERYTHING = (*topics.SOS_TOPICS, *topics.FLOOD_TOPICS)
GUESSED = "bridge"  # the group's name in all versions before it became secret


@pytest.fixture
def broker() -> Iterator[Broker]:
    """A broker for this test: each client that subscribed there keeps a share."""
    with server_folder() as folder, running_broker(folder) as own:
        yield own


@asynccontextmanager
async def thief(broker: Broker, group: str, some: Sequence[str] = EVERYTHING) -> AsyncIterator[MqttClient]:
    """A device with a login of its own that joins a group of the bridges."""
    login = BrokerLogin(broker.host, broker.port, "THIEF", broker.add_device("THIEF"))
    subscriptions = [topics.shared(group, each) for each in some]
    async with MqttClient(login, subscriptions=subscriptions, on_message=lambda _: None) as client:
        await client.wait_until_connected()
        yield client


async def group_of(pool: Pool) -> str:
    async with pool.acquire() as conn:
        return (await current_group(conn, now=datetime.now(UTC))).name


async def change(pool: Pool) -> None:
    async with pool.acquire() as conn:
        await change_group(conn, now=datetime.now(UTC))


async def send_fixes(unit: GpsUnit, seqs: Sequence[int]) -> None:
    for seq in seqs:
        await unit.send(fix_payload(seq - 1000, boot_id="b1", seq=seq))


async def has_stored(pool: Pool, seqs: Sequence[int]) -> bool:
    rows = await pool.fetch("SELECT seq FROM fix")
    return {row["seq"] for row in rows} >= set(seqs)


async def alarms_of(pool: Pool, kind: str) -> int:
    found: int = await pool.fetchval("SELECT count(*) FROM alarm WHERE kind = $1 AND taken_at IS NULL", kind)
    return found


async def have_beaten_twice_since(pool: Pool, at: datetime) -> bool:
    """After two heartbeats every bridge has read its group's name again."""
    beaten: bool = await pool.fetchval("SELECT min(seen_at) > $1 FROM bridge", at + timedelta(seconds=3))
    return beaten


async def test_a_device_in_the_guessed_group_takes_nothing_and_the_desk_hears_of_it(
    pool: Pool, broker: Broker, start_bridge: StartChild, start_worker: StartChild
) -> None:
    units = [f"AMB-{n:02}" for n in range(1, 8)]
    await make_fleet(pool, *units)
    await start_bridge(0)
    await start_bridge(1)
    await start_worker()

    async with thief(broker, GUESSED):
        for unit_id in units:
            async with gps_unit(broker, unit_id) as unit:
                await unit.client.publish(topics.sos(unit_id), json.dumps({"lat": -7.6}).encode())
        async with gps_unit(broker, "AMB-01") as unit:
            await send_fixes(unit, range(40))

        async def all_heard() -> bool:
            return await alarms_of(pool, "sos") == len(units) and await has_stored(pool, range(40))

        async def is_noticed() -> bool:
            return await alarms_of(pool, "stranger_at_broker") == 1

        await until(all_heard)
        await until(is_noticed, timeout_s=120)
    broker.revoke_device("THIEF")


async def test_bridges_alone_are_no_strangers(pool: Pool, start_bridge: StartChild) -> None:
    await start_bridge(0)
    away = await start_bridge(1)

    async def is_counted() -> bool:
        held, seen = await pool.fetchrow("SELECT sum(shares_held), max(shares_seen) FROM bridge") or (0, None)
        return seen == held == 2 * len(EVERYTHING)

    await until(is_counted, timeout_s=120)
    await away.stop()
    await change(pool)
    await until(is_counted, timeout_s=120)


async def test_who_knows_the_group_takes_a_share_until_it_is_changed(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01")
    await start_bridge()
    leaked = await group_of(pool)

    async with thief(broker, leaked), gps_unit(broker, "AMB-01") as unit:
        await send_fixes(unit, range(10))
        await until(lambda: unit.stored_seq >= 8)
        assert not await has_stored(pool, range(10))

        changed_at = datetime.now(UTC)
        await change(pool)
        await until(lambda: have_beaten_twice_since(pool, changed_at))
        await send_fixes(unit, range(100, 140))
        await until(lambda: has_stored(pool, range(100, 140)))

    assert leaked != await group_of(pool)


async def test_what_waits_for_a_bridge_that_is_away_outlives_a_change_of_the_group(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01")
    bridge = await start_bridge()
    await bridge.stop()

    async with gps_unit(broker, "AMB-01") as unit:
        await send_fixes(unit, range(10))
        await change(pool)
        await send_fixes(unit, range(10, 20))
        await start_bridge()
        await until(lambda: has_stored(pool, range(20)))
        await send_fixes(unit, range(20, 30))
        await until(lambda: has_stored(pool, range(30)))

    assert await pool.fetchval("SELECT count(*) FROM fix") == 30


async def test_the_name_of_the_group_is_in_no_log(
    pool: Pool, broker: Broker, start_bridge: StartChild, start_worker: StartChild
) -> None:
    bridge, worker = await start_bridge(), await start_worker()
    await change(pool)
    name = await group_of(pool)

    await until(lambda: pool.fetchval("SELECT count(*) = 1 FROM bridge WHERE shares_seen IS NOT NULL"), timeout_s=120)

    logs = [bridge.output, worker.output, (broker.private.folder.parent / "mosquitto.log").read_text()]
    assert not [log for log in logs if name in log]

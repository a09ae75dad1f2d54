"""Phones with OwnTracks and a Traccar server: through the real broker and a real bridge to the marker."""

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from base.database import Pool
from core.domain.actor import SystemActor
from dispatch.commands.ask_for_location import ask_for_location
from dispatch.watches.set_phone_paces import set_phone_paces
from mqtt_bridge import topics
from mqtt_bridge.client import BrokerLogin, Message, MqttClient
from tests.conftest import StartChild
from tests.desk import make_desk
from tests.fleet import NOW, make_fleet
from tests.servers import Broker, running_broker, server_folder
from tests.unit.tracking.dialects.test_traccar import DEVICE, POSITION
from tests.waiting import until
from tracking.devices.devices import add_device
from tracking.devices.service_accounts import GATEWAY_ACCOUNT
from tracking.dialects.owntracks_commands import set_pace
from tracking.fixes import store


@pytest.fixture
def broker() -> Iterator[Broker]:
    """A broker for this test: a bridge that once ran keeps its share of the messages as long as its session lives."""
    with server_folder() as folder, running_broker(folder) as own:
        yield own


@asynccontextmanager
async def speaker(
    broker: Broker, username: str, password: str, *listens: str
) -> AsyncIterator[tuple[MqttClient, list[Message]]]:
    heard: list[Message] = []
    login = BrokerLogin(broker.host, broker.port, username, password)
    client = MqttClient(login, subscriptions=list(listens), on_message=heard.append, acknowledge_at_once=True)
    async with client:
        await client.wait_until_connected()
        yield client, heard


async def totals(pool: Pool) -> dict[str, int]:
    async with pool.acquire() as conn:
        return {outcome: total for outcome, total in (await store.read_counts(conn)).items() if total}


async def markers(pool: Pool) -> dict[str, float]:
    rows = await pool.fetch("SELECT unit_id, speed_mps FROM unit_position JOIN unit ON unit.key = unit_key")
    return {row["unit_id"]: row["speed_mps"] for row in rows}


def owntracks(**more: object) -> bytes:
    place = {"_type": "location", "tid": "01", "lat": -7.63, "lon": 111.52, "tst": int(NOW.timestamp()), "vel": 36}
    return json.dumps(place | more).encode()


async def test_a_phone_with_owntracks_moves_its_marker_and_no_other(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    password = broker.add_device("AMB-01")
    await start_bridge()

    async with speaker(broker, "AMB-01", password) as (phone, _):
        await phone.publish(topics.owntracks("AMB-02", "phone"), owntracks())
        await phone.publish(topics.owntracks("AMB-01", "phone"), b'{"_type":"lwt","tst":1380738247}')
        await phone.publish(topics.owntracks("AMB-01", "phone"), b'{"_type":"encrypted","data":"AAAA"}')
        await phone.publish(topics.owntracks("AMB-01", "phone") + "/event", owntracks(_type="transition", acc=5))
        await phone.publish(topics.owntracks("AMB-01", "phone"), owntracks(tst=int(NOW.timestamp()) + 5))
        await until(lambda: _has(pool, stored=2))

    assert await totals(pool) == {"stored": 2, "encrypted": 1, "sign": 1}
    assert await markers(pool) == {"AMB-01": 10}
    assert await pool.fetchval("SELECT gone_at IS NOT NULL FROM device_health")


async def test_a_traccar_server_speaks_for_its_devices_and_unknown_ones_are_kept_with_a_reason(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "DMK-02")
    await start_bridge()
    position = POSITION | {"fixTime": NOW.isoformat(), "attributes": {"alarm": "sos,powerCut"}}

    async with speaker(broker, GATEWAY_ACCOUNT, broker.passwords[GATEWAY_ACCOUNT]) as (gateway, _):
        for device in (DEVICE, DEVICE | {"uniqueId": "NOBODY"}, DEVICE):
            body = {"position": position, "device": device}
            await gateway.publish(topics.TRACCAR_POSITIONS, json.dumps(body).encode())
        await gateway.publish(topics.TRACCAR_POSITIONS, b"no json")
        await until(lambda: _has(pool, broken_json=1))

    assert await totals(pool) == {"stored": 1, "duplicate": 1, "unknown_device": 1, "broken_json": 1, "sign": 4}
    assert sorted(await pool.fetchval("SELECT array_agg(kind) FROM device_sign")) == ["power_cut", "sos"]


async def test_a_device_cannot_play_the_gateway_and_hears_only_its_own_commands(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01")
    password = broker.add_device("AMB-01")
    bridge = await start_bridge()
    body = json.dumps({"position": POSITION | {"fixTime": NOW.isoformat()}, "device": DEVICE | {"uniqueId": "AMB-01"}})

    async with speaker(broker, "AMB-01", password, "owntracks/+/+/cmd") as (phone, heard):
        await phone.publish(topics.TRACCAR_POSITIONS, body.encode())
        await phone.publish(topics.owntracks("AMB-01", "phone"), owntracks())
        await until(lambda: _has(pool, stored=1))
        await bridge.stop()
        async with speaker(broker, "bridge-3", broker.passwords["bridge-3"]) as (other_bridge, _):
            for device_id in ("AMB-02", "AMB-01"):
                await other_bridge.publish(topics.owntracks_command(device_id, "phone"), b"{}")
            await until(lambda: heard)

    assert [message.topic for message in heard] == ["owntracks/AMB-01/phone/cmd"]
    assert await totals(pool) == {"stored": 1}


async def test_a_phone_is_asked_once_where_it_is(pool: Pool, broker: Broker, start_bridge: StartChild) -> None:
    await make_fleet(pool, "AMB-01")
    password = broker.add_device("AMB-01")
    await start_bridge()
    command = topics.owntracks_command("AMB-01", "phone")

    async with speaker(broker, "AMB-01", password, command) as (_, heard):
        async with pool.acquire() as conn, conn.transaction():
            await ask_for_location(conn, "AMB-01", by=SystemActor("test"), now=datetime.now(UTC))
        await until(lambda: pool.fetchval("SELECT finished_at IS NOT NULL FROM outbox"))
        await until(lambda: heard)

    assert [(each.topic, json.loads(each.payload)) for each in heard] == [
        (command, {"_type": "cmd", "action": "reportLocation"})
    ]


async def test_a_phone_hurries_while_an_order_is_open_and_not_the_tracker_beside_it(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    desk = await make_desk(pool)
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", "PHONE-1", kind="phone", now=NOW)
        await add_device(conn, "AMB-01", "BOX-1", kind="box", now=NOW)
    password = broker.add_device("PHONE-1")
    await start_bridge()
    command = topics.owntracks_command("PHONE-1", "phone")

    async with speaker(broker, "PHONE-1", password, command) as (_, heard):
        assert await set_phone_paces(pool, now=datetime.now(UTC)) == 0
        incident_id = await desk.incident()
        ((assignment,),) = [await desk.send(incident_id, "AMB-01")]
        commanded = [await set_phone_paces(pool, now=datetime.now(UTC)) for _ in range(2)]
        await until(lambda: len(heard) == 1)
        await pool.execute("UPDATE assignment SET released_at = now() WHERE id = $1", assignment.id)
        commanded.append(await set_phone_paces(pool, now=datetime.now(UTC)))
        await until(lambda: len(heard) == 2)
        finished = "SELECT count(*) FROM outbox WHERE kind = 'set_pace' AND finished_at IS NOT NULL"
        await until(lambda: pool.fetchval(f"SELECT ({finished}) = 2"))  # recorded after the phone received the command

    assert commanded == [1, 0, 1]
    assert [json.loads(each.payload) for each in heard] == [set_pace(hurried=True), set_pace(hurried=False)]
    assert await pool.fetchval(finished) == 2


async def _has(pool: Pool, **expected: int) -> bool:
    found = await totals(pool)
    return all(found.get(outcome, 0) >= total for outcome, total in expected.items())

"""From MQTT bytes to the database and back to the device, through a real broker and real bridge processes."""

import asyncio
import json
import signal
import socket
import struct
from collections.abc import Iterator
from datetime import datetime, timedelta

import asyncpg
import pytest

from base.database import Pool
from mqtt_bridge import topics
from sigap.mqtt_login import _connect_packet, _length, _text
from tests.conftest import StartChild
from tests.fleet import NOW, fix_fields, fix_payload, make_fleet
from tests.mqtt_device import gps_unit
from tests.servers import Broker, running_broker, server_folder
from tests.waiting import until
from tracking.fixes import store


@pytest.fixture
def broker() -> Iterator[Broker]:
    """A broker for this test: a bridge that once ran keeps its share of the messages as long as its session lives."""
    with server_folder() as folder, running_broker(folder) as own:
        yield own


async def totals(pool: Pool) -> dict[str, int]:
    async with pool.acquire() as conn:
        return {outcome: total for outcome, total in (await store.read_counts(conn)).items() if total}


async def stored_seqs(pool: Pool) -> set[int]:
    return {row["seq"] for row in await pool.fetch("SELECT seq FROM fix")}


async def test_a_published_fix_becomes_a_row_and_a_marker_and_the_device_hears_of_it(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01")
    await start_bridge()

    async with gps_unit(broker, "AMB-01") as unit:
        await unit.send(fix_payload(0, boot_id="b1", seq=7, speed_mps=9))
        await until(lambda: unit.stored_seq == 7)

    row = dict(await pool.fetchrow("SELECT p.fixed_at, p.speed_mps, f.seq FROM unit_position p CROSS JOIN fix f") or {})
    assert row == {"fixed_at": NOW, "speed_mps": 9, "seq": 7}
    topic, notice = unit.received[0]
    assert topic == "sigap/v1/AMB-01/down/stored"
    assert notice.keys() == {"boot_id", "seq", "fixed_at"}
    assert datetime.fromisoformat(notice["fixed_at"]) == NOW


async def test_a_device_whose_clock_is_wrong_hears_that_its_fixes_are_decided(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01")
    await start_bridge()
    a_day_ahead, weeks_1024_back = 86_400, -1024 * 7 * 86_400

    async with gps_unit(broker, "AMB-01") as unit:
        for seq, after_s in ((1, weeks_1024_back), (2, a_day_ahead), (3, weeks_1024_back)):
            await unit.send(fix_payload(after_s, boot_id="b1", seq=seq))
            await until(lambda seq=seq: unit.stored_seq == seq)  # type: ignore[misc]

    assert await stored_seqs(pool) == set()


async def test_the_doorbell_rings_when_fixes_are_stored(
    pool: Pool, database_url: str, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01")
    await start_bridge()
    rung = asyncio.Event()
    listener = await asyncpg.connect(database_url)
    await listener.add_listener("sigap_fix", lambda *_: rung.set())

    async with gps_unit(broker, "AMB-01") as unit:
        await unit.send(fix_payload())
        await asyncio.wait_for(rung.wait(), 30)
    await listener.close()


async def test_a_bad_element_of_a_burst_loses_none_of_its_neighbours(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01")
    await start_bridge()

    async with gps_unit(broker, "AMB-01") as unit:
        await unit.send(json.dumps([fix_fields(0, seq=1), {"lat": 1}, fix_fields(1, seq=2)]).encode())
        await until(lambda: unit.stored_seq == 2)

    assert await totals(pool) == {"stored": 2, "missing_field": 1}
    assert await pool.fetchval("SELECT payload FROM quarantined_fix") == b'{"lat": 1}'


async def test_a_payload_beyond_the_brokers_limit_ends_only_the_connection_of_who_sent_it(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    bridge = await start_bridge()
    password = broker.add_device("AMB-01")

    with socket.create_connection((broker.host, broker.port), timeout=20) as raw:
        raw.sendall(_connect_packet("AMB-01", password))
        assert raw.recv(4)[3] == 0
        body = _text(topics.fix("AMB-01")) + struct.pack(">H", 1) + b"x" * 2_000_000
        try:
            raw.sendall(b"\x32" + _length(len(body)) + body)
            assert raw.recv(1) == b""
        except ConnectionError:
            pass
    async with gps_unit(broker, "AMB-02") as other:
        await other.send(fix_payload(seq=1))
        await until(lambda: other.stored_seq == 1)

    assert bridge.process.returncode is None


async def test_two_bridges_share_the_load(pool: Pool, broker: Broker, start_bridge: StartChild) -> None:
    await make_fleet(pool, "AMB-01")
    await start_bridge(0)
    await start_bridge(1)

    async with gps_unit(broker, "AMB-01") as unit:
        for n in range(200):
            await unit.send(fix_payload(n - 200, seq=n))
        await until(lambda: _has(pool, 200))

    rows = await pool.fetch("SELECT worker, total FROM ingest_count WHERE outcome = 'stored' ORDER BY worker")
    assert {row["worker"] for row in rows} == {"bridge-0", "bridge-1"}
    assert sum(row["total"] for row in rows) == 200
    assert min(row["total"] for row in rows) >= 50


@pytest.mark.faults
@pytest.mark.parametrize("count", [2, pytest.param(4, marks=pytest.mark.long)])
async def test_killing_any_bridge_loses_no_stored_fix_and_stores_none_twice(
    pool: Pool, broker: Broker, start_bridge: StartChild, count: int
) -> None:
    await make_fleet(pool, "AMB-01")
    bridges = [await start_bridge(worker) for worker in range(count)]
    killed_at = {900 // count * worker + 100: worker for worker in range(count)}

    async with gps_unit(broker, "AMB-01") as unit:
        for n in range(900):
            await unit.send(fix_payload((n - 900) / 10, boot_id="b1", seq=n))
            if (worker := killed_at.get(n)) is not None:
                bridges[worker].kill()
                await bridges[worker].process.wait()
                assert await _has_all(pool, unit.stored_seq)
                bridges[worker] = await start_bridge(worker)
        await until(lambda: _has(pool, 900))
        await until(lambda: unit.stored_seq == 899)

    assert await stored_seqs(pool) == set(range(900))
    assert await pool.fetchval("SELECT count(*) FROM fix") == 900


async def test_no_device_is_told_that_a_fix_is_stored_while_another_bridge_may_hold_an_older_one(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01")
    await start_bridge(0)
    other = await start_bridge(1)

    async with gps_unit(broker, "AMB-01") as unit:
        await unit.send(fix_payload(-50, boot_id="b1", seq=0))
        await until(lambda: unit.stored_seq == 0)
        other.process.send_signal(signal.SIGSTOP)
        for n in range(1, 41):
            await unit.send(fix_payload(n - 50, boot_id="b1", seq=n))
        await until(lambda: _has(pool, 15))
        beat_at = await _beat_at(pool)
        await until(lambda: _has_beaten_since(pool, beat_at))
        assert not await _has_all(pool, 40)
        assert await _has_all(pool, unit.stored_seq)

        other.process.send_signal(signal.SIGCONT)
        await until(lambda: unit.stored_seq == 40, timeout_s=60)

    assert await _has_all(pool, 40)


async def test_a_bridge_outlives_a_database_that_drops_every_connection(
    pool: Pool, database_url: str, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01")
    bridge = await start_bridge()
    database = database_url.rpartition("/")[2].partition("?")[0]

    async with gps_unit(broker, "AMB-01") as unit:
        for n in range(100):
            await unit.send(fix_payload(n - 100, seq=n))
            if n % 25 == 10:
                await pool.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = $1 AND application_name LIKE 'bridge%'",
                    database,
                )
        await until(lambda: _has(pool, 100))

    assert bridge.process.returncode is None


async def test_a_bridge_that_is_told_to_stop_stores_what_it_took(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    await make_fleet(pool, "AMB-01")
    bridge = await start_bridge(0, SIGAP_FIX_BATCH_MAX_AGE_S="20")

    async with gps_unit(broker, "AMB-01") as unit:
        await unit.send(fix_payload(seq=1))
        await asyncio.sleep(1)
        assert await pool.fetchval("SELECT count(*) FROM fix") == 0
        await bridge.stop()

    assert bridge.process.returncode == 0
    assert await pool.fetchval("SELECT count(*) FROM fix") == 1


async def _has(pool: Pool, fixes: int) -> bool:
    return bool(await pool.fetchval("SELECT count(*) >= $1 FROM fix", fixes))


async def _has_all(pool: Pool, up_to: int) -> bool:
    return bool(await pool.fetchval("SELECT count(*) = $1 + 1 FROM fix WHERE seq <= $1", up_to))


async def _beat_at(pool: Pool) -> datetime:
    at: datetime = await pool.fetchval("SELECT seen_at FROM bridge WHERE worker = 'bridge-0'")
    return at


async def _has_beaten_since(pool: Pool, at: datetime) -> bool:
    """Return whether a `stored` would have been due by now."""
    return await _beat_at(pool) > at + timedelta(seconds=6)

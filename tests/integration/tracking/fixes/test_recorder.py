"""The recorder on a real database: once, in order, and nothing acknowledged before it is safe."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from base.database import Pool
from tests.fleet import NOW, all_reported, fix_fields, fix_payload, make_fleet
from tests.waiting import until
from tracking.devices.devices import add_device, revoke_device
from tracking.devices.registry import DeviceRegistry
from tracking.dialects.native import Outcome, parse_fixes
from tracking.fixes import store
from tracking.fixes.recorder import Recorder
from tracking.fixes.screening import Received
from tracking.fixes.stored import Decided
from tracking.screened import ScreenedFix
from tracking.settings import TrackingSettings

SETTINGS = TrackingSettings(fix_batch_max_age_s=0.01)


class Running:
    """A recorder at work, and what it sent."""

    def __init__(self, pool: Pool, settings: TrackingSettings = SETTINGS, waiting_max: int | None = None) -> None:
        self.acknowledged: list[object] = []
        self.stored: list[ScreenedFix] = []
        self.recorder = Recorder(
            pool,
            DeviceRegistry(),
            settings,
            worker="bridge-0",
            acknowledge=self._acknowledge,
            tell_devices=self._decided,
            waiting_max=waiting_max,
        )

    def receive(self, payload: bytes, device_id: str = "AMB-01") -> None:
        self.recorder.receive(Received(device_id, payload, datetime.now(UTC), payload))

    async def record(self, *payloads: bytes, device_id: str = "AMB-01") -> None:
        """Record all of these, and wait until they are acknowledged."""
        expected = len(self.acknowledged) + len(payloads)
        for payload in payloads:
            self.receive(payload, device_id)
        await until(lambda: len(self.acknowledged) >= expected)

    def _acknowledge(self, messages: Sequence[Received]) -> None:
        self.acknowledged += [message.receipt for message in messages]

    def _decided(self, decided: Sequence[Decided]) -> None:
        self.stored += [each for each in decided if isinstance(each, ScreenedFix)]


@asynccontextmanager
async def running(
    pool: Pool, settings: TrackingSettings = SETTINGS, waiting_max: int | None = None
) -> AsyncIterator[Running]:
    it = Running(pool, settings, waiting_max)
    task = asyncio.create_task(it.recorder.run(), name="recorder")
    try:
        yield it
    finally:
        it.recorder.stop()
        done, _ = await asyncio.wait([task], timeout=5)
        task.cancel()
        for each in done:
            each.result()


async def counts(pool: Pool) -> dict[str, int]:
    return {outcome: total for outcome, total in (await store.read_counts(pool)).items() if total}  # type: ignore[arg-type]


async def marker(pool: Pool, unit_id: str = "AMB-01") -> datetime | None:
    at: datetime | None = await pool.fetchval(
        "SELECT fixed_at FROM unit_position JOIN unit ON unit.key = unit_key WHERE unit_id = $1", unit_id
    )
    return at


async def test_a_fix_is_stored_with_all_it_told(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")
    told = all_reported()
    del told["device_at"]  # our own dialect does not send it

    async with running(pool) as it:
        await it.record(fix_payload(**told))

    row = dict(await pool.fetchrow("SELECT * FROM fix") or {})
    assert (row["position"].lat, row["position"].lon) == (-7.63, 111.52)
    assert (row["fixed_at"], row["late"], row["device_at"]) == (NOW, False, None)
    assert {name: row[name] for name in told} == told
    assert await marker(pool) == NOW
    assert [each.fix.seq for each in it.stored] == [told["seq"]]


async def test_what_a_device_did_not_tell_is_missing_never_zero(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")

    async with running(pool) as it:
        await it.record(fix_payload())

    row = dict(await pool.fetchrow("SELECT speed_mps, satellites, ignition, seq FROM fix") or {})
    assert set(row.values()) == {None}


async def test_the_same_fix_again_is_acknowledged_and_stored_once(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")

    async with running(pool) as it:
        await it.record(fix_payload(), fix_payload())
        await it.record(fix_payload())

    assert await pool.fetchval("SELECT count(*) FROM fix") == 1
    assert await counts(pool) == {"stored": 1, "duplicate": 2}
    assert len(it.stored) == 3  # a device that repeats itself waits for `stored`


async def test_a_late_fix_completes_the_history_and_never_moves_the_marker_back(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")

    async with running(pool) as it:
        await it.record(fix_payload(0))
        await it.record(fix_payload(-3600), fix_payload(-90_000))

    rows = await pool.fetch("SELECT fixed_at, late FROM fix ORDER BY fixed_at")
    assert [row["late"] for row in rows] == [True, True, False]
    assert await marker(pool) == NOW


async def test_what_another_bridge_stored_makes_a_fix_late_too(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")

    async with running(pool) as one, running(pool) as other:
        await other.record(fix_payload(-20))
        await one.record(fix_payload(0))
        await other.record(fix_payload(-10))

    rows = await pool.fetch("SELECT late FROM fix ORDER BY fixed_at")
    assert [row["late"] for row in rows] == [False, True, False]
    assert await marker(pool) == NOW


async def test_a_second_device_moves_the_marker_only_when_the_first_is_silent(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", "PHONE-1", priority=2, now=NOW)

    async with running(pool) as it:
        await it.record(fix_payload(-100))
        await it.record(fix_payload(-90), device_id="PHONE-1")
        assert await marker(pool) == NOW - timedelta(seconds=100)
        await it.record(fix_payload(-69), device_id="PHONE-1")
        assert await marker(pool) == NOW - timedelta(seconds=69)
        await it.record(fix_payload(-68))

    assert await marker(pool) == NOW - timedelta(seconds=68)
    assert await pool.fetchval("SELECT count(*) FROM fix") == 4


async def test_a_rejected_fix_is_counted_kept_and_acknowledged_and_its_neighbours_are_stored(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")
    elements = [fix_fields(0), fix_fields(1, lat=91), {"lat": 1}, fix_fields(2, lat=0, lon=0), fix_fields(3)]

    async with running(pool) as it:
        await it.record(json.dumps(elements).encode(), b"no json", fix_payload(7200))

    assert await counts(pool) == {
        "stored": 2,
        "invalid_coordinates": 1,
        "missing_field": 1,
        "null_island": 1,
        "broken_json": 1,
        "in_the_future": 1,
    }
    kept = await pool.fetch("SELECT device_id, reason, payload FROM quarantined_fix")
    assert {row["device_id"] for row in kept} == {"AMB-01"}
    assert {row["payload"] for row in kept if row["reason"] == "broken_json"} == {b"no json"}
    assert len(kept) == 5


async def test_an_unknown_or_revoked_device_is_rejected_and_heard_once_it_is_known(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    async with pool.acquire() as conn:
        await revoke_device(conn, "AMB-02", now=NOW)

    async with running(pool) as it:
        await it.record(fix_payload(0), device_id="NEW-1")
        await it.record(fix_payload(0), device_id="AMB-02")
        async with pool.acquire() as conn:
            await add_device(conn, "AMB-01", "NEW-1", now=NOW)
        await until(lambda: _record_and_count(it, pool, "NEW-1"), every_s=0.2)

    totals = await counts(pool)
    assert totals["revoked_device"] == 1
    assert totals["unknown_device"] >= 1


async def _record_and_count(it: Running, pool: Pool, device_id: str) -> bool:
    await it.record(fix_payload(1), device_id=device_id)
    return bool((await counts(pool)).get("stored"))


async def test_the_service_area_is_the_citys_with_its_margin(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")
    await pool.execute(
        "INSERT INTO city (name, version, folder, west_deg, south_deg, east_deg, north_deg, timezone, imported_at)"
        " VALUES ('Madiun', '1', '', 111.49, -7.69, 111.57, -7.59, 'Asia/Jakarta', now())"
    )

    async with running(pool) as it:
        await it.record(fix_payload(0), fix_payload(86_400, lat=51.5, lon=-0.1), fix_payload(-600, lat=51.5, lon=-0.1))

    assert await counts(pool) == {"stored": 1, "in_the_future": 1, "outside_service_area": 1}


async def test_a_new_process_knows_where_the_unit_was(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")
    async with running(pool) as first:
        await first.record(fix_payload(-10))

    async with running(pool) as second:
        await second.record(fix_payload(-9, lat=-7.0))

    assert await counts(pool) == {"stored": 1, "impossible_jump": 1}


async def test_one_fix_the_database_refuses_does_not_block_the_others(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    await pool.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.seq = 13 THEN RAISE EXCEPTION 'no' USING ERRCODE = 'data_exception'; END IF;
          RETURN NEW;
        END $$
        """
    )
    await pool.execute("CREATE TRIGGER refuse BEFORE INSERT ON fix FOR EACH ROW EXECUTE FUNCTION refuse()")

    async with running(pool) as it:
        await it.record(*(fix_payload(-n, seq=n) for n in range(30, 0, -1)))

    assert await counts(pool) == {"stored": 29, "unstorable": 1}
    assert await pool.fetchval("SELECT device_id FROM quarantined_fix WHERE reason = 'unstorable'") == "AMB-01"
    assert 13 not in {each.fix.seq for each in it.stored}


async def test_what_cannot_be_judged_is_kept_with_its_reason_and_ends_nobody(pool: Pool) -> None:
    """A hand-over dated to the first of the year 1 was such a case: stored as -infinity, it could not be compared."""
    await make_fleet(pool, "AMB-01", "AMB-02")
    await pool.execute(
        "INSERT INTO device_binding SELECT key, unit_key, '-infinity' FROM device WHERE device_id = 'AMB-01'"
    )

    async with running(pool) as it:
        for after_s in range(3):
            await it.record(fix_payload(after_s), device_id="AMB-01")
            await it.record(fix_payload(after_s), device_id="AMB-02")

    assert await counts(pool) == {"stored": 3, "unstorable": 3}
    assert await marker(pool, "AMB-02") == NOW + timedelta(seconds=2)


async def test_while_the_database_is_away_nothing_is_acknowledged_and_nothing_lost(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")

    async with running(pool) as it:
        await it.record(fix_payload(0))
        await pool.execute("ALTER TABLE fix RENAME TO fix_away")
        it.receive(fix_payload(1))
        await asyncio.sleep(0.5)
        assert len(it.acknowledged) == 1
        await pool.execute("ALTER TABLE fix_away RENAME TO fix")
        await until(lambda: len(it.acknowledged) == 2)

    assert await counts(pool) == {"stored": 2}


async def test_a_batch_grows_with_what_waits_and_an_array_never_overfills_it(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")
    arrays = [json.dumps([fix_fields(-k * 100 - n) for n in range(100)]).encode() for k in range(30)]

    async with running(pool) as it:
        await it.record(*arrays)

    assert await counts(pool) == {"stored": 3000}


async def test_what_was_taken_and_is_only_being_read_counts_as_not_stored(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")
    received_at = datetime.now(UTC)
    seen: list[datetime | None] = []

    async with running(pool) as it:

        def parse(payload: bytes, device_id: str) -> list[Outcome]:
            seen.append(it.recorder.unstored_since)
            return parse_fixes(payload, device_id)

        for n in range(3):
            it.recorder.receive(Received("AMB-01", fix_payload(n), received_at + timedelta(seconds=n), n, parse))
        await until(lambda: len(it.acknowledged) == 3)

        assert seen == [received_at] * 3
        assert it.recorder.unstored_since is None


async def test_on_stop_what_waits_is_stored(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")

    async with running(pool, TrackingSettings(fix_batch_max_age_s=60)) as it:
        it.receive(fix_payload(0))
        await asyncio.sleep(0.1)
        assert it.acknowledged == []

    assert await counts(pool) == {"stored": 1}
    assert len(it.acknowledged) == 1


async def test_a_day_that_was_dropped_under_us_is_made_again(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")

    async with running(pool) as it:
        await it.record(fix_payload(-10))
        await pool.execute(f"DROP TABLE fix_{NOW - timedelta(seconds=10):%Y%m%d}")
        await it.record(fix_payload(-5))

    assert (await counts(pool))["stored"] == 2


@pytest.mark.parametrize("bridges", [2, 4])
async def test_bridges_that_store_the_same_fixes_at_once_neither_deadlock_nor_store_twice(
    pool: Pool, bridges: int
) -> None:
    units = [f"AMB-{n:02}" for n in range(1, 21)]
    await make_fleet(pool, *units)
    runners = [Running(pool) for _ in range(bridges)]
    tasks = [asyncio.create_task(it.recorder.run(), name="recorder") for it in runners]

    for it in runners:
        for n in range(50):
            for unit in units if n % 2 else reversed(units):
                it.receive(fix_payload(n - 50), unit)
    await until(lambda: all(len(it.acknowledged) == 1000 for it in runners), timeout_s=60)
    for task in tasks:
        task.cancel()

    assert await counts(pool) == {"stored": 1000, "duplicate": 1000 * (bridges - 1)}
    assert (
        await pool.fetchval("SELECT count(*) FROM unit_position WHERE fixed_at = $1", NOW - timedelta(seconds=1)) == 20
    )


async def test_while_the_database_stands_still_only_so_many_wait_and_each_units_newest_is_among_them(
    pool: Pool,
) -> None:
    units = [f"AMB-{number:02}" for number in range(10)]
    await make_fleet(pool, *units)

    async with running(pool, waiting_max=100) as it:
        for unit in units:
            await it.record(fix_payload(-1000, seq=0), device_id=unit)
        async with pool.acquire() as conn, conn.transaction():
            await conn.execute("LOCK TABLE fix IN ACCESS EXCLUSIVE MODE")
            waiting = []
            for seq in range(1, 201):
                for unit in units:
                    it.receive(fix_payload(seq - 200, seq=seq, battery_pct=seq % 100), unit)
                    waiting.append(len(it.recorder._waiting))
                await asyncio.sleep(0)
            assert max(waiting) <= 100
        await until(lambda: len(it.acknowledged) == 2010)

    assert [row[0] for row in await pool.fetch("SELECT max(seq) FROM fix GROUP BY unit_key")] == [200] * 10
    found = await counts(pool)
    assert found["stored"] + found["shed"] == 2010
    assert found["shed"] > 1000


async def test_a_call_for_help_does_not_wait_for_the_flood_of_another_device(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    settings = SETTINGS.model_copy(update={"fix_batch_size_max": 100})
    flood = [fix_payload(seq - 1000, seq=seq, alarm="sos") for seq in range(1000)]
    call = fix_payload(alarm="sos")

    async with running(pool, settings) as it:
        for payload in flood:
            it.receive(payload)
        it.receive(call, "AMB-02")
        await until(lambda: len(it.acknowledged) == 1001)

    assert it.acknowledged.index(call) < 100
    assert [each for each in it.acknowledged if each != call] == flood


async def test_a_flood_of_calls_for_help_is_thinned_out_as_one_of_places(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")

    async with running(pool, waiting_max=100) as it:
        for seq in range(300):
            it.receive(fix_payload(seq - 300, seq=seq, alarm="sos"))
        waiting = len(it.recorder._waiting)
        await until(lambda: len(it.acknowledged) == 300)

    assert waiting <= 100
    assert await pool.fetchval("SELECT kind FROM device_sign") == "sos"
    assert (await counts(pool))["shed"] == 300 - await pool.fetchval("SELECT count(*) FROM fix")


async def test_while_the_disk_has_room_for_calls_alone_fixes_are_counted_not_stored_and_never_said_to_be(
    pool: Pool,
) -> None:
    await make_fleet(pool, "AMB-01")

    async with running(pool) as it:
        it.recorder.keeps_fixes = False
        await it.record(fix_payload())
        notices = list(it.stored)
        it.recorder.keeps_fixes = True
        await it.record(fix_payload(after_s=1))

    assert notices == []
    assert len(it.stored) == 1
    assert (await counts(pool)) == {"shed": 1, "stored": 1}


async def test_a_device_that_repeats_itself_or_is_rejected_is_heard(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")

    async with running(pool) as it:
        await it.record(fix_payload())
        moved_at = await pool.fetchval("SELECT received_at FROM unit_position")
        for payload in (fix_payload(), fix_payload(-30), fix_payload(lat=91), b"no json", fix_payload(86_400)):
            before = await heard_at(pool)
            await it.record(payload)
            await it.recorder._heard.write()
            assert (before or moved_at) < (await heard_at(pool))  # type: ignore[operator]

    assert await pool.fetchval("SELECT received_at FROM unit_position") == moved_at


async def test_each_of_several_devices_in_a_unit_is_heard_whichever_moves_the_marker(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", "PHONE-1", priority=2, now=NOW)

    async with running(pool) as it:
        await it.record(fix_payload())
        await it.record(fix_payload(1), device_id="PHONE-1")

    heard = await pool.fetch(
        "SELECT device_id FROM device_health JOIN device ON device_key = key WHERE heard_at IS NOT NULL"
    )
    assert {row["device_id"] for row in heard} == {"AMB-01", "PHONE-1"}


async def heard_at(pool: Pool) -> datetime | None:
    at: datetime | None = await pool.fetchval("SELECT heard_at FROM device_health")
    return at

"""Old days: archived completely, then thinned, then dropped, and restored from the archive."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest

from base.database import Pool
from tests.fleet import all_reported, make_fleet
from tracking.device import Device
from tracking.devices.devices import list_devices
from tracking.fix import Fix
from tracking.fixes import store
from tracking.history.old_days import SORTED_AFTER, look_after_old_days
from tracking.history.partitions import days_stored, make_partitions
from tracking.history.restore import restore_day
from tracking.screened import ScreenedFix
from tracking.settings import TrackingSettings

DAY = datetime(2026, 3, 1, tzinfo=UTC)
SOON, MONTH_LATER, SEASON_LATER = (DAY + timedelta(days=days) for days in (20, 40, 100))
EVERY_S = 10


@pytest.fixture
def settings(tmp_path: Path) -> TrackingSettings:
    return TrackingSettings(
        _env_file=None,  # type: ignore[call-arg]
        fix_full_days=30,
        fix_retention_days=90,
        fix_archive_dir=tmp_path / "archive",
    )


async def drive(pool: Pool, *, minutes: int = 60) -> Device:
    """A straight drive, then a stop; one fix has a text that could break a file, another every value there is."""
    await make_fleet(pool, "AMB-01")
    async with pool.acquire() as conn:
        [device] = await list_devices(conn)
        await make_partitions(conn, [DAY.date()])
        await put(pool, device, *(_fix(n, boot_id='a,"b"\nc' if n == 3 else None) for n in range(minutes * 6)))
    return device


def _fix(number: int, *, boot_id: str | None = None) -> Fix:
    driving = min(number, 180)
    fix = Fix(
        device_id="AMB-01",
        fixed_at=DAY + timedelta(seconds=number * EVERY_S, microseconds=number % 2 * 123_457),
        lat=-7.63 + driving * 9e-4,
        lon=111.52,
        speed_mps=10.0 if number < 180 else 0.0,
        boot_id=boot_id,
        seq=number,
    )
    return msgspec.structs.replace(fix, **all_reported()) if number == 5 else fix


async def put(pool: Pool, device: Device, *fixes: Fix) -> None:
    async with pool.acquire() as conn, conn.transaction():
        await store.insert_fixes(conn, [ScreenedFix(fix, device, fix.fixed_at, late=False) for fix in fixes])


async def rows(pool: Pool) -> list[tuple[object, ...]]:
    found = await pool.fetch("SELECT * FROM fix ORDER BY fixed_at")
    return [tuple(row.values()) for row in found]


async def days(pool: Pool) -> list[datetime]:
    async with pool.acquire() as conn:
        return [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in await days_stored(conn)]


async def test_a_day_is_left_alone_then_archived_and_thinned_and_still_takes_late_fixes(
    pool: Pool, settings: TrackingSettings, tmp_path: Path
) -> None:
    device = await drive(pool)
    await look_after_old_days(pool, settings, now=SOON)
    whole = await rows(pool)

    for _ in range(2):
        await look_after_old_days(pool, settings, now=MONTH_LATER)
    thinned = await rows(pool)
    await put(pool, device, _fix(7))

    [file] = (tmp_path / "archive").iterdir()
    archived = pq.read_table(file)
    assert (len(whole), archived.num_rows, file.name) == (360, 360, "fixes_2026-03-01.parquet")
    assert archived["boot_id"].to_pylist()[3] == 'a,"b"\nc'
    assert b"geo" in archived.schema.metadata
    assert 4 <= len(thinned) < 20
    assert set(thinned) <= set(whole)
    assert len(await rows(pool)) == len(thinned) + 1


async def test_a_day_is_sorted_by_unit_some_hours_after_it_is_over_and_loses_nothing(
    pool: Pool, settings: TrackingSettings
) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    async with pool.acquire() as conn:
        devices = await list_devices(conn)
        await make_partitions(conn, [DAY.date()])
    for number in range(5):
        for device in devices:
            await put(pool, device, _fix(number))
    before = {tuple(row.values()) for row in await pool.fetch("SELECT * FROM fix")}

    at_midnight = await pool.fetch("SELECT unit_key FROM fix ORDER BY ctid")
    await look_after_old_days(pool, settings, now=DAY + timedelta(days=1, hours=1))
    assert await pool.fetch("SELECT unit_key FROM fix ORDER BY ctid") == at_midnight

    for _ in range(2):
        await look_after_old_days(pool, settings, now=DAY + timedelta(days=1) + SORTED_AFTER)

    after = await pool.fetch("SELECT * FROM fix ORDER BY ctid")
    assert [row["unit_key"] for row in after] == sorted(row["unit_key"] for row in after)
    assert {tuple(row.values()) for row in after} == before


async def test_a_dropped_day_comes_back_as_it_was_and_stays_as_long_as_asked(
    pool: Pool, settings: TrackingSettings, tmp_path: Path
) -> None:
    await drive(pool)
    whole = await rows(pool)
    await look_after_old_days(pool, settings, now=SEASON_LATER)
    dropped = await days(pool)
    [file] = (tmp_path / "archive").iterdir()

    async with pool.acquire() as conn:
        restored = [await restore_day(conn, file, keep_until=SEASON_LATER + timedelta(days=2)) for _ in range(2)]
    await look_after_old_days(pool, settings, now=SEASON_LATER + timedelta(days=1))
    again = await rows(pool)
    await look_after_old_days(pool, settings, now=SEASON_LATER + timedelta(days=3))

    assert dropped == []
    assert [(each.read, each.stored, each.unknown) for each in restored] == [(360, 360, 0), (360, 0, 0)]
    assert again == whole
    assert await days(pool) == []
    assert [each.name for each in (tmp_path / "archive").iterdir()] == [file.name]


async def test_an_archive_written_before_a_column_was_added_comes_back_with_null_there(
    pool: Pool, settings: TrackingSettings, tmp_path: Path
) -> None:
    await drive(pool)
    whole = await pool.fetch("SELECT * FROM fix ORDER BY fixed_at")
    await look_after_old_days(pool, settings, now=SEASON_LATER)
    [file] = (tmp_path / "archive").iterdir()
    pq.write_table(pq.read_table(file).drop_columns(["battery_pct", "device_at"]), file)

    async with pool.acquire() as conn:
        restored = await restore_day(conn, file, keep_until=SEASON_LATER + timedelta(days=2))

    assert (restored.read, restored.stored) == (360, 360)
    again = await pool.fetch("SELECT * FROM fix ORDER BY fixed_at")
    assert [dict(row) for row in again] == [{**row, "battery_pct": None, "device_at": None} for row in whole]


async def test_an_archive_with_its_columns_in_another_order_comes_back_as_it_was(
    pool: Pool, settings: TrackingSettings, tmp_path: Path
) -> None:
    await drive(pool, minutes=1)
    whole = await rows(pool)
    await look_after_old_days(pool, settings, now=SEASON_LATER)
    [file] = (tmp_path / "archive").iterdir()
    written = pq.read_table(file)
    pq.write_table(written.select(written.column_names[::-1]), file)

    async with pool.acquire() as conn:
        await restore_day(conn, file, keep_until=SEASON_LATER + timedelta(days=2))

    assert await rows(pool) == whole


async def test_what_cannot_be_archived_is_not_dropped(pool: Pool, settings: TrackingSettings, tmp_path: Path) -> None:
    await drive(pool, minutes=1)
    (tmp_path / "archive").write_text("in the way")

    with pytest.raises(FileExistsError):
        await look_after_old_days(pool, settings, now=SEASON_LATER)

    assert await days(pool) == [DAY]


async def test_a_clock_that_jumps_ahead_drops_no_day(pool: Pool, settings: TrackingSettings) -> None:
    device = await drive(pool)
    async with pool.acquire() as conn, conn.transaction():
        await store.insert_fixes(conn, [ScreenedFix(_fix(999), device, DAY, late=False)])
        await store.move_markers(conn)

    await look_after_old_days(pool, settings, now=SEASON_LATER)

    assert DAY in await days(pool)
    assert len(await rows(pool)) == 361


async def test_however_many_days_are_over_one_look_drops_few_of_them(pool: Pool, settings: TrackingSettings) -> None:
    async with pool.acquire() as conn:
        await make_partitions(conn, [(DAY + timedelta(days=number)).date() for number in range(5)])

    await look_after_old_days(pool, settings, now=SEASON_LATER)
    left = await days(pool)
    await look_after_old_days(pool, settings, now=SEASON_LATER)

    assert left == [DAY + timedelta(days=number) for number in (2, 3, 4)]
    assert await days(pool) == [DAY + timedelta(days=4)]

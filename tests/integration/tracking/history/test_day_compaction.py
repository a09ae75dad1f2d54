"""A day is rewritten while fixes for it still arrive: none is lost, and nobody waits long."""

import asyncio
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from base.database import Pool
from tests.fleet import make_fleet
from tests.integration.tracking.history.test_old_days import DAY, put
from tracking.device import Device
from tracking.devices.devices import list_devices
from tracking.fix import Fix
from tracking.fixes.store import insert_fixes
from tracking.history.day_compaction import rewrite_day
from tracking.history.day_lock import kept_in_place, ours_alone
from tracking.history.handover import hand_over
from tracking.history.partitions import make_partitions
from tracking.screened import ScreenedFix

WRITERS = 6
TODAY = DAY + timedelta(days=3)


@pytest.fixture
async def device(pool: Pool) -> Device:
    await make_fleet(pool, "AMB-01", "AMB-02")
    async with pool.acquire() as conn:
        await make_partitions(conn, [DAY.date(), TODAY.date()])
        device, _ = await list_devices(conn)
    await put(pool, device, *(_fix(DAY + timedelta(seconds=n)) for n in range(2000)))
    return device


def _fix(at: datetime) -> Fix:
    return Fix(device_id="AMB-01", fixed_at=at, lat=-7.63, lon=111.52)


async def _rewrite(pool: Pool) -> tuple[int, int] | None:
    async with pool.acquire() as conn:
        await conn.execute("SET statement_timeout = 0")
        return await rewrite_day(conn, DAY.date(), thin=False)


async def test_nothing_is_lost_and_the_day_is_swapped_though_late_fixes_never_cease(pool: Pool, device: Device) -> None:
    """Write as bridges do: a batch with fixes of today and one of a past day, in one transaction."""
    is_done, written = asyncio.Event(), set[datetime]()

    async def bring_late_ones(writer: int) -> None:
        number = 0
        while not is_done.is_set():
            number += 1
            late = DAY + timedelta(hours=10 + writer, milliseconds=number)
            async with pool.acquire() as conn, conn.transaction():
                for at in (TODAY + timedelta(hours=writer, milliseconds=number), late):
                    await insert_fixes(conn, [ScreenedFix(_fix(at), device, datetime.now(UTC), late=at is late)])
            written.add(late)

    async with asyncio.TaskGroup() as group:
        for writer in range(WRITERS):
            group.create_task(bring_late_ones(writer))
        while len(written) < 50:  # noqa: ASYNC110 - they write
            await asyncio.sleep(0.01)
        rewritten = await _rewrite(pool)
        enough = len(written) + 50
        while len(written) < enough:  # noqa: ASYNC110 - and write on
            await asyncio.sleep(0.01)
        is_done.set()

    assert rewritten is not None
    found = {row["fixed_at"] for row in await pool.fetch("SELECT fixed_at FROM fix WHERE fixed_at < $1", TODAY)}
    assert len(found) == 2000 + len(written)
    assert written <= found


async def test_while_a_hand_over_moves_fixes_of_a_day_it_is_not_written_anew_and_after_it_nothing_is_twice(
    pool: Pool, device: Device
) -> None:
    async with pool.acquire() as conn, conn.transaction():
        await hand_over(conn, device.device_id, "AMB-02", at=DAY + timedelta(seconds=500))
        assert await _rewrite(pool) is None

    assert await _rewrite(pool) == (2000, 2000)
    units = await pool.fetch("SELECT unit_id, count(*) FROM fix JOIN unit ON key = unit_key GROUP BY 1 ORDER BY 1")
    assert [tuple(row.values()) for row in units] == [("AMB-01", 500), ("AMB-02", 1500)]


async def test_a_hand_over_within_a_day_that_is_being_written_anew_is_to_be_tried_again(
    pool: Pool, device: Device
) -> None:
    async def hand_over_at(at: datetime) -> None:
        async with pool.acquire() as conn, conn.transaction():
            await conn.execute("SET LOCAL lock_timeout = '50ms'")
            await hand_over(conn, device.device_id, "AMB-02", at=at)

    async with pool.acquire() as rewriting, ours_alone(rewriting, DAY.date()) as ours:
        assert ours
        with pytest.raises(asyncpg.LockNotAvailableError):
            await hand_over_at(DAY)
        await hand_over_at(TODAY)  # that day is a different one


@pytest.mark.usefixtures("device")
async def test_while_a_day_comes_back_from_the_archive_it_is_not_written_anew(pool: Pool) -> None:
    async with pool.acquire() as conn, kept_in_place(conn, [DAY.date()]):
        assert await _rewrite(pool) is None

    assert await _rewrite(pool) == (2000, 2000)

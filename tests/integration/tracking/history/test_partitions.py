"""Daily partitions: created ahead and on demand, by many at once, dropped when their time is over."""

import asyncio
from contextlib import suppress
from datetime import date, timedelta

import asyncpg

from base.database import Pool
from tracking.history.partitions import days_ahead, drop_old_partitions, make_partitions, partition_name

TODAY = date(2026, 3, 1)


async def partitions(pool: Pool) -> set[str]:
    rows = await pool.fetch(
        "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'fix'::regclass"
    )
    return {row["name"] for row in rows}


async def make(pool: Pool, days: list[date]) -> None:
    async with pool.acquire() as conn:
        await make_partitions(conn, days)


async def drop_before(pool: Pool, oldest: date) -> list[str]:
    async with pool.acquire() as conn:
        return await drop_old_partitions(conn, oldest=oldest)


async def test_yesterday_today_and_three_days_ahead_are_there(pool: Pool) -> None:
    await make(pool, days_ahead(TODAY))

    assert await partitions(pool) == {"fix_20260228", "fix_20260301", "fix_20260302", "fix_20260303", "fix_20260304"}


async def test_a_partition_has_the_key_and_the_indexes_of_its_table(pool: Pool) -> None:
    await make(pool, [TODAY])

    rows = await pool.fetch("SELECT indexdef FROM pg_indexes WHERE tablename = 'fix_20260301'")
    assert {"UNIQUE" in row["indexdef"] for row in rows} == {True, False}
    assert len(rows) == 2


async def test_many_may_make_the_same_day_at_once_while_fixes_are_written(pool: Pool) -> None:
    days = [TODAY + timedelta(days=n) for n in range(5)]

    await asyncio.gather(*(make(pool, days) for _ in range(6)))

    assert await partitions(pool) == {partition_name(day) for day in days}


async def test_only_days_before_the_oldest_are_dropped(pool: Pool) -> None:
    await make(pool, [TODAY - timedelta(days=n) for n in range(4)])

    dropped = await drop_before(pool, TODAY - timedelta(days=1))

    assert sorted(dropped) == ["fix_20260226", "fix_20260227"]
    assert await partitions(pool) == {"fix_20260228", "fix_20260301"}
    assert await pool.fetchval("SELECT to_regclass('fix_20260226')") is None


async def test_a_drop_interrupted_half_way_is_finished_the_next_time(pool: Pool, database_url: str) -> None:
    await make(pool, [TODAY - timedelta(days=2), TODAY - timedelta(days=1), TODAY])
    await pool.execute("ALTER TABLE fix DETACH PARTITION fix_20260227")
    reader = await asyncpg.connect(database_url)
    async with reader.transaction():
        await reader.fetch("SELECT FROM fix")
        conn = await asyncpg.connect(database_url, server_settings={"statement_timeout": "300"})
        with suppress(asyncpg.QueryCanceledError):
            await conn.execute("ALTER TABLE fix DETACH PARTITION fix_20260228 CONCURRENTLY")
        await conn.close()
    await reader.close()
    pending = await pool.fetchval("SELECT count(*) FROM pg_inherits WHERE inhdetachpending")

    await drop_before(pool, TODAY)

    assert pending == 1
    assert await partitions(pool) == {"fix_20260301"}
    assert await pool.fetchval("SELECT to_regclass('fix_20260227')") is None
    assert await pool.fetchval("SELECT to_regclass('fix_20260228')") is None

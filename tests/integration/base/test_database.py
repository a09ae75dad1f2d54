"""A connection returned to the pool holds no locks, whatever happened to its last user."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Generator
from contextlib import suppress
from itertools import count
from types import coroutine
from typing import Any

import asyncpg
import pytest

from base.database import Pool, open_pool

WAITS_MAX = 50  # a read has fewer: parse its statement, look up its types, run it, release the connection
BACKENDS = "SELECT state, query, pid FROM pg_stat_activity WHERE application_name = 'left'"


@pytest.fixture
async def left_pool(database_url: str) -> AsyncIterator[Pool]:
    pool = await open_pool(database_url, size=1, application_name="left")
    try:
        yield pool
    finally:
        pool.terminate()


async def read(pool: Pool, sql: str, *values: Any) -> Any:
    async with pool.acquire() as conn:
        return await conn.fetchval(sql, *values)


@coroutine
def cancelled_at(work: Coroutine[Any, Any, Any], wait: int, *, answered: bool) -> Generator[Any, Any, bool]:
    """Run the work and cancel it at this wait, before or after the answer; return False if it ended earlier."""
    for waits in count():
        try:
            awaited = work.throw(asyncio.CancelledError()) if waits == wait + 1 else work.send(None)
        except StopIteration:
            return False
        except asyncio.CancelledError:
            return True
        if waits == wait and not answered:
            awaited.cancel()
        with suppress(asyncio.CancelledError):  # of the awaited future: the cancellation reaches the work above
            yield awaited
    raise AssertionError


@pytest.mark.parametrize("answered", [False, True])
async def test_a_read_that_is_cancelled_at_any_point_leaves_no_lock_behind(
    left_pool: Pool, pool: Pool, answered: bool
) -> None:
    left = []
    for wait in range(WAITS_MAX):
        # A statement new to the connection must be parsed first.
        reading = read(left_pool, f"SELECT count(*) AS waited_{wait} FROM event_log")
        if not await cancelled_at(reading, wait, answered=answered):
            break
        async with left_pool.acquire():  # the pool has only this one: now it is released
            left += [(wait, *row[:2]) for row in await pool.fetch(f"{BACKENDS} AND state <> 'idle'")]

    assert wait > 2
    assert left == []


async def test_a_value_that_cannot_be_sent_leaves_no_lock_behind(left_pool: Pool, pool: Pool) -> None:
    for column in ("seq", "at"):
        with pytest.raises(asyncpg.DataError):
            await read(left_pool, f"SELECT count(*) FROM event_log WHERE {column} = $1", "seven")

        assert [row["state"] for row in await pool.fetch(BACKENDS)] == ["idle"]


async def fail_and_lose_the_connection(left_pool: Pool, pool: Pool) -> None:
    async with left_pool.acquire() as conn:
        try:
            await conn.fetchval("SELECT count(*) FROM event_log WHERE seq = $1", "seven")
        finally:
            await pool.execute(f"SELECT pg_terminate_backend(pid) FROM ({BACKENDS}) AS backends")


async def test_a_read_keeps_its_own_error_though_its_connection_is_lost_too(left_pool: Pool, pool: Pool) -> None:
    with pytest.raises(asyncpg.DataError):
        await fail_and_lose_the_connection(left_pool, pool)

    assert await read(left_pool, "SELECT count(*) FROM event_log") == 0


async def test_a_loss_that_is_noticed_while_the_connection_is_given_back_hides_nothing(left_pool: Pool) -> None:
    async with left_pool.acquire() as conn:
        asyncio.get_running_loop().call_soon(conn.terminate)  # before the pool's own task runs

    assert await read(left_pool, "SELECT count(*) FROM event_log") == 0


async def test_a_read_that_ended_well_asks_nothing_more(left_pool: Pool, pool: Pool) -> None:
    for _ in range(2):
        await read(left_pool, "SELECT count(*) FROM event_log")

        assert [row[:2] for row in await pool.fetch(BACKENDS)] == [("idle", "SELECT count(*) FROM event_log")]

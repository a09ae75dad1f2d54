"""A timer without a database connection waits its turn: that is no fault, so no traceback is logged."""

import asyncio

import pytest

from base.database import open_pool
from base.parts import Parts
from dispatch.worker import Timer, Timers


async def test_a_timer_that_gets_no_connection_says_so_and_goes_on(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    pool = await open_pool(database_url, size=1, application_name="test")
    held = await pool.acquire()
    worked = asyncio.Event()

    async def work(_now: object) -> None:
        worked.set()

    async def give_back(_wait_s: float) -> None:
        await pool.release(held)

    [task] = Timers(pool).start([Timer("any", 1, work, give_back)], Parts())
    async with asyncio.timeout(60):
        await worked.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    pool.terminate()

    [logged] = [record for record in caplog.records if record.name == "dispatch.worker"]
    assert (logged.message, logged.exc_info) == ("timer waits for the database", None)

"""A doorbell whose connection was ended by the server."""

import asyncio
from contextlib import suppress

import pytest

from base import doorbell
from base.database import Pool
from base.doorbell import Doorbell
from tests.waiting import until


async def test_it_listens_again_before_it_would_have_asked(
    pool: Pool, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorbell, "PROBE_EVERY_S", 3600.0)
    bell = Doorbell(database_url, ["tested"], application_name="tested bell")
    running = asyncio.create_task(bell.run())
    await until(lambda: bell.connected)
    await bell.wait(0)

    await pool.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tested bell'")

    assert await bell.wait(30)  # anything may have rung meanwhile
    async with pool.acquire() as conn:
        await doorbell.ring(conn, ["tested"])
    assert await bell.wait(30)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running

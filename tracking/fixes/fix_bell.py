"""Notifies the desk that fixes were stored."""

import asyncio
from contextlib import suppress

from base.database import DATABASE_ERRORS, Pool
from base.doorbell import ring
from tracking.fixes.store import DOORBELL

RING_EVERY_S = 0.05  # at most this often


class FixBell:
    """Rings in its own transaction, and not for every batch: NOTIFY briefly locks the whole database."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._something_stored = asyncio.Event()

    def ring_soon(self) -> None:
        self._something_stored.set()

    async def run(self) -> None:
        while True:
            await self._something_stored.wait()
            self._something_stored.clear()
            with suppress(*DATABASE_ERRORS):  # a lost ring costs a second, not data
                async with self._pool.acquire() as conn:
                    await ring(conn, [DOORBELL])
            await asyncio.sleep(RING_EVERY_S)

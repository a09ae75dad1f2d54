"""Read the events a console missed: page by page, few pages at a time, within the allowance of its session."""

import asyncio
import time
from collections.abc import AsyncIterator

from base.database import ACQUIRE_TIMEOUT_S, Pool
from core.live.allowance import SessionAllowances
from core.store import log_cursor
from core.store.log_cursor import Cursor, Entry

PAGE_EVENTS = 200  # a console that reads slowly holds no more than this many in memory
READ_AT_ONCE = 2  # of the pool's connections; the others serve log-ins of consoles


class AnotherLog(Exception):
    """The log no longer has the entry from which a console wanted to resume."""


class CatchUp:
    """Shared by all consoles of this process."""

    def __init__(self, pool: Pool, *, resume_max: int) -> None:
        self._pool = pool
        self._resume_max = resume_max
        self._reading = asyncio.Semaphore(READ_AT_ONCE)
        self._allowances = SessionAllowances()

    async def can_resume(self, after: Cursor) -> bool:
        """Return False if a console missed too much, or the log does not have that entry."""
        async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            missed = await log_cursor.missed_since(conn, after)
        return missed is not None and missed <= self._resume_max

    async def events_after(self, after: Cursor, *, session: bytes) -> AsyncIterator[Entry]:
        """Yield events up to the newest; wait while the session has used up its allowance. Raises AnotherLog."""
        while page := await self._page_after(after, session):
            for entry in page:
                yield entry
            after = page[-1].cursor
            if len(page) < PAGE_EVENTS:
                return

    async def _page_after(self, after: Cursor, session: bytes) -> list[Entry]:
        allowance = self._allowances.of(session, now_s=time.monotonic())
        await asyncio.sleep(allowance.wait_s(time.monotonic()))
        async with self._reading, self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            if await log_cursor.missed_since(conn, after) is None:
                raise AnotherLog
            page = await log_cursor.entries_after(conn, after.seq, limit=PAGE_EVENTS)
        allowance.spend(len(page))
        return page

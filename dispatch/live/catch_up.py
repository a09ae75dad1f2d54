"""What a console missed: read page by page, few pages at a time, and no session more than its allowance."""

import asyncio
import time
from collections.abc import AsyncIterator

from dispatch.live.allowance import SessionAllowances
from dispatch.live.frames import EventFrame
from dispatch.store import event_log
from geo.database import ACQUIRE_TIMEOUT_S, Pool

PAGE_EVENTS = 200  # a console that reads slowly holds no more than these in memory
READ_AT_ONCE = 2  # of the pool's connections; the others log consoles in


class CatchUp:
    """One for all consoles of this process."""

    def __init__(self, pool: Pool, *, resume_max: int) -> None:
        self._pool = pool
        self._resume_max = resume_max
        self._reading = asyncio.Semaphore(READ_AT_ONCE)
        self._allowances = SessionAllowances()

    async def can_resume(self, after: int) -> bool:
        """False when a console missed too much, or the log never came so far."""
        async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            missed = await event_log.last_seq(conn) - after  # the log is dense
        return 0 <= missed <= self._resume_max

    async def events_after(self, seq: int, *, session: bytes) -> AsyncIterator[EventFrame]:
        """Up to the newest; waits while the session has used up its allowance."""
        while page := await self._page_after(seq, session):
            for event in page:
                yield EventFrame(event)
            seq = page[-1].seq
            if len(page) < PAGE_EVENTS:
                return

    async def _page_after(self, seq: int, session: bytes) -> list[event_log.Event]:
        allowance = self._allowances.of(session, now_s=time.monotonic())
        await asyncio.sleep(allowance.wait_s(time.monotonic()))
        async with self._reading, self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            page = await event_log.events_after(conn, seq, limit=PAGE_EVENTS)
        allowance.spend(len(page))
        return page

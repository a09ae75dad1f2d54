"""The turns of large reads: few at once, as results are encoded on the loop that all commands share."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from core.access.hashing_queue import QueueIsFull

AT_ONCE = 2
WAITING_PER_SESSION_MAX = 20  # more than one of our screens ever asks for at once


class ReadQueue:
    """One after another within a session, and few across all sessions."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._of_session: dict[bytes, asyncio.Lock] = {}
        self._asked: Counter[bytes] = Counter()

    @asynccontextmanager
    async def turn(self, session: bytes) -> AsyncIterator[None]:
        """Raises QueueIsFull."""
        if self._asked[session] >= WAITING_PER_SESSION_MAX:
            raise QueueIsFull
        self._asked[session] += 1
        try:
            async with self._of_session.setdefault(session, asyncio.Lock()), self._turn:
                yield
        finally:
            self._asked[session] -= 1
            if not self._asked[session]:
                del self._asked[session], self._of_session[session]

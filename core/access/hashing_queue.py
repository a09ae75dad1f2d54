"""A queue for password checks: each takes a processor for a twentieth of a second, and calls need it too."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from core.access.login_limiter import Guesser

# Unknown browsers never take the places kept for known ones.
STRANGERS_AT_ONCE = 1
KNOWN_AT_ONCE = 1
STRANGERS_WAITING_MAX = 16
WAITING_PER_ADDRESS_MAX = 8
COME_BACK_AFTER_S = 2


class QueueIsFull(Exception):
    """More checks are waiting than could be served soon."""


class HashingQueue:
    def __init__(self) -> None:
        self._strangers = asyncio.Semaphore(STRANGERS_AT_ONCE)
        self._known = asyncio.Semaphore(KNOWN_AT_ONCE)
        self._waiting: Counter[str] = Counter()

    @asynccontextmanager
    async def turn(self, guesser: Guesser) -> AsyncIterator[None]:
        """Raises QueueIsFull at once instead of letting a caller wait in vain."""
        if guesser.is_known:
            async with self._known:
                yield
            return
        if self._waiting.total() >= STRANGERS_WAITING_MAX or self._waiting[guesser.address] >= WAITING_PER_ADDRESS_MAX:
            raise QueueIsFull
        self._waiting[guesser.address] += 1
        try:
            async with self._strangers:
                yield
        finally:
            self._waiting[guesser.address] -= 1
            self._waiting += Counter()  # drops guessers that no longer wait

"""Close a socket when its session is over: ended by its owner, expired, or its account disabled."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from base.database import ACQUIRE_TIMEOUT_S, DATABASE_ERRORS, Pool
from base.steady_clock import STEADY_CLOCK
from core.store import accounts

log = logging.getLogger(__name__)

CHECK_EVERY_S = 5.0

End = Callable[[], None]


class TooManySockets(Exception):
    """The session has reached its limit of open consoles."""


class SessionWatch:
    """Check the sessions of all sockets of this process by one query."""

    def __init__(self, pool: Pool, *, sockets_max: int) -> None:
        self._pool = pool
        self._sockets_max = sockets_max
        self._ends: defaultdict[bytes, set[End]] = defaultdict(set)

    @contextmanager
    def watched(self, session: bytes, end: End) -> Iterator[None]:
        """Within the block, `end` is called once when the session is over. Raises TooManySockets."""
        if len(self._ends.get(session, ())) >= self._sockets_max:
            raise TooManySockets
        self._ends[session].add(end)
        try:
            yield
        finally:
            self._ends[session].discard(end)
            if not self._ends[session]:
                del self._ends[session]

    async def run(self) -> None:
        while True:
            await asyncio.sleep(CHECK_EVERY_S)
            try:
                await self.check()
            except DATABASE_ERRORS as error:
                log.warning("sessions could not be checked", extra={"error": type(error).__name__})

    async def check(self) -> None:
        asked = list(self._ends)
        if not asked:
            return
        async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            valid = await accounts.valid_sessions(conn, asked, now=STEADY_CLOCK.now())
        for session in set(asked) - valid:
            for end in tuple(self._ends.get(session, ())):
                end()

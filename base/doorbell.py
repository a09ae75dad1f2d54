"""Wakes other processes when there is something new to read; carries no data, so a lost ring costs a second."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

import asyncpg

from base.backoff import Backoff
from base.database import DATABASE_ERRORS, Connection

log = logging.getLogger(__name__)

PROBE_EVERY_S = 5.0  # a LISTEN connection can die silently; only a query reveals it
PROBE_TIMEOUT_S = 3.0
RECONNECT_FIRST_S, RECONNECT_MAX_S = 0.1, 5.0

_unrung: ContextVar[set[str] | None] = ContextVar("channels to ring after the commit", default=None)


def ring_after_commit(channel: str) -> None:
    """Mark the channel that a statement just changed; does nothing outside `gathered`."""
    if (channels := _unrung.get()) is not None:
        channels.add(channel)


@contextmanager
def gathered() -> Iterator[set[str]]:
    """Collect the channels to ring for what is written inside."""
    channels: set[str] = set()
    token = _unrung.set(channels)
    try:
        yield channels
    finally:
        _unrung.reset(token)


async def ring(conn: Connection, channels: Iterable[str]) -> None:
    """Call it outside any transaction: NOTIFY takes a database-wide lock at commit."""
    await conn.execute("SELECT pg_notify(channel, '') FROM unnest($1::text[]) AS channel", sorted(channels))


class Doorbell:
    """Listens to some channels on a connection of its own, and always reconnects.

    `wait` ends at a ring, or after its timeout: poll then anyway.
    """

    def __init__(self, url: str, channels: Iterable[str], *, application_name: str) -> None:
        self._url = url
        self._channels = tuple(channels)
        self._application_name = application_name
        self._rung = asyncio.Event()
        self.connected = False

    async def run(self) -> None:
        backoff = Backoff(RECONNECT_FIRST_S, RECONNECT_MAX_S)
        while True:
            try:
                await self._listen()
            except DATABASE_ERRORS as error:
                log.warning("doorbell lost, will listen again", extra={"error": str(error)})
            if self.connected:
                backoff.reset()
            self.connected = False
            await asyncio.sleep(backoff.next_s())

    async def wait(self, timeout_s: float) -> bool:
        """Return whether it rang."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), timeout_s)
        rung = self._rung.is_set()
        self._rung.clear()
        return rung

    async def _listen(self) -> None:
        conn = await asyncpg.connect(
            self._url, timeout=PROBE_TIMEOUT_S, server_settings={"application_name": self._application_name}
        )
        closed = asyncio.Event()
        conn.add_termination_listener(lambda _: closed.set())
        try:
            for channel in self._channels:
                await conn.add_listener(channel, lambda *_: self._rung.set())
            self.connected = True
            self._rung.set()  # it may have rung while disconnected
            while not closed.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(closed.wait(), PROBE_EVERY_S)
                await conn.execute("SELECT 1", timeout=PROBE_TIMEOUT_S)
        finally:
            conn.terminate()

"""Base of every connection to the broker: connects, stays connected, and retries with growing pauses."""

import asyncio
import logging
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

from base.backoff import Backoff

log = logging.getLogger(__name__)

RECONNECT_FIRST_S, RECONNECT_MAX_S = 0.2, 10.0


class StayingConnected(ABC):
    """A context manager that runs until exit. Subclasses keep `_ready` set while the broker has their subscriptions."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._ready = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._running = asyncio.create_task(self._run(), name=f"mqtt {self._name}")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._running is not None
        self._running.cancel()
        await asyncio.wait([self._running])

    @property
    def is_connected(self) -> bool:
        """Whether it is connected and the broker has confirmed the subscriptions."""
        return self._ready.is_set()

    async def wait_until_connected(self) -> None:
        await self._ready.wait()

    async def _run(self) -> None:
        backoff = Backoff(RECONNECT_FIRST_S, RECONNECT_MAX_S)
        try:
            while True:
                try:
                    await self._connect()
                    backoff.reset()
                    await self._stay_connected()
                except (OSError, TimeoutError, ValueError) as error:
                    log.warning("no connection to the broker", extra={"error": repr(error)})
                self._drop_connection()
                await asyncio.sleep(backoff.next_s())
        finally:
            self._leave()

    @abstractmethod
    async def _connect(self) -> None:
        """Connect, and return when ready; raises OSError, TimeoutError, ValueError if that fails."""

    @abstractmethod
    async def _stay_connected(self) -> None:
        """Run until the connection is lost; may raise as `_connect` does."""

    @abstractmethod
    def _drop_connection(self) -> None:
        """Cut the connection as if the network had; it may be gone already."""

    @abstractmethod
    def _leave(self) -> None:
        """Leave for good, with a DISCONNECT to the broker if still connected."""

"""What every connection to the broker does: it connects, stays connected, and tries again with growing pauses."""

import asyncio
import logging
import random
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

log = logging.getLogger(__name__)

RECONNECT_FIRST_S, RECONNECT_MAX_S = 0.2, 10.0


class StayingConnected(ABC):
    """Entered, it runs until it is left. `_ready` is set by the connection while the broker has its subscriptions."""

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
        """Connected, and the broker confirmed the subscriptions."""
        return self._ready.is_set()

    async def wait_until_connected(self) -> None:
        await self._ready.wait()

    async def _run(self) -> None:
        delay_s = RECONNECT_FIRST_S
        try:
            while True:
                try:
                    await self._connect()
                    delay_s = RECONNECT_FIRST_S
                    await self._stay_connected()
                except (OSError, TimeoutError, ValueError) as error:
                    log.warning("no connection to the broker", extra={"error": repr(error), "delay_s": delay_s})
                self._drop_connection()
                await asyncio.sleep(delay_s * random.uniform(0.5, 1.5))  # noqa: S311 - jitter
                delay_s = min(delay_s * 2, RECONNECT_MAX_S)
        finally:
            self._leave()

    @abstractmethod
    async def _connect(self) -> None:
        """Returns when it is ready; raises OSError, TimeoutError, ValueError when it will not be."""

    @abstractmethod
    async def _stay_connected(self) -> None:
        """Until the connection is lost; may raise as `_connect` does."""

    @abstractmethod
    def _drop_connection(self) -> None:
        """As if the network had cut it; it may be gone already."""

    @abstractmethod
    def _leave(self) -> None:
        """For good, and with a word to the broker where there is still a connection."""

"""An MQTT 3.1.1 session for a flood: it only takes in and acknowledges, at a sixth of what a full client costs."""

import asyncio
import logging
import random
import ssl
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from mqtt_bridge.client import (
    CONNECT_TIMEOUT_S,
    KEEP_ALIVE_S,
    PAYLOAD_MAX_BYTES,
    RECONNECT_FIRST_S,
    RECONNECT_MAX_S,
    BrokerLogin,
    BrokerUnreachable,
    OnMessage,
    PayloadTooLarge,
    Receipt,
)
from mqtt_bridge.stream_connection import StreamConnection

log = logging.getLogger(__name__)

PING_EVERY_S = KEEP_ALIVE_S / 3  # who has not answered by the next one is gone


class MqttStream:
    """Stays connected as `MqttClient` does, and like there nothing is acknowledged but by `acknowledge`.

    `on_connection` is told whether the broker kept the session: then it delivers all that is unacknowledged again.
    """

    def __init__(
        self,
        login: BrokerLogin,
        *,
        subscriptions: Sequence[str],
        on_message: OnMessage,
        on_connection: Callable[[bool], None] = lambda _session_present: None,
    ) -> None:
        self._login = login
        self._subscriptions = subscriptions
        self._on_message = on_message
        self._on_connection = on_connection
        self._connection: StreamConnection | None = None
        self._ready = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._running = asyncio.create_task(self._run(), name=f"mqtt {self._login.username}")
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

    def acknowledge(self, receipts: Iterable[Receipt | None]) -> None:
        """Those of another connection are dropped: the broker delivers these messages again."""
        connection = self._connection
        if connection is None:
            return
        number = connection.number
        mids = [receipt.mid for receipt in receipts if receipt is not None and receipt.connection == number]
        if mids:
            connection.acknowledge(mids)

    def publish_soon(self, topic: str, payload: bytes) -> None:
        """With QoS 0: it may be lost. Raises BrokerUnreachable, PayloadTooLarge."""
        if len(payload) > PAYLOAD_MAX_BYTES:
            raise PayloadTooLarge(f"{len(payload)} bytes on {topic}")
        if self._connection is None or not self.is_connected or not self._connection.publish(topic, payload):
            raise BrokerUnreachable("not connected to the broker, or it takes nothing")

    async def _run(self) -> None:
        delay_s = RECONNECT_FIRST_S
        while True:
            try:
                await self._connect()
                delay_s = RECONNECT_FIRST_S
                await self._stay_connected()
            except (OSError, TimeoutError, ValueError) as error:
                log.warning("no connection to the broker", extra={"error": repr(error), "delay_s": delay_s})
            finally:
                self._leave()
            await asyncio.sleep(delay_s * random.uniform(0.5, 1.5))  # noqa: S311 - jitter
            delay_s = min(delay_s * 2, RECONNECT_MAX_S)

    async def _connect(self) -> None:
        async with asyncio.timeout(CONNECT_TIMEOUT_S):
            _, connection = await asyncio.get_running_loop().create_connection(
                self._make_connection,
                self._login.host,
                self._login.port,
                ssl=ssl.create_default_context() if self._login.tls else None,
            )
            await asyncio.shield(connection.ready)
        self._ready.set()

    def _make_connection(self) -> StreamConnection:
        """Known from the first byte on: messages may come with the very answer to CONNECT."""
        self._connection = StreamConnection(
            self._login, self._subscriptions, on_message=self._on_message, on_connection=self._on_connection
        )
        return self._connection

    async def _stay_connected(self) -> None:
        connection = self._connection
        assert connection is not None
        while True:
            connection.ping()
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(connection.lost), PING_EVERY_S)
            if not connection.heard:
                raise BrokerUnreachable(f"the broker gave no answer for {PING_EVERY_S:.0f} s")

    def _leave(self) -> None:
        self._ready.clear()
        if self._connection is not None:
            self._connection.leave()
        self._connection = None

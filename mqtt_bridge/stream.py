"""An MQTT 3.1.1 session of a bridge: it takes in a flood at a sixth of what a full client costs, and publishes.

See decision 18.
"""

import asyncio
import ssl
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from mqtt_bridge.client import (
    CONNECT_TIMEOUT_S,
    KEEP_ALIVE_S,
    PAYLOAD_MAX_BYTES,
    PUBLISH_TIMEOUT_S,
    BrokerLogin,
    BrokerUnreachable,
    OnMessage,
    PayloadTooLarge,
    Receipt,
)
from mqtt_bridge.staying_connected import StayingConnected
from mqtt_bridge.stream_connection import StreamConnection

PING_EVERY_S = KEEP_ALIVE_S / 3  # a broker that has not answered by the next ping is gone


class MqttStream(StayingConnected):
    """Stays connected as `MqttClient` does; only `acknowledge` acknowledges messages.

    `on_connection` gets whether the broker kept the session: if so, it redelivers every unacknowledged message.
    """

    def __init__(
        self,
        login: BrokerLogin,
        *,
        subscriptions: Sequence[str] = (),
        on_message: OnMessage,
        on_connection: Callable[[bool], None] = lambda _session_present: None,
    ) -> None:
        super().__init__(login.username)
        self._login = login
        self._subscriptions = subscriptions
        self._former_subscriptions: Sequence[str] = ()
        self._on_message = on_message
        self._on_connection = on_connection
        self._connection: StreamConnection | None = None

    def acknowledge(self, receipts: Iterable[Receipt | None]) -> None:
        """Acknowledge; receipts of another connection are dropped, since the broker redelivers their messages."""
        connection = self._connection
        if connection is None:
            return
        number = connection.number
        mids = [receipt.mid for receipt in receipts if receipt is not None and receipt.connection == number]
        if mids:
            connection.acknowledge(mids)

    async def publish(self, topic: str, payload: bytes, *, timeout_s: float = PUBLISH_TIMEOUT_S) -> None:
        """Publish with QoS 1, and wait until the broker has acknowledged.

        Raises:
            BrokerUnreachable, TimeoutError: it may have arrived or not; send it again.
            PayloadTooLarge: it can never be sent.
        """
        mid = self.publish_soon(topic, payload, qos=1)
        assert self._connection is not None
        async with asyncio.timeout(timeout_s):
            await self._connection.until_published(mid)

    def publish_soon(self, topic: str, payload: bytes, *, qos: int = 0) -> int:
        """Hand it to the connection without waiting; raises BrokerUnreachable, PayloadTooLarge."""
        if len(payload) > PAYLOAD_MAX_BYTES:
            raise PayloadTooLarge(f"{len(payload)} bytes on {topic}")
        if self._connection is not None and self.is_connected:
            mid = self._connection.publish(topic, payload, qos=qos)
            if mid is not None:
                return mid
        raise BrokerUnreachable("not connected to the broker, or it takes nothing")

    def change_subscriptions(self, subscriptions: Sequence[str], former: Sequence[str] = ()) -> None:
        """Apply at once if connected, and on every later connection."""
        self._subscriptions, self._former_subscriptions = subscriptions, former
        if self._connection is not None and self.is_connected:
            self._connection.subscribe(subscriptions, former)

    def subscribe_too(self, topic: str) -> None:
        """Subscribe on the current connection only; do nothing without one."""
        if self._connection is not None and self.is_connected:
            self._connection.subscribe([topic], ())

    def unsubscribe(self, topic: str) -> None:
        if self._connection is not None and self.is_connected:
            self._connection.unsubscribe([topic])

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
        """Keep the connection from its first byte on: messages may come together with the answer to CONNECT."""
        self._connection = StreamConnection(
            self._login,
            self._subscriptions,
            self._former_subscriptions,
            on_message=self._on_message,
            on_connection=self._on_connection,
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

    def _drop_connection(self) -> None:
        self._ready.clear()
        if self._connection is not None:
            self._connection.leave()
        self._connection = None

    def _leave(self) -> None:
        self._drop_connection()

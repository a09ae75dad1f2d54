"""One connection of a stream, from CONNECT until it is lost: takes bytes in chunks, and hands out messages."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import cast

from mqtt_bridge import wire
from mqtt_bridge.client import (
    CONNECTIONS,
    KEEP_ALIVE_S,
    BrokerLogin,
    BrokerUnreachable,
    LoginRefused,
    Message,
    OnMessage,
    Receipt,
)

log = logging.getLogger(__name__)

CONNACK_BYTES, MID_BYTES = 2, 2
FIRST_MID = 3  # 1 and 2 belong to SUBSCRIBE and UNSUBSCRIBE


class StreamConnection(asyncio.Protocol):
    """`ready` is done once the broker confirmed the subscriptions, or fails with the broker's reason."""

    def __init__(
        self,
        login: BrokerLogin,
        subscriptions: Sequence[str],
        former_subscriptions: Sequence[str] = (),
        *,
        on_message: OnMessage,
        on_connection: Callable[[bool], None],
    ) -> None:
        self.number = next(CONNECTIONS)
        loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[None] = loop.create_future()
        self.lost: asyncio.Future[None] = loop.create_future()
        self.heard = False
        self._login = login
        self._subscriptions = subscriptions
        self._former_subscriptions = former_subscriptions
        self._on_message = on_message
        self._on_connection = on_connection
        self._transport: asyncio.Transport | None = None
        self._unread = b""
        self._is_congested = False
        self._taken: list[int] = []  # to be acknowledged together, once this turn of the loop is over
        self._mid = FIRST_MID
        self._published: dict[int, asyncio.Future[None]] = {}

    @property
    def is_ready(self) -> bool:
        return self.ready.done() and not self.lost.done()

    def acknowledge(self, mids: Iterable[int]) -> None:
        if not self._taken:
            asyncio.get_running_loop().call_soon(self._acknowledge_taken)
        self._taken.extend(mids)

    def _acknowledge_taken(self) -> None:
        taken, self._taken = self._taken, []
        if taken:
            self._write(wire.pubacks(taken))

    def subscribe(self, subscriptions: Sequence[str], former: Sequence[str]) -> None:
        """Subscribe to the new topics before leaving the old: a message in between comes twice rather than never."""
        self._write(wire.subscribe(subscriptions))
        if former:
            self.unsubscribe(former)

    def unsubscribe(self, topics: Sequence[str]) -> None:
        self._write(wire.unsubscribe(topics))

    def publish(self, topic: str, payload: bytes, *, qos: int = 0) -> int | None:
        """Return the packet's number, 0 with QoS 0; None while the broker takes nothing."""
        if self._is_congested or self.lost.done():
            return None
        mid = self._next_mid() if qos else None
        self._write(wire.publish(wire.text_field(topic), payload, mid))
        return mid or 0

    async def until_published(self, mid: int) -> None:
        """Wait until the broker acknowledges it; raises BrokerUnreachable if the connection is lost first."""
        waiting = self._published[mid] = asyncio.get_running_loop().create_future()
        try:
            await waiting
        finally:
            self._published.pop(mid, None)

    def _next_mid(self) -> int:
        self._mid = self._mid + 1 if self._mid < wire.MID_MAX else FIRST_MID
        return self._mid

    def ping(self) -> None:
        self.heard = False
        self._write(wire.PINGREQ)

    def leave(self) -> None:
        """Disconnect cleanly if ready, else as if the network had cut the connection."""
        if self._transport is None:
            return
        self._acknowledge_taken()
        if self.is_ready:
            self._write(wire.DISCONNECT)
            self._transport.close()
        else:
            self._transport.abort()

    def _write(self, data: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    # --- callbacks of the event loop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        name, password = self._login.username, self._login.password
        self._write(wire.connect(name, password, clean_session=False, keep_alive_s=KEEP_ALIVE_S))

    def connection_lost(self, exc: Exception | None) -> None:
        reason = exc or ConnectionResetError("the broker ended the connection")
        for waiting in (self.ready, self.lost):
            if not waiting.done():
                waiting.set_exception(reason)
        for published in self._published.values():
            if not published.done():
                published.set_exception(BrokerUnreachable("the connection was lost"))
        for done in (self.ready, self.lost):
            with suppress(asyncio.CancelledError):
                done.exception()  # mark it as retrieved: a waiter gets it, but there may be none

    def pause_writing(self) -> None:
        self._is_congested = True

    def resume_writing(self) -> None:
        self._is_congested = False

    def data_received(self, data: bytes) -> None:
        self.heard = True
        buffer = self._unread + data if self._unread else data
        read_to = 0
        try:
            for first, begin, end in wire.packets(buffer):
                if first >> 4 == wire.PUBLISH:
                    self._received(wire.read_publish(buffer, first, begin, end))
                else:
                    self._answered(first >> 4, buffer[begin:end])
                read_to = end
        except (wire.Malformed, LoginRefused) as error:
            self._give_up(error)
        else:
            self._unread = buffer[read_to:]

    def _received(self, published: wire.Published) -> None:
        topic, payload, mid = published
        try:
            self._on_message(Message(topic, payload, Receipt(self.number, mid) if mid else None))
        except Exception:
            log.exception("a message could not be handled")

    def _answered(self, kind: int, body: bytes) -> None:
        if kind == wire.CONNACK:
            self._admitted(body)
        elif kind == wire.SUBACK:
            self._subscribed(body)
        elif kind == wire.PUBACK:
            self._acknowledged(body)
        elif kind not in {wire.PINGRESP, wire.UNSUBACK}:
            raise wire.Malformed(f"a packet of kind {kind}, which no broker sends us")

    def _acknowledged(self, body: bytes) -> None:
        if len(body) != MID_BYTES:
            raise wire.Malformed("an answer to PUBLISH of a wrong length")
        waiting = self._published.get(int.from_bytes(body, "big"))
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    def _admitted(self, body: bytes) -> None:
        if len(body) != CONNACK_BYTES:
            raise wire.Malformed("an answer to CONNECT of a wrong length")
        if body[1]:
            raise LoginRefused(f"the broker refused {self._login.username}: code {body[1]}")
        self._on_connection(bool(body[0] & 1))
        if self._subscriptions:
            self.subscribe(self._subscriptions, self._former_subscriptions)
        elif not self.ready.done():
            self.ready.set_result(None)

    def _subscribed(self, body: bytes) -> None:
        if wire.REFUSED in body[2:]:
            log.error("the broker refused a subscription", extra={"username": self._login.username})
        if not self.ready.done():
            self.ready.set_result(None)

    def _give_up(self, error: Exception) -> None:
        log.error("the broker's words end the connection", extra={"error": repr(error)})
        if not self.lost.done():
            self.lost.set_exception(error)
        if not self.ready.done():
            self.ready.set_exception(error)
        if self._transport is not None:
            self._transport.abort()

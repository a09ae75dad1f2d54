"""An MQTT 3.1.1 session on the asyncio loop: paho by its socket callbacks, without a thread."""

import asyncio
import itertools
import logging
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self, cast
from urllib.parse import unquote, urlsplit

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from mqtt_bridge.staying_connected import StayingConnected

log = logging.getLogger(__name__)

CONNECT_TIMEOUT_S = 5.0
PUBLISH_TIMEOUT_S = 10.0
KEEP_ALIVE_S = 30
# Less than the 64 KiB that every reader here accepts.
PAYLOAD_MAX_BYTES = 60_000
PACKETS_PER_WAKE = 100  # then the loop's other tasks have their turn
CONNECTIONS = itertools.count(1)  # numbers every connection of this process


class BrokerUnreachable(ConnectionError):
    """Not connected, or the connection was lost before the broker acknowledged."""


class PayloadTooLarge(ValueError):
    """The broker would reject the payload."""


class LoginRefused(ConnectionError):
    """The broker does not know this account, or its password is wrong."""


@dataclass(frozen=True, slots=True)
class BrokerLogin:
    """The client id is always the user name: no account can take over another's session."""

    host: str
    port: int
    username: str
    password: str
    tls: bool = False

    def named(self, username: str) -> "BrokerLogin":
        return replace(self, username=username)


class Message(NamedTuple):
    topic: str
    payload: bytes
    receipt: "Receipt | None"


class Receipt(NamedTuple):
    """Identifies a message within one connection; the next connection reuses the numbers."""

    connection: int
    mid: int


type OnMessage = Callable[[Message], None]


def broker_login(url: str, *, username: str | None = None, password: str | None = None) -> BrokerLogin:
    """Parse `mqtt://` or, with TLS, `mqtts://`; `username` and `password` override those in the URL.

    Raises:
        ValueError: it is not such a URL.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"mqtt", "mqtts"} or not parts.hostname:
        raise ValueError(f"not a broker's address (mqtt://host:port): {parts.scheme}://{parts.hostname or ''}")
    tls = parts.scheme == "mqtts"
    return BrokerLogin(
        host=parts.hostname,
        port=parts.port or (8883 if tls else 1883),
        username=username or unquote(parts.username or ""),
        password=password or unquote(parts.password or ""),
        tls=tls,
    )


class MqttClient(StayingConnected):
    """Connects, stays connected and subscribes again on each connection; the session outlives the connection.

    Only `acknowledge` acknowledges messages of QoS 1, unless `acknowledge_at_once`: then on arrival.
    """

    def __init__(
        self,
        login: BrokerLogin,
        *,
        subscriptions: Sequence[str] = (),
        on_message: OnMessage,
        acknowledge_at_once: bool = False,
        on_connection: Callable[[bool], None] = lambda _session_present: None,
    ) -> None:
        super().__init__(login.username)
        self._login = login
        self._subscriptions = subscriptions
        self._former_subscriptions: Sequence[str] = ()  # the session at the broker may still hold them
        self._on_message = on_message
        self._on_connection = on_connection
        self._connection = 0
        self._messages = 0
        self._lost = asyncio.Event()
        self._unacknowledged: dict[int, asyncio.Future[None]] = {}
        self._refusal: str | None = None
        self._paho = self._make_paho(manual_ack=not acknowledge_at_once)

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._loop_thread = threading.get_ident()
        return await super().__aenter__()

    async def publish(self, topic: str, payload: bytes, *, qos: int = 1, timeout_s: float = PUBLISH_TIMEOUT_S) -> None:
        """Publish; with QoS 1, wait until the broker has acknowledged.

        Raises:
            BrokerUnreachable, TimeoutError: it may have arrived or not; send it again.
            PayloadTooLarge: it can never be sent.
        """
        mid = self.publish_soon(topic, payload, qos=qos)
        if qos == 0:
            return
        acknowledged: asyncio.Future[None] = self._loop.create_future()
        self._unacknowledged[mid] = acknowledged
        try:
            async with asyncio.timeout(timeout_s):
                await acknowledged
        finally:
            self._unacknowledged.pop(mid, None)

    def publish_soon(self, topic: str, payload: bytes, *, qos: int = 0) -> int:
        """Hand it to the connection without waiting; raises BrokerUnreachable, PayloadTooLarge."""
        if len(payload) > PAYLOAD_MAX_BYTES:
            raise PayloadTooLarge(f"{len(payload)} bytes on {topic}")
        if not self.is_connected:
            raise BrokerUnreachable("not connected to the broker")
        info = self._paho.publish(topic, payload, qos)
        if info.rc != paho.MQTT_ERR_SUCCESS:
            raise BrokerUnreachable(paho.error_string(info.rc))
        return info.mid

    def acknowledge(self, receipts: Iterable[Receipt | None]) -> None:
        """Acknowledge; receipts of an older connection are dropped, since the broker redelivers their messages."""
        for receipt in receipts:
            if receipt is not None and receipt.connection == self._connection and self._paho.is_connected():
                self._paho.ack(receipt.mid, 1)

    def change_subscriptions(self, subscriptions: Sequence[str], former: Sequence[str] = ()) -> None:
        """Apply at once if connected, and on every later connection."""
        self._subscriptions, self._former_subscriptions = subscriptions, former
        if self._paho.is_connected():
            self._subscribe()

    def subscribe_too(self, topic: str) -> None:
        """Subscribe on the current connection only; do nothing without one."""
        if self._paho.is_connected():
            self._paho.subscribe(topic, 1)

    def unsubscribe(self, topic: str) -> None:
        if self._paho.is_connected():
            self._paho.unsubscribe(topic)

    # --- staying connected

    async def _connect(self) -> None:
        self._lost.clear()
        self._refusal = None
        connecting = self._loop.run_in_executor(
            None, self._paho.connect, self._login.host, self._login.port, KEEP_ALIVE_S
        )
        try:
            await asyncio.shield(connecting)
        except asyncio.CancelledError:
            await asyncio.wait([connecting])  # the thread cannot be stopped, and the socket it opens must be closed
            raise
        ready = asyncio.create_task(self._ready.wait(), name="mqtt ready")
        lost = asyncio.create_task(self._lost.wait(), name="mqtt lost")
        try:
            await asyncio.wait([ready, lost], timeout=CONNECT_TIMEOUT_S, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
            lost.cancel()
        if self._refusal is not None:
            raise LoginRefused(self._refusal)
        if not self._ready.is_set():
            raise BrokerUnreachable("the broker did not answer")

    async def _stay_connected(self) -> None:
        while not self._lost.is_set():
            self._paho.loop_misc()  # keep-alive
            try:
                await asyncio.wait_for(self._lost.wait(), 1.0)
            except TimeoutError:
                continue

    def _drop_connection(self) -> None:
        sock = self._paho.socket()
        if sock is not None:
            with suppress(OSError):
                cast("socket.socket", sock).shutdown(socket.SHUT_RDWR)
            self._paho.loop_read()

    def _leave(self) -> None:
        self._paho.disconnect()
        self._paho.loop_write()
        self._forget_connection()

    def _forget_connection(self) -> None:
        self._ready.clear()
        self._lost.set()
        self._paho.drop_out_messages()  # the outbox resends an order, the device a fix
        for waiting in self._unacknowledged.values():
            if not waiting.done():
                waiting.set_exception(BrokerUnreachable("the connection was lost"))
        self._unacknowledged.clear()

    # --- callbacks of paho; an exception in one would end the connection, so each is small

    def _make_paho(self, *, manual_ack: bool) -> paho.Client:
        client = paho.Client(
            CallbackAPIVersion.VERSION2,
            client_id=self._login.username,
            clean_session=False,
            protocol=paho.MQTTv311,
            reconnect_on_failure=False,
            manual_ack=manual_ack,
        )
        client.username_pw_set(self._login.username, self._login.password)
        client.connect_timeout = CONNECT_TIMEOUT_S
        client.max_inflight_messages_set(1000)
        client.suppress_exceptions = True
        if self._login.tls:
            client.tls_set_context(ssl.create_default_context())
        client.on_connect = self._connected
        client.on_subscribe = self._subscribed
        client.on_disconnect = self._disconnected
        client.on_message = self._received
        client.on_publish = self._published
        client.on_socket_open = self._socket_opened
        client.on_socket_close = self._socket_closing
        client.on_socket_register_write = self._write_wanted
        client.on_socket_unregister_write = self._write_done
        return client

    def _connected(self, _client: paho.Client, _data: Any, flags: paho.ConnectFlags, reason: Any, _props: Any) -> None:
        if reason.is_failure:
            self._refusal = str(reason)
            return
        self._connection = next(CONNECTIONS)
        self._on_connection(flags.session_present)
        if self._subscriptions:
            self._subscribe()
        else:
            self._ready.set()

    def _subscribe(self) -> None:
        """Subscribe to the new topics before leaving the old: a message in between comes twice rather than never."""
        self._paho.subscribe([(each, 1) for each in self._subscriptions])
        if self._former_subscriptions:
            self._paho.unsubscribe(list(self._former_subscriptions))

    def _subscribed(self, _client: paho.Client, _data: Any, _mid: int, reasons: list[Any], _props: Any) -> None:
        if any(reason.is_failure for reason in reasons):
            log.error("the broker refused a subscription", extra={"username": self._login.username})
        self._ready.set()

    def _disconnected(self, _client: paho.Client, _data: Any, _flags: Any, reason: Any, _props: Any) -> None:
        log.info("disconnected from the broker", extra={"username": self._login.username, "reason": str(reason)})
        self._forget_connection()

    def _received(self, _client: paho.Client, _data: Any, message: paho.MQTTMessage) -> None:
        self._messages += 1
        receipt = Receipt(self._connection, message.mid) if message.qos else None
        try:
            self._on_message(Message(message.topic, bytes(message.payload), receipt))
        except Exception:
            log.exception("a message could not be handled")

    def _published(self, _client: paho.Client, _data: Any, mid: int, _reason: Any, _props: Any) -> None:
        waiting = self._unacknowledged.get(mid)
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    def _socket_opened(self, _client: paho.Client, _data: Any, sock: Any) -> None:
        self._on_loop(self._loop.add_reader, sock.fileno(), self._read)

    def _socket_closing(self, _client: paho.Client, _data: Any, sock: Any) -> None:
        self._on_loop(self._loop.remove_reader, sock.fileno())
        self._on_loop(self._loop.remove_writer, sock.fileno())

    def _write_wanted(self, _client: paho.Client, _data: Any, sock: Any) -> None:
        self._on_loop(self._loop.add_writer, sock.fileno(), self._paho.loop_write)

    def _write_done(self, _client: paho.Client, _data: Any, sock: Any) -> None:
        self._on_loop(self._loop.remove_writer, sock.fileno())

    def _read(self) -> None:
        """Read until no message comes: `loop_read` reads one packet, and the loop need not run between them."""
        for _ in range(PACKETS_PER_WAKE):
            before = self._messages
            self._paho.loop_read()
            if self._messages == before:
                return

    def _on_loop(self, call: Callable[..., object], *arguments: Any) -> None:
        """Run the call on the loop's thread: the library opens its socket in the thread that connects."""
        if threading.get_ident() == self._loop_thread:
            call(*arguments)
        else:
            self._loop.call_soon_threadsafe(call, *arguments)

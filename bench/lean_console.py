"""A console with almost no cost of its own, so that a thousand of them fit beside the system they measure."""

import asyncio
import time
from collections.abc import MutableMapping
from urllib.parse import urlsplit

import msgspec

from bench import websocket_wire

CONNECTED = b"HTTP/1.1 101"


class ConsoleCut(RuntimeError):
    """The server refused a console or closed it: the measurement is void."""


class LeanConsole(asyncio.Protocol):
    """Notes when each frame arrived; `texts` keeps one copy of a frame that many consoles received."""

    def __init__(self, token: str, texts: MutableMapping[bytes, bytes]) -> None:
        self.frames: list[tuple[float, bytes]] = []
        self.subscribed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._token = token
        self._texts = texts
        self._unread = b""
        self._upgraded = False
        self._leaving = False
        self._cut_why: str | None = None
        self._transport: asyncio.Transport | None = None

    async def open(self, api_url: str) -> None:
        """Connect and wait for the snapshot; raises ConsoleCut."""
        address = urlsplit(api_url)
        await asyncio.get_running_loop().create_connection(lambda: self, address.hostname or "", address.port or 80)
        self._write(websocket_wire.upgrade(address.netloc, "/live"))
        await self.subscribed

    def check(self) -> None:
        """Raises ConsoleCut if it did not stay open."""
        if self._cut_why:
            raise ConsoleCut(self._cut_why)

    def close(self) -> None:
        self._leaving = True
        if self._transport:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        now = time.time()
        buffer = self._unread + data if self._unread else data
        if not self._upgraded:
            buffer = self._upgrade(buffer)
        read_to = 0
        if self._upgraded:
            for opcode, begin, end in websocket_wire.frames(buffer):
                read_to = end
                self._take(opcode, buffer[begin:end], now)
        self._unread = buffer[read_to:]

    def connection_lost(self, error: Exception | None) -> None:
        if not self._leaving:
            self._cut(f"the server closed a console: {error}")

    def _upgrade(self, buffer: bytes) -> bytes:
        head, end, rest = buffer.partition(b"\r\n\r\n")
        if not end:
            return buffer
        if not head.startswith(CONNECTED):
            self._cut(f"the server refused a console: {head[:60]!r}")
            return b""
        self._upgraded = True
        self._send({"type": "auth", "token": self._token})
        self._send({"type": "subscribe", "after": None})
        return rest

    def _take(self, opcode: int, payload: bytes, now: float) -> None:
        if opcode == websocket_wire.PING:
            self._write(websocket_wire.masked_frame(websocket_wire.PONG, payload))
        elif opcode == websocket_wire.CLOSE:
            self._cut(f"the server closed a console: {payload!r}")
        elif self.subscribed.done():
            self.frames.append((now, self._texts.setdefault(payload, payload)))
        else:
            self.subscribed.set_result(None)

    def _send(self, message: dict[str, object]) -> None:
        self._write(websocket_wire.masked_frame(websocket_wire.TEXT, msgspec.json.encode(message)))

    def _write(self, data: bytes) -> None:
        assert self._transport is not None
        self._transport.write(data)

    def _cut(self, why: str) -> None:
        self._cut_why = why
        if not self.subscribed.done():
            self.subscribed.set_exception(ConsoleCut(why))

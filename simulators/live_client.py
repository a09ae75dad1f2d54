"""A console without a screen: follows `/live`, applies every frame to a board, resumes by cursor after a cut."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Awaitable
from enum import StrEnum
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from simulators.api_client import ApiDown
from simulators.backoff import backoff_s
from simulators.board import Board, EventsMissing

SILENCE_MAX_S = 12.0  # the server ticks every five seconds
FRAME_MAX_BYTES = 64 * 2**20  # the snapshot of a large city
NOT_AUTHENTICATED = 4401

log = logging.getLogger(__name__)

type Frame = dict[str, Any]


class Tokens(Protocol):
    def token(self, *, instead_of: str | None = None) -> Awaitable[str]: ...


class Light(StrEnum):
    """How far the board can be trusted; a console shows it all the time."""

    LIVE = "LIVE"
    CATCHING_UP = "CATCHING UP"
    CUT_OFF = "CUT OFF"


class LiveClient:
    """Read it by `async for frame in client.frames()`, which never ends; `client.board` holds the result."""

    def __init__(self, live_url: str, tokens: Tokens) -> None:
        self.board = Board()
        self.connections = 0
        self._live_url = live_url
        self._tokens = tokens
        self._connected = False
        self._heard_at_s = time.monotonic()
        self._refused_token: str | None = None

    @property
    def light(self) -> Light:
        if not self._connected or self.silence_s > SILENCE_MAX_S:
            return Light.CUT_OFF
        return Light.CATCHING_UP if self.board.is_behind else Light.LIVE

    @property
    def silence_s(self) -> float:
        """Seconds since the server was last heard."""
        return time.monotonic() - self._heard_at_s

    async def frames(self) -> AsyncGenerator[Frame]:
        """Yield every frame, already applied to the board; always reconnects."""
        waits_s = backoff_s()
        while True:
            try:
                async for frame in self._one_connection():
                    waits_s = backoff_s()
                    yield frame
            except (OSError, TimeoutError, InvalidHandshake, ConnectionClosed, ApiDown, EventsMissing) as error:
                log.warning("the live connection was cut", extra={"failure": type(error).__name__})
            finally:
                self._connected = False
            await asyncio.sleep(next(waits_s))

    async def _one_connection(self) -> AsyncGenerator[Frame]:
        token = await self._tokens.token(instead_of=self._refused_token)
        async with connect(self._live_url, max_size=FRAME_MAX_BYTES, compression=None, proxy=None) as socket:
            await _send(socket, {"type": "auth", "token": token})
            await self._subscribe(socket)
            try:
                while True:
                    async with asyncio.timeout(SILENCE_MAX_S):
                        text = await socket.recv()
                    yield await self._take(socket, text)
            except ConnectionClosed as closed:
                if closed.rcvd is not None and closed.rcvd.code == NOT_AUTHENTICATED:
                    self._refused_token = token
                raise

    async def _take(self, socket: ClientConnection, text: str | bytes) -> Frame:
        frame: Frame = msgspec.json.decode(text)
        self.board.fold(frame)
        self._connected, self._heard_at_s = True, time.monotonic()
        if frame.get("type") == "resync":
            await self._subscribe(socket)
        return frame

    async def _subscribe(self, socket: ClientConnection) -> None:
        await _send(socket, {"type": "subscribe", "after": self.board.as_of, "mark": self.board.mark})


def live_url_of(api_url: str) -> str:
    parts = urlsplit(api_url)
    scheme = "wss" if parts.scheme == "https" else "ws"
    return urlunsplit(parts._replace(scheme=scheme, path="/live"))


async def _send(socket: ClientConnection, message: Frame) -> None:
    await socket.send(msgspec.json.encode(message).decode())

"""A raw console: a websocket to `/live` that shows every frame to the test."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from simulators.board import Board
from tests.contract import hold_frame_to_contract

type Frame = dict[str, Any]

DEADLINE_S = 30.0


class Console:
    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.board = Board()
        self.frames: list[Frame] = []

    async def send(self, message: Any) -> None:
        await self.socket.send(msgspec.json.encode(message).decode())

    async def subscribe(self, after: Any = None, *, mark: Any = None) -> None:
        await self.send({"type": "subscribe", "after": after, "mark": mark})

    async def receive(self) -> Frame:
        async with asyncio.timeout(DEADLINE_S):
            raw = await self.socket.recv()
        hold_frame_to_contract(raw)
        frame: Frame = msgspec.json.decode(raw)
        self.board.fold(frame)
        self.frames.append(frame)
        return frame

    async def until(self, wanted: Callable[[Frame], object]) -> Frame:
        """Read frames up to the first that matches."""
        async with asyncio.timeout(DEADLINE_S):
            while True:
                frame = await self.receive()
                if wanted(frame):
                    return frame

    async def until_type(self, kind: str) -> Frame:
        return await self.until(lambda frame: frame["type"] == kind)

    async def until_seq(self, seq: int) -> None:
        await self.until(lambda _: self.board.as_of is not None and self.board.as_of >= seq)

    async def close_code(self) -> int:
        """Read until the server closes; return the close code."""
        try:
            await self.until(lambda _: False)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006
        raise AssertionError  # the close or the deadline ends the loop


@asynccontextmanager
async def console(
    live_url: str, *, token: str | None = None, cookie: str | None = None, origin: str | None = None
) -> AsyncIterator[Console]:
    """A connected console, logged in if a token or cookie is given, but not subscribed yet."""
    headers = {"Cookie": f"sigap_session={cookie}"} if cookie else {}
    async with connect(
        live_url,
        origin=Origin(origin) if origin else None,
        additional_headers=headers,
        compression=None,
        proxy=None,
        max_size=None,
    ) as socket:
        console = Console(socket)
        if token is not None:
            await console.send({"type": "auth", "token": token})
        yield console

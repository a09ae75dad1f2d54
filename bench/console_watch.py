"""Consoles on `/live` that note when each frame arrived, and decode it only afterwards."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import msgspec
from websockets.asyncio.client import ClientConnection, connect

from bench.desk import Desk
from bench.target import Target

SNAPSHOT_TIMEOUT_S = 30.0
FRAME_MAX_BYTES = 64 * 2**20


@dataclass(slots=True)
class Console:
    """Every frame with its arrival time, in seconds on the clock of time.time."""

    frames: list[tuple[float, bytes]] = field(default_factory=list)
    subscribed: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Watch:
    """Keeps one copy of a frame that many consoles received."""

    consoles: list[Console]
    texts: dict[bytes, bytes] = field(default_factory=dict)

    def forget(self) -> None:
        """Drop everything received so far: it was the warm-up."""
        for console in self.consoles:
            console.frames.clear()
        self.texts.clear()


class Read[What]:
    """Decodes a frame; the same text reaches many consoles and is decoded once."""

    def __init__(self, read: Callable[[Any], What]) -> None:
        self._read = read
        self._known: dict[bytes, What] = {}

    def __call__(self, raw: bytes) -> What:
        if raw not in self._known:
            self._known[raw] = self._read(msgspec.json.decode(raw))
        return self._known[raw]


def fixed_times(frame: dict[str, Any]) -> list[float]:
    """Return the times of all fixes in the frame, on the clock of time.time; none if it holds no fixes."""
    if frame["type"] != "fixes":
        return []
    return [datetime.fromisoformat(row[-1]).timestamp() for row in frame["fixes"]]


@asynccontextmanager
async def watching(target: Target, count: int) -> AsyncIterator[Watch]:
    """Open `count` consoles and wait for the snapshot of each."""
    watch = Watch([Console() for _ in range(count)])
    async with Desk(target) as desk, asyncio.TaskGroup() as group:
        tasks = [group.create_task(_follow(target, desk.token, console, watch.texts)) for console in watch.consoles]
        async with asyncio.timeout(SNAPSHOT_TIMEOUT_S):
            for console in watch.consoles:
                await console.subscribed.wait()
        yield watch
        for task in tasks:
            task.cancel()


async def _follow(target: Target, token: str, console: Console, texts: dict[bytes, bytes]) -> None:
    async with connect(live_url(target.api_url), compression=None, max_size=FRAME_MAX_BYTES, proxy=None) as socket:
        await _send(socket, {"type": "auth", "token": token})
        await _send(socket, {"type": "subscribe", "after": None})
        await socket.recv(decode=False)
        console.subscribed.set()
        while True:
            raw = await socket.recv(decode=False)
            console.frames.append((time.time(), texts.setdefault(raw, raw)))


async def _send(socket: ClientConnection, message: dict[str, Any]) -> None:
    await socket.send(msgspec.json.encode(message).decode())


def live_url(api_url: str) -> str:
    return urlunsplit(urlsplit(api_url)._replace(scheme="ws", path="/live"))

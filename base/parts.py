"""The named parts of a process: restarted when they end, and reported when they end or hang."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

log = logging.getLogger(__name__)

AGAIN_AFTER_S = 1.0
REPORTED_FOR_S = 60.0  # a part that ended is reported for this long, though it runs again
GIVEN_UP_AT = 3.0  # times its allowed duration: then a hanging part is cancelled and restarted

type Run = Callable[[], Awaitable[None]]


class PartHangs(Exception):
    """The part was cancelled as its work took far longer than allowed."""


@dataclass(slots=True)
class Part:
    """`busy` holds, for each piece of work in progress, its start and its allowed duration in seconds."""

    name: str
    task: asyncio.Future[None] | None = None
    busy: dict[int, tuple[float, float]] = field(default_factory=dict)
    ended_at_s: float | None = None
    ending: str = ""


_current: ContextVar[Part | None] = ContextVar("part of this process", default=None)


@contextmanager
def busy(within_s: float) -> Iterator[None]:
    """The work inside takes at most `within_s`, or its part counts as hanging."""
    part = _current.get()
    if part is None:
        yield
        return
    piece = object()
    part.busy[id(piece)] = (time.monotonic(), within_s)
    try:
        yield
    finally:
        part.busy.pop(id(piece), None)


class Parts:
    """`troubles()` names the parts that hang or ended lately, and why."""

    def __init__(self) -> None:
        self._parts: dict[str, Part] = {}

    def keep(self, name: str, run: Run) -> asyncio.Task[None]:
        """Run it, and restart it when it ends. Cancel the returned task to stop it."""
        part = self._parts[name] = Part(name)
        return asyncio.create_task(self._keep(part, run), name=name)

    def troubles(self) -> dict[str, str]:
        now_s = time.monotonic()
        found = {part.name: _trouble(part, now_s) for part in self._parts.values()}
        return {name: trouble for name, trouble in found.items() if trouble}

    def break_off_hanging(self) -> None:
        now_s = time.monotonic()
        for part in self._parts.values():
            if part.task and any(now_s - since_s > GIVEN_UP_AT * may_s for since_s, may_s in part.busy.values()):
                log.critical("a part hangs and is broken off", extra={"part": part.name})
                part.task.cancel()

    async def within(self, name: str, run: Run) -> None:
        """Run it once, for a caller that ends when it ends. Raises PartHangs if it had to be cancelled."""
        part = self._parts[name] = Part(name)
        await _run(part, run)

    async def _keep(self, part: Part, run: Run) -> None:
        while True:
            try:
                await _run(part, run)
                part.ending = "ended"
            except Exception as error:
                part.ending = type(error).__name__
                log.critical("a part ended, and is started again", extra={"part": part.name}, exc_info=error)
            part.ended_at_s = time.monotonic()
            await asyncio.sleep(AGAIN_AFTER_S)


async def _run(part: Part, run: Run) -> None:
    _current.set(part)
    part.busy.clear()
    part.task = asyncio.ensure_future(run())
    try:
        await asyncio.wait({part.task})
    finally:
        if not part.task.done():  # this task itself was cancelled
            part.task.cancel()
            await asyncio.gather(part.task, return_exceptions=True)
    if part.task.cancelled():
        raise PartHangs(part.name)
    part.task.result()


def _trouble(part: Part, now_s: float) -> str:
    hangs_s = [now_s - since_s for since_s, may_s in part.busy.values() if now_s - since_s > may_s]
    if hangs_s:
        return f"hangs for {max(hangs_s):.0f} s"
    if part.ended_at_s is not None and now_s - part.ended_at_s < REPORTED_FOR_S:
        return f"{part.ending}, started again"
    return ""

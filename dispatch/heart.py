"""A process's sign of life, and its check of the others'."""

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress

import asyncpg

from base.database import DATABASE_ERRORS, Connection, prepare
from base.parts import Parts
from base.steady_clock import STEADY_CLOCK
from base.systemd import tell_watchdog
from dispatch.domain.alert import AlertKind
from dispatch.domain.heartbeat import Beat, SilenceOfProcesses, Trouble
from dispatch.store import process_beats
from dispatch.watches.raise_system_alerts import raise_system_alerts

log = logging.getLogger(__name__)

BEAT_EVERY_S = 2.0
TIMEOUT_S = 4.0

type Look = Callable[[Connection, Sequence[Beat], Mapping[str, float]], Awaitable[None]]


async def only_remember(_conn: Connection, _beats: Sequence[Beat], _silent_s: Mapping[str, float]) -> None:
    """For a process that checks no other."""


async def tell_the_desk(conn: Connection, beats: Sequence[Beat], silent_s: Mapping[str, float]) -> None:
    await raise_system_alerts(conn, beats, silent_s, now=STEADY_CLOCK.now())


class Heart:
    """Uses its own connection: a process whose pool is used up still shows life."""

    def __init__(
        self,
        url: str,
        process: str,
        *,
        parts: Parts | None = None,
        troubles: Callable[[], Collection[Trouble]] = tuple,
        look: Look = only_remember,
    ) -> None:
        self._url = url
        self._process = process
        self._parts = parts or Parts()
        self._more_troubles = troubles
        self._look = look
        self._conn: asyncpg.Connection[asyncpg.Record] | None = None
        self._silence = SilenceOfProcesses()
        self.silent_s: Mapping[str, float] = {}

    async def run(self) -> None:
        """Run until canceled."""
        while True:
            self._parts.break_off_hanging()
            tell_watchdog()
            try:
                async with asyncio.timeout(TIMEOUT_S):
                    await self._beat()
            except DATABASE_ERRORS as error:  # a timeout is one of these, too
                log.warning(
                    "no sign of life could be given", extra={"process_name": self._process, "error": repr(error)}
                )
                self._hang_up()
            except Exception:
                log.exception("a sign of life failed, will try again", extra={"process_name": self._process})
                self._hang_up()
            await asyncio.sleep(BEAT_EVERY_S)

    def troubles(self) -> list[Trouble]:
        parts = [Trouble(AlertKind.PART_FAILED, name, reason) for name, reason in self._parts.troubles().items()]
        jump_s = STEADY_CLOCK.jumped_s()
        clock = [] if jump_s is None else [Trouble(AlertKind.CLOCK_JUMPED, "clock", f"{jump_s:+.0f} s")]
        return [*parts, *clock, *self._more_troubles()]

    async def _beat(self) -> None:
        conn = await self._connected()
        await process_beats.beat(conn, self._process, pid=os.getpid(), troubles=self.troubles())
        beats = await process_beats.known(conn)
        self.silent_s = self._silence.look(beats, at_s=time.monotonic())
        await self._look(conn, beats, self.silent_s)

    async def _connected(self) -> "asyncpg.Connection[asyncpg.Record]":
        if self._conn is None or self._conn.is_closed():
            name = f"sigap {self._process} heart"
            self._conn = await asyncpg.connect(self._url, server_settings={"application_name": name})
            await prepare(self._conn)
        return self._conn

    def _hang_up(self) -> None:
        if self._conn is not None:
            with suppress(*DATABASE_ERRORS):
                self._conn.terminate()
        self._conn = None

    def close(self) -> None:
        self._hang_up()

"""Watches the processes of a stack: one that hangs is killed, so that it is restarted."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence

from base.database import Connection
from dispatch.domain.heartbeat import Beat
from sigap.hanging import Hanging
from sigap.supervisor import Supervisor

PROBE_EVERY_S = 5.0


class StackWatch:
    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor
        self._hanging = Hanging()
        self._probes_hang = Hanging()

    async def look(self, _conn: Connection, beats: Sequence[Beat], silent_s: Mapping[str, float]) -> None:
        """Match heartbeats by pid: a process just restarted has sent none yet and is not judged."""
        running = {pid: name for name, pid in self._supervisor.pids().items()}
        for beat in beats:
            name = running.get(beat.pid)
            if name is not None and self._hangs(beat.pid, silent_s.get(beat.process, 0.0)):
                self._supervisor.kill(name, f"gave no sign of life for {silent_s[beat.process]:.0f} s")
        self._hanging.forget(but=set(running))

    async def probe(self, name: str, answers: Callable[[], bool]) -> None:
        """Probe a server that sends no heartbeat; runs until cancelled."""
        silent_since_s: float | None = None
        while True:
            await asyncio.sleep(PROBE_EVERY_S)
            pid, now_s = self._supervisor.pids().get(name), time.monotonic()
            if pid is None or await asyncio.to_thread(answers):
                silent_since_s = None
                continue
            silent_since_s = silent_since_s or now_s
            if self._probes_hang.hangs(pid, silent_s=now_s - silent_since_s, at_s=now_s):
                self._supervisor.kill(name, f"gave no answer for {now_s - silent_since_s:.0f} s")
                silent_since_s = None

    def _hangs(self, pid: int, silent_s: float) -> bool:
        return self._hanging.hangs(pid, silent_s=silent_s, at_s=time.monotonic())

"""Keeps processes running: a process that ends is restarted, with back-off, and the operator is informed."""

import asyncio
import logging
import os
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from sigap import logs
from sigap.backoff import Backoff
from sigap.command import Command

log = logging.getLogger(__name__)

LAST_WORDS_LINES = 12
KEEP_AGAIN_S = 1.0


def nothing_to_do() -> None:
    """A process that needs no preparation."""


@dataclass(frozen=True, slots=True)
class Service:
    command: Command
    before_start: Callable[[], None] = nothing_to_do  # may block; runs before every start


@dataclass(slots=True)
class Child:
    service: Service
    log_file: Path
    process: asyncio.subprocess.Process | None = None
    started_at_s: float = 0.0
    ended_at_s: float = 0.0
    log_starts_at: int = 0  # where this run's output begins in the log file
    stopping: bool = False
    backoff: Backoff = field(default_factory=Backoff)
    keeper: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        return self.service.command.name

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process and self.process.returncode is None else None


class Supervisor:
    """`say` gets each sentence for the operator; `changed` is called whenever a pid changed."""

    def __init__(self, log_folder: Path, *, say: Callable[[str], None], changed: Callable[[], None]) -> None:
        self._log_folder = log_folder
        self._speak = say
        self._changed = changed
        self._children: dict[str, Child] = {}

    def pids(self) -> dict[str, int]:
        return {name: child.pid for name, child in self._children.items() if child.pid is not None}

    def names(self) -> list[str]:
        return list(self._children)

    def missing(self, *, for_s: float = 0.0) -> list[str]:
        """The processes that should run and have not run for at least `for_s`."""
        gone = [child for child in self._children.values() if child.pid is None and not child.stopping]
        return [child.name for child in gone if time.monotonic() - child.ended_at_s >= for_s]

    async def start(self, service: Service) -> None:
        """Start a process. The first start may fail and raise; after it the process is kept running."""
        name = service.command.name
        child = Child(service, self._log_folder / f"{name}.log")
        self._children[name] = child
        await self._spawn(child)
        child.keeper = asyncio.create_task(self._keep_for_ever(child), name=f"keep {name}")

    async def stop(self, names: Iterable[str]) -> None:
        await asyncio.gather(*(self._stop(self._children[name]) for name in names if name in self._children))

    def kill(self, name: str, why: str) -> None:
        """Kill a process that hangs, as it would ignore a stop signal; its keeper restarts it."""
        child = self._children[name]
        if child.process is None or child.process.returncode is not None:
            return
        log.error("process is killed as it hangs", extra={"child": name, "child_pid": child.pid, "why": why})
        self._say(f"{name} {why}; killed")
        _signal(child.process, signal.SIGKILL)

    def last_words(self, name: str) -> str:
        child = self._children[name]
        try:
            return logs.tail(child.log_file, LAST_WORDS_LINES, since=child.log_starts_at)
        except OSError as error:
            return f"(its log cannot be read: {error.strerror})"

    async def _spawn(self, child: Child) -> None:
        await asyncio.to_thread(child.service.before_start)
        if child.stopping:
            return
        with self._log_of(child) as output:
            child.log_starts_at = output.tell()
            child.process = await _start(child.service.command, output)
        child.started_at_s = time.monotonic()
        self._tell_change()

    def _log_of(self, child: Child) -> IO[bytes]:
        """A disk too full for a log file must not keep a process from running."""
        try:
            return child.log_file.open("ab")
        except OSError as error:
            log.warning("process runs without a log", extra={"child": child.name, "error": str(error)})
            return Path(os.devnull).open("ab")

    def _say(self, sentence: str) -> None:
        try:
            self._speak(sentence)
        except Exception:
            log.exception("the operator could not be informed", extra={"sentence": sentence})

    def _tell_change(self) -> None:
        try:
            self._changed()
        except Exception:
            log.exception("a change of the processes could not be reported")

    async def _keep_for_ever(self, child: Child) -> None:
        """An error in supervising a process must not end its supervision."""
        while not child.stopping:
            try:
                await self._keep(child)
            except Exception:
                log.exception("keeping a process failed, and goes on", extra={"child": child.name})
                self._say(f"{child.name} is no longer watched; watching it again in {KEEP_AGAIN_S:g} s")
                await asyncio.sleep(KEEP_AGAIN_S)

    async def _keep(self, child: Child) -> None:
        while child.process and not child.stopping:
            code = await child.process.wait()
            child.ended_at_s = time.monotonic()
            self._tell_change()
            while not child.stopping and child.process.returncode is not None:
                await self._restart(child, how_it_ended(code))

    async def _restart(self, child: Child, ending: str) -> None:
        delay_s = child.backoff.delay_s(time.monotonic() - child.started_at_s)
        self._tell_end(child, ending, delay_s)
        await asyncio.sleep(delay_s)
        try:
            await self._spawn(child)
        except Exception:
            log.exception("process could not be started", extra={"child": child.name})
            self._say(f"{child.name} could not be started; see {self._log_folder / 'sigap.log'}")
            return
        if child.pid is not None:
            log.info("process started again", extra={"child": child.name, "child_pid": child.pid})
            self._say(f"{child.name} is running again (pid {child.pid})")

    def _tell_end(self, child: Child, ending: str, delay_s: float) -> None:
        log.warning("process ended", extra={"child": child.name, "ending": ending, "delay_s": delay_s})
        self._say(f"{child.name} {ending}; starting it again in {delay_s:g} s")
        for line in self.last_words(child.name).splitlines():
            self._say(f"  {child.name} | {line}")

    async def _stop(self, child: Child) -> None:
        child.stopping = True
        process, command = child.process, child.service.command
        if process and process.returncode is None:
            _signal(process, command.stop_signal)
            try:
                await asyncio.wait_for(process.wait(), command.stop_timeout_s)
            except TimeoutError:
                self._say(f"{child.name} did not stop in {command.stop_timeout_s:g} s; killed")
                _signal(process, signal.SIGKILL)
                await process.wait()
        if child.keeper:
            child.keeper.cancel()
            await asyncio.gather(child.keeper, return_exceptions=True)


async def _start(command: Command, output: IO[bytes]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *command.full_argv,
        env=dict(command.env),
        cwd="/" if not command.user.is_me else None,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=output,
        stderr=asyncio.subprocess.STDOUT,
        process_group=0,
    )


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except ProcessLookupError:
        return


def how_it_ended(code: int) -> str:
    if code >= 0:
        return f"ended with status {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"

"""The supervisor, with real processes: restarts, order, and nothing left behind."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sigap.command import Command
from sigap.supervisor import Service, Supervisor
from tests.servers import is_alive
from tests.waiting import until

SLEEP = (sys.executable, "-c", "import time; time.sleep(1000)")
FALL = (sys.executable, "-c", "raise SystemExit('no database')")
STUBBORN = (
    sys.executable,
    "-uc",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf'); time.sleep(1000)",
)


class Desk:
    """A supervisor and its output."""

    def __init__(self, folder: Path) -> None:
        self.sentences: list[str] = []
        self.changes = 0
        self.folder = folder
        self.supervisor = Supervisor(folder, say=self.sentences.append, changed=self._count)

    def _count(self) -> None:
        self.changes += 1

    async def start(self, name: str, argv: tuple[str, ...], *, stop_timeout_s: float = 10) -> None:
        await self.supervisor.start(Service(Command(name, argv, os.environ, stop_timeout_s=stop_timeout_s)))

    def heard(self, words: str) -> bool:
        return any(words in sentence for sentence in self.sentences)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    await desk.supervisor.stop(desk.supervisor.names())


async def test_a_killed_process_is_back_with_another_number_and_it_is_said(desk: Desk) -> None:
    await desk.start("api", SLEEP)
    first = desk.supervisor.pids()["api"]

    os.kill(first, signal.SIGKILL)

    await until(lambda: desk.supervisor.pids().get("api") not in (None, first))
    assert desk.heard("api was killed by SIGKILL; starting it again")
    assert desk.heard("api is running again")
    assert desk.changes == 3  # started, ended, started again


async def test_one_that_keeps_falling_is_tried_again_and_its_last_words_are_shown(desk: Desk) -> None:
    await desk.start("worker", FALL)

    await until(lambda: desk.heard("starting it again in 0.5 s"))

    assert desk.heard("worker ended with status 1")
    assert desk.heard("worker | no database")


async def test_a_fall_of_one_does_not_touch_the_others(desk: Desk) -> None:
    await desk.start("api", SLEEP)
    await desk.start("worker", FALL)
    api = desk.supervisor.pids()["api"]

    await until(lambda: desk.heard("starting it again in 0.5 s"))

    assert desk.supervisor.pids()["api"] == api


async def test_stopping_ends_the_process_and_does_not_start_it_again(desk: Desk) -> None:
    await desk.start("api", SLEEP)
    pid = desk.supervisor.pids()["api"]

    await desk.supervisor.stop(["api"])

    assert not is_alive(pid)
    assert desk.supervisor.pids() == {}
    assert not desk.heard("again")


async def test_one_that_does_not_listen_is_killed(desk: Desk) -> None:
    await desk.start("deaf", STUBBORN, stop_timeout_s=0.3)
    await until(lambda: "deaf" in (desk.folder / "deaf.log").read_text())
    pid = desk.supervisor.pids()["deaf"]

    await desk.supervisor.stop(["deaf"])

    assert not is_alive(pid)
    assert desk.heard("deaf did not stop")


class FullDisk:
    """A full disk: neither the info file nor the operator's messages can be written."""

    def __init__(self, folder: Path, *, speaks: bool) -> None:
        self.full = False
        self._speaks = speaks
        self.supervisor = Supervisor(folder, say=self._say, changed=self._write)

    def _say(self, _sentence: str) -> None:
        if self.full and not self._speaks:
            raise OSError(28, "No space left on device")

    def _write(self) -> None:
        if self.full:
            raise OSError(28, "No space left on device")


@pytest.mark.parametrize("speaks", [True, False])
async def test_a_process_comes_back_although_its_end_can_neither_be_written_down_nor_said(
    tmp_path: Path, *, speaks: bool
) -> None:
    disk = FullDisk(tmp_path, speaks=speaks)
    await disk.supervisor.start(Service(Command("api", SLEEP, os.environ)))
    first = disk.supervisor.pids()["api"]
    disk.full = True

    os.kill(first, signal.SIGKILL)

    await until(lambda: disk.supervisor.pids().get("api") not in (None, first))
    disk.full = False
    await disk.supervisor.stop(["api"])


async def test_a_process_whose_log_cannot_be_opened_runs_all_the_same(desk: Desk) -> None:
    (desk.folder / "api.log").mkdir()

    await desk.start("api", SLEEP)
    os.kill(desk.supervisor.pids()["api"], signal.SIGKILL)

    await until(lambda: desk.heard("api is running again"))


async def test_one_that_ended_is_missing_until_it_is_back_or_stopped(desk: Desk) -> None:
    await desk.start("api", SLEEP)
    await desk.start("worker", FALL)

    await until(lambda: desk.supervisor.missing() == ["worker"])
    await desk.supervisor.stop(["worker"])

    assert desk.supervisor.missing() == []


SUPERVISOR_ALONE = """
import asyncio, os, sys
from pathlib import Path
from sigap.command import Command
from sigap.supervisor import Service, Supervisor

async def main():
    supervisor = Supervisor(Path(sys.argv[1]), say=print, changed=lambda: None)
    await supervisor.start(Service(Command("sleeper", ("sleep", "1000"), os.environ)))
    print("pid", supervisor.pids()["sleeper"], flush=True)
    await asyncio.sleep(1000)

asyncio.run(main())
"""


async def test_a_supervisor_that_is_killed_leaves_no_orphan(tmp_path: Path) -> None:
    supervisor = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SUPERVISOR_ALONE, str(tmp_path), stdout=asyncio.subprocess.PIPE
    )
    assert supervisor.stdout is not None
    sleeper = int((await supervisor.stdout.readline()).split()[1])
    await until(lambda: Path(f"/proc/{sleeper}/comm").read_text() == "sleep\n")

    supervisor.kill()
    await supervisor.wait()

    await until(lambda: not is_alive(sleeper))

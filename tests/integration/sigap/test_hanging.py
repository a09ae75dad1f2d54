"""A stopped process hangs; one that works counts as hanging only after a long time without a heartbeat."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sigap.hanging import BUSY_MAX_S, HUNG_AFTER_S, IDLE_S, Hanging, processor_use
from tests.waiting import until

WORK = (sys.executable, "-c", "while True: pass")


@pytest.fixture
def worker() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(WORK) as process:
        yield process
        process.kill()


async def test_a_stopped_process_hangs_once_it_was_silent_for_long(worker: subprocess.Popen[bytes]) -> None:
    hanging = Hanging()
    worker.send_signal(signal.SIGSTOP)
    await until(lambda: processor_use(worker.pid)[0] == "T")
    hanging.hangs(worker.pid, silent_s=0.0, at_s=0.0)

    assert not hanging.hangs(worker.pid, silent_s=HUNG_AFTER_S - 1, at_s=HUNG_AFTER_S - 1)
    assert hanging.hangs(worker.pid, silent_s=HUNG_AFTER_S + 1, at_s=HUNG_AFTER_S + 1)


async def test_one_that_works_is_only_slow_until_it_is_silent_for_very_long(worker: subprocess.Popen[bytes]) -> None:
    hanging = Hanging()
    hanging.hangs(worker.pid, silent_s=0.0, at_s=0.0)
    began = processor_use(worker.pid)[1]
    await until(lambda: processor_use(worker.pid)[1] > began)

    assert not hanging.hangs(worker.pid, silent_s=HUNG_AFTER_S + 1, at_s=IDLE_S + 1)
    assert hanging.hangs(worker.pid, silent_s=BUSY_MAX_S + 1, at_s=BUSY_MAX_S + 1)


def test_a_process_that_is_gone_uses_nothing(tmp_path: Path) -> None:
    with subprocess.Popen(("true",), cwd=tmp_path) as gone:
        gone.wait()

    assert processor_use(gone.pid) == ("", 0)

"""How long the second `make demo` takes until the system first reports that it is ready."""

import asyncio
import json
import os
import signal
import tempfile
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import httpx

from bench.report import Measured

CHECKOUT = Path(__file__).resolve().parent.parent
FIRST_TIMEOUT_S = 600.0
SECOND_TIMEOUT_S = 120.0
STOP_TIMEOUT_S = 60.0
ASK_EVERY_S = 0.02
HTTP_OK = 200


class DemoFailed(RuntimeError):
    """`make demo` ended, or was not ready in time."""


async def measure() -> Measured:
    """Measure in a data folder of its own. The first start creates cluster and city; its time is a figure too."""
    with _folder() as folder:
        first_s = await _start(folder, FIRST_TIMEOUT_S)
        second_s = await _start(folder, SECOND_TIMEOUT_S)
    return Measured({"seconds": second_s, "first_seconds": first_s})


@contextmanager
def _folder() -> Iterator[Path]:
    """A temporary folder that the servers' users can enter."""
    with tempfile.TemporaryDirectory(prefix="sigap-bench-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o711)
        yield Path(name)


async def _start(folder: Path, timeout_s: float) -> float:
    """Time from the command to the first success of /readyz; then wait until the demo is complete, and stop it."""
    begun = time.monotonic()
    async with _demo(folder) as process, httpx.AsyncClient(timeout=2, trust_env=False) as client:
        try:
            async with asyncio.timeout(timeout_s):
                while not await _is_ready(client, folder):
                    await _still_runs(process)
                ready_s = time.monotonic() - begun
                while not (folder / "run" / "info.json").exists():
                    await _still_runs(process)
        except TimeoutError:
            raise DemoFailed(f"not ready within {timeout_s:.0f} s") from None
    return ready_s


@asynccontextmanager
async def _demo(folder: Path) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        "make",
        "demo",
        cwd=CHECKOUT,
        env=os.environ | {"SIGAP_DATA_DIR": str(folder)},
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
        process_group=0,
    )
    try:
        yield process
    finally:
        await _stop(process)


async def _stop(process: Process) -> None:
    """Signal the whole group, as Ctrl-C at a terminal does; the demo then stops its own children in order."""
    if process.returncode is None:
        os.killpg(process.pid, signal.SIGINT)
    try:
        await asyncio.wait_for(process.communicate(), STOP_TIMEOUT_S)
    except TimeoutError:
        os.killpg(process.pid, signal.SIGKILL)
        raise DemoFailed(f"the demo did not stop within {STOP_TIMEOUT_S:.0f} s") from None


async def _is_ready(client: httpx.AsyncClient, folder: Path) -> bool:
    """The port is written down before the API starts, and nobody else can take it."""
    await asyncio.sleep(ASK_EVERY_S)
    with suppress(OSError, ValueError, KeyError, httpx.HTTPError):
        port = json.loads((folder / "ports.json").read_text())["http"]
        return (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == HTTP_OK
    return False


async def _still_runs(process: Process) -> None:
    await asyncio.sleep(ASK_EVERY_S)
    if process.returncode is not None:
        stderr = (await process.stderr.read()).decode(errors="replace") if process.stderr else ""
        raise DemoFailed(f"`make demo` ended with status {process.returncode}: {stderr[-500:]}")

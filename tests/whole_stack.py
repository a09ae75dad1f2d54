"""The whole system as an operator runs it: `sigap up` in its own process, on its own data folder."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sigap.data_dir import DataDir
from sigap.errors import SigapError
from sigap.info import Info, read_info
from tests.servers import ENDS_WITH_US, is_alive
from tests.waiting import until

START_TIMEOUT_S = 400
STOP_TIMEOUT_S = 60


@dataclass(slots=True)
class WholeStack:
    folder: DataDir
    process: asyncio.subprocess.Process
    output: Path

    @property
    def info(self) -> Info:
        return read_info(self.folder)

    def printed(self, words: str) -> bool:
        return words in self.output.read_text()

    def is_up(self) -> bool:
        assert self.process.returncode is None, self.output.read_text()
        try:
            return bool(self.info.api_url)
        except SigapError:
            return False

    async def kill(self, name: str) -> None:
        """Kill the process; return once it is back with another pid."""
        await until(lambda: name in self.info.processes, timeout_s=180)
        before = self.info.processes[name]
        os.kill(before, signal.SIGKILL)
        await until(lambda: self.info.processes.get(name) not in (None, before), timeout_s=180)

    async def end(self, number: signal.Signals) -> int:
        """Return the exit status of `sigap up`, once none of its children is left."""
        children = self.info.processes.values()
        self.process.send_signal(number)
        status = await asyncio.wait_for(self.process.wait(), STOP_TIMEOUT_S)
        await until(lambda: not any(is_alive(pid) for pid in children))
        return status

    async def run(self, *words: str) -> tuple[int, Any]:
        """Run a command beside the running stack; return its status and its output, decoded if it is JSON."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "sigap", *words),
            env=environment(self.folder.path),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        out, _ = await process.communicate()
        assert process.returncode is not None
        text = out.decode()
        return process.returncode, json.loads(text) if text.startswith("{") else text


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGAP_")}
    return kept | {"SIGAP_DATA_DIR": str(folder), "SIGAP_HTTP_PORT": "18200", "SIGAP_MQTT_PORT": "18300"}


@asynccontextmanager
async def whole_stack(folder: Path, command: str = "up") -> AsyncIterator[WholeStack]:
    output = folder / "up.out"
    with output.open("ab") as out:
        process = await asyncio.create_subprocess_exec(
            *(*ENDS_WITH_US, sys.executable, "-m", "sigap", command),
            env=environment(folder / "data"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            process_group=0,
        )
    stack = WholeStack(DataDir(folder / "data"), process, output)
    try:
        await until(stack.is_up, timeout_s=START_TIMEOUT_S)
        yield stack
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), STOP_TIMEOUT_S)

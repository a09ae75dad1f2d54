"""A thousand consoles at once: how late a fix reaches them, and how much memory each takes in the API."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import ceil

from base.database import open_pool
from bench.console_watch import watching
from bench.cpu import CpuWatch, resident_kib
from bench.desk import Desk
from bench.lean_console import LeanConsole
from bench.live import seen
from bench.load_process import LoadProcess
from bench.made_fleet import make_devices, make_fleet
from bench.report import Measured
from bench.target import Options, Target

CONSOLES = 1_000
UNITS = 200
RATE_PER_S = 200.0
OPENED_AT_ONCE = 20
CONSOLES_PER_LOG_IN = 100  # the limit per log-in: SIGAP_LIVE_SOCKETS_PER_SESSION_MAX
WARM_UP_S = 5.0
SECONDS = 30.0


async def measure(target: Target, options: Options) -> Measured:
    pool = await open_pool(target.database_url, size=2, application_name="bench")
    try:
        fleet = await make_fleet(pool, options.units or UNITS)
        devices = await make_devices(target, pool, fleet)
    finally:
        pool.terminate()
    seconds, count = options.seconds or SECONDS, options.consoles or CONSOLES
    async with LoadProcess(target.mqtt_url, devices, rate_per_s=options.rate_per_s or RATE_PER_S) as load:
        await _warm_up(target)
        without_kib = resident_kib(target.processes["api"])
        async with _open(target, count) as consoles:
            await asyncio.sleep(WARM_UP_S)
            for console in consoles:
                console.frames.clear()
            cpu, sent = CpuWatch({**target.processes, "load": load.pid}), load.sent
            await asyncio.sleep(seconds)
            used, sent = cpu.figures(), load.sent - sent
            with_kib = resident_kib(target.processes["api"])
            figures = seen([console.frames for console in consoles], sent)
    return Measured({**figures, "kib_per_console": (with_kib - without_kib) / count, "consoles": count, **used})


async def _warm_up(target: Target) -> None:
    """Open the first consoles: some of the memory they cost is shared and not theirs alone."""
    async with watching(target, OPENED_AT_ONCE):
        await asyncio.sleep(WARM_UP_S)


async def _log_in(target: Target) -> str:
    async with Desk(target) as desk:
        return desk.token


@asynccontextmanager
async def _open(target: Target, count: int) -> AsyncIterator[list[LeanConsole]]:
    """Raises ConsoleCut when one was refused or did not stay open."""
    texts: dict[bytes, bytes] = {}
    tokens = [await _log_in(target) for _ in range(ceil(count / CONSOLES_PER_LOG_IN))]
    consoles = [LeanConsole(tokens[number // CONSOLES_PER_LOG_IN], texts) for number in range(count)]
    try:
        for first in range(0, count, OPENED_AT_ONCE):
            await asyncio.gather(*(each.open(target.api_url) for each in consoles[first : first + OPENED_AT_ONCE]))
        yield consoles
        for console in consoles:
            console.check()
    finally:
        for console in consoles:
            console.close()

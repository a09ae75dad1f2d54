"""How long a fix takes from its publishing to fifty consoles, at a thousand fixes a second."""

import asyncio
from collections.abc import Sequence

from base.database import open_pool
from bench.budgets import Figures
from bench.console_watch import Read, fixed_times, watching
from bench.cpu import CpuWatch
from bench.load_process import LoadProcess
from bench.made_fleet import make_devices, make_fleet
from bench.report import Measured
from bench.samples import spread_ms
from bench.target import Options, Target

UNITS = 1_000
RATE_PER_S = 1_000.0
CONSOLES = 50
WARM_UP_S = 5.0
SECONDS = 30.0


async def measure(target: Target, options: Options) -> Measured:
    pool = await open_pool(target.database_url, size=2, application_name="bench")
    try:
        fleet = await make_fleet(pool, options.units or UNITS)
        devices = await make_devices(target, pool, fleet)
    finally:
        pool.terminate()
    rate, seconds = options.rate_per_s or RATE_PER_S, options.seconds or SECONDS
    async with (
        LoadProcess(target.mqtt_url, devices, rate_per_s=rate) as load,
        watching(target, options.consoles or CONSOLES) as watch,
    ):
        await asyncio.sleep(WARM_UP_S)
        watch.forget()
        cpu = CpuWatch({**target.processes, "load": load.pid})
        sent = load.sent
        await asyncio.sleep(seconds)
        sent = load.sent - sent
        used = cpu.figures()
        consoles = [list(console.frames) for console in watch.consoles]
    return Measured({**seen(consoles, sent), "consoles": len(consoles), "fixes_per_s": sent / seconds, **used})


def seen(consoles: Sequence[Sequence[tuple[float, bytes]]], sent: int) -> Figures:
    """Every fix on every console is one sample. A fix that a newer one overtook is counted, but not a sample."""
    times = Read(fixed_times)
    samples = [came_at - fixed_at for frames in consoles for came_at, raw in frames for fixed_at in times(raw)]
    shown_pct = 100 * len(samples) / (len(consoles) * sent) if sent else None
    return {**spread_ms(samples), "shown_pct": shown_pct, "samples": len(samples)}

"""How many fixes a second the system stores end to end: published with QoS 1, committed, acknowledged by the broker."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from base.database import Pool, open_pool
from bench import ingest_limits
from bench.cpu import CpuWatch
from bench.load_device import DeviceSpec, LoadBroken
from bench.load_process import LoadProcess
from bench.made_fleet import make_devices, make_fleet
from bench.report import Measured
from bench.samples import ratio, spread_ms
from bench.target import Options, Target

UNITS = 10_000
RATE_PER_S = 10_500.0  # each about once a second; what comes on top of the budget makes up for a stumble
PROBES_SHARE = 0.01
SECONDS = 60.0
WARM_UP_S = 5.0
STEER_EVERY_S = 0.05
US_PER_S = 1e6
# Unanswered fixes allowed: enough to keep everything busy, and far fewer than the broker queues for a bridge.
ON_THE_WAY_MAX = 6_000
DRAIN_TIMEOUT_S = 30.0

OUTCOMES = """
SELECT coalesce(sum(total), 0)::bigint AS heard,
       coalesce(sum(total) FILTER (WHERE outcome = 'stored'), 0)::bigint AS stored,
       coalesce(sum(total) FILTER (WHERE outcome = 'duplicate'), 0)::bigint AS duplicate
FROM ingest_count
"""
DISTINCT = "SELECT count(*) AS rows, count(DISTINCT (device_key, seq)) AS ids FROM fix"


async def measure(target: Target, options: Options) -> Measured:
    pool = await open_pool(target.database_url, size=3, application_name="bench")
    try:
        fleet = await make_fleet(pool, options.units or UNITS)
        devices = await make_devices(target, pool, fleet)
        window, sent = await flood(target, pool, devices, options)
        losses = await _losses(pool, sent)
        limits = await ingest_limits.measure(target, pool, devices)
    finally:
        pool.terminate()
    return Measured({**window, **losses}, limits)


async def flood(
    target: Target, pool: Pool, devices: Sequence[DeviceSpec], options: Options
) -> tuple[dict[str, float | None], int]:
    """Return what was measured in the window, and how many fixes were sent in all."""
    seconds = options.seconds or SECONDS
    before = (await _outcomes(pool))["heard"]
    load = LoadProcess(target.mqtt_url, devices, rate_per_s=None, probes=max(1, int(len(devices) * PROBES_SHARE)))
    async with load, asyncio.TaskGroup() as group:
        steering = group.create_task(_steer(pool, load, options.rate_per_s or RATE_PER_S, before))
        await asyncio.sleep(WARM_UP_S)
        window = await _window(target, pool, load, seconds)
        steering.cancel()
        sent = await load.finish()
    await _until_heard(pool, before + sent)
    return {**window, "units": len(devices), "seconds": seconds}, sent


async def _steer(pool: Pool, load: LoadProcess, rate_per_s: float, before: int) -> None:
    """Send at the rate, but like devices that send on only once the older fixes are known to be stored."""
    start = time.monotonic()
    while True:
        load.check()
        due = int((time.monotonic() - start) * rate_per_s)
        load.allow(min(due, (await _outcomes(pool))["heard"] - before + ON_THE_WAY_MAX))
        await asyncio.sleep(STEER_EVERY_S)


async def _window(target: Target, pool: Pool, load: LoadProcess, seconds: float) -> dict[str, float | None]:
    cpu = CpuWatch({**target.processes, "load": load.pid})
    before, probed, start = await _outcomes(pool), len(load.delays_s), time.monotonic()
    await asyncio.sleep(seconds)
    after, elapsed_s = await _outcomes(pool), time.monotonic() - start
    return {
        "stored_per_s": (after["stored"] - before["stored"]) / elapsed_s,
        **spread_ms(load.delays_s[probed:], "to_stored_"),
        **_costs(cpu.figures(), (after["stored"] - before["stored"]) / elapsed_s),
    }


def _costs(cores: Mapping[str, float], stored_per_s: float) -> dict[str, float | None]:
    """Return the processor time per fix, for each process and for all."""
    each = {
        name.replace("cpu_", "us_per_fix_").removesuffix("_cores"): ratio(used * US_PER_S, stored_per_s)
        for name, used in cores.items()
    }
    return {"cpu_us_per_fix": ratio(sum(cores.values()) * US_PER_S, stored_per_s), **each, **cores}


async def _until_heard(pool: Pool, total: int) -> None:
    """Wait for all, or until nothing more comes: then the rest counts as lost."""
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAIN_TIMEOUT_S):
            while (await _outcomes(pool))["heard"] < total:  # noqa: ASYNC110 - counted in the database
                await asyncio.sleep(0.2)


async def _losses(pool: Pool, sent: int) -> dict[str, float]:
    """Count the rows themselves; do not trust anybody's counter."""
    if not sent:
        raise LoadBroken("not one fix was sent")
    async with pool.acquire() as conn:
        found = await conn.fetchrow(DISTINCT, timeout=60)
        outcomes = await _outcomes(pool)
    assert found is not None
    return {
        "lost": sent - found["ids"],
        "twice": found["rows"] - found["ids"],
        "sent": sent,
        "delivered_again": outcomes["duplicate"],
        "rejected": outcomes["heard"] - outcomes["stored"] - outcomes["duplicate"],
    }


async def _outcomes(pool: Pool) -> dict[str, int]:
    row = await pool.fetchrow(OUTCOMES)
    assert row is not None
    return dict(row)

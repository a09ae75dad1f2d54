"""Whether storing a fix costs more as more fixes are stored: the same flood on a small and on a full history."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from base.database import Pool, open_pool
from bench import ingest
from bench.made_fleet import make_devices, make_fleet
from bench.report import Measured
from bench.samples import ratio
from bench.stored_fixes import DAY, fill_as_kept, how_many, tidy
from bench.target import Options, Target

SHARES = (0.02, 0.2, 1.0)  # of fifty million: one, ten, fifty
DAYS = 10
SECONDS = 15.0
GENERATOR = "us_per_fix_load"
FREE_MS = timedelta(milliseconds=1)  # each filling has its own milliseconds, so that no two fixes collide


async def measure(target: Target, options: Options) -> Measured:
    fixes, flood = how_many(target, options), replace(options, seconds=options.seconds or SECONDS)
    pool = await open_pool(target.database_url, size=3, application_name="bench")
    figures: dict[str, float | None] = {}
    costs = []
    stored = 0
    try:
        fleet = await make_fleet(pool, options.units or ingest.UNITS)
        devices = await make_devices(target, pool, fleet)
        for number, share in enumerate(SHARES, start=1):
            stored += await _add(pool, round(share * fixes) - stored, units=len(devices), phase=number * FREE_MS)
            window, sent = await ingest.flood(target, pool, devices, flood)
            costs.append(_storing_us(window))
            figures |= _named(window, costs[-1], stored)
            stored += sent
    finally:
        pool.terminate()
    return Measured({"growth": ratio(costs[-1], costs[0]), **figures, "units": len(devices)})


def per_day(fixes: int, *, units: int) -> int:
    """Return the fixes per unit and day that make about `fixes` in all."""
    return max(1, round(fixes / (DAYS * units)))


async def _add(pool: Pool, fixes: int, *, units: int, phase: timedelta) -> int:
    """Add `fixes` over the last days, up to now: the day to which the flood writes must be full too."""
    times = per_day(fixes, units=units)
    every = timedelta(seconds=DAY.total_seconds() // times)
    now = datetime.now(UTC).replace(microsecond=0)
    days = set()
    async with pool.acquire() as conn:
        for back in range(DAYS, 0, -1):
            days |= set(await fill_as_kept(conn, now - back * DAY + phase, back=back, every=every, times=times))
        for day in sorted(days):
            await tidy(conn, day)
    return DAYS * times * units


def _storing_us(window: Mapping[str, float | None]) -> float:
    """Return the processor time per fix of everything but the generator."""
    return (window["cpu_us_per_fix"] or 0.0) - (window[GENERATOR] or 0.0)


def _named(window: Mapping[str, float | None], cost_us: float, stored: int) -> dict[str, float | None]:
    at = f"at_{stored / 1e6:.2g}m"
    return {
        f"us_per_fix_{at}": cost_us,
        f"us_per_fix_postgres_{at}": window["us_per_fix_postgres"],
        f"stored_per_s_{at}": window["stored_per_s"],
    }

"""How long the track of one unit over 24 hours takes over HTTP, among millions of stored fixes."""

import random
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from base.database import Pool, open_pool
from bench.cpu import cpu_seconds
from bench.desk import Desk
from bench.made_fleet import Fleet, equip, make_fleet
from bench.report import Measured
from bench.samples import spread_ms
from bench.stored_fixes import DAY, fill_as_kept, how_many, tidy
from bench.target import Options, Target
from tracking.history.old_days import SORTED_AFTER

FIX_EVERY_S = 10  # of a unit that is not always driving: 8,640 points a day
FIXES_PER_DAY = int(DAY.total_seconds()) // FIX_EVERY_S
DAYS_MAX = 10
FRESH_DAYS = 1 + SORTED_AFTER // DAY  # at midnight, when the largest part is unsorted
WARM_UP = 10
COUNT = 150
SERVING = ("api", "postgres")  # the processes that serve a track

# Tables and indexes of all days.
DISK = "SELECT sum(pg_total_relation_size(inhrelid))::float8 FROM pg_inherits WHERE inhparent = 'fix'::regclass"


async def measure(target: Target, options: Options) -> Measured:
    stored, days, fleet_size = plan(how_many(target, options))
    until = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    pool = await open_pool(target.database_url, size=2, application_name="bench")
    try:
        fleet = await make_fleet(pool, fleet_size)
        await equip(pool, fleet)
        for back in range(days, 0, -1):
            await _fill(pool, until, back)
        disk_bytes = await pool.fetchval(DISK)
    finally:
        pool.terminate()
    async with Desk(target) as desk:
        await _ask(desk, fleet, until, days, WARM_UP)
        before = cpu_seconds(target.processes)
        asked = await _ask(desk, fleet, until, days, COUNT)
        after = cpu_seconds(target.processes)
        fresh = await _ask(desk, fleet, until, min(days, FRESH_DAYS), COUNT)
    return Measured(
        {
            **spread_ms(asked),
            **spread_ms(fresh, "fresh_"),
            "fixes": stored,
            "points_per_track": FIXES_PER_DAY,
            "units": fleet_size,
            "samples": COUNT,
            "mib_per_million_fixes": disk_bytes / 2**20 / (stored / 1e6),
            **{f"cpu_{name}_ms": (after[name] - before[name]) * 1000 / COUNT for name in SERVING},
        }
    )


def plan(fixes: int) -> tuple[int, int, int]:
    """Return how many fixes are stored, over how many days, by how many units: whole days of each."""
    unit_days = max(1, round(fixes / FIXES_PER_DAY))
    days = min(DAYS_MAX, unit_days)
    units = max(1, unit_days // days)
    return units * days * FIXES_PER_DAY, days, units


async def _fill(pool: Pool, until: datetime, back: int) -> None:
    day = until - back * DAY
    async with pool.acquire() as conn:
        await fill_as_kept(conn, day, back=back, every=timedelta(seconds=FIX_EVERY_S), times=FIXES_PER_DAY)
        await tidy(conn, day.date())


async def _ask(desk: Desk, fleet: Fleet, until: datetime, days: int, count: int) -> list[float]:
    """Ask for a day as a person would: any unit, starting at any hour."""
    chosen = random.Random(count)
    asked = []
    for _ in range(count):
        start = until - timedelta(days=chosen.randint(1, days), hours=chosen.randint(0, 12) if days > 1 else 0)
        query = urlencode({"from": start.isoformat(), "to": (start + DAY).isoformat()})
        answer = await desk.get(f"/units/{chosen.choice(fleet.unit_ids)}/track?{query}")
        asked.append(answer.took_s)
    return asked

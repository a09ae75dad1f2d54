"""How long the track of one unit over 24 hours takes over HTTP, among millions of stored fixes."""

import random
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from bench.cpu import cpu_seconds
from bench.desk import Desk
from bench.made_fleet import Fleet, equip, make_fleet
from bench.report import Measured
from bench.samples import spread_ms
from bench.target import Options, Target
from geo.database import Pool, open_pool
from tracking.partitions import make_partitions, partition_name
from tracking.repack import rewrite_day

FIXES = 50_000_000
FIX_EVERY_S = 10  # of a unit that is not always driving: 8,640 points a day
DAY = timedelta(days=1)
FIXES_PER_DAY = int(DAY.total_seconds()) // FIX_EVERY_S
DAYS_MAX = 10
WARM_UP = 10
COUNT = 150
FILL_TIMEOUT_S = 3600.0
SERVING = ("api", "postgres")  # whose processor time a track takes

# Tables and indexes of all days.
DISK = "SELECT sum(pg_total_relation_size(inhrelid))::float8 FROM pg_inherits WHERE inhparent = 'fix'::regclass"

# As they come: all units at one time, then all of them at the next.
FILL = """
INSERT INTO fix (unit_key, device_key, fixed_at, received_at, position, accuracy_m, speed_mps, course_deg, late)
SELECT d.unit_key, d.key, t.at, t.at, ST_SetSRID(ST_MakePoint(-71.3 + d.key * 1e-6, -29.9 + n * 1e-7), 4326),
       6.5, 11.2, 90, false
FROM (SELECT $1::timestamptz + n * $2::interval AS at, n FROM generate_series(0, $3::int - 1) AS n) AS t
CROSS JOIN device AS d
"""


async def measure(target: Target, options: Options) -> Measured:
    stored, days, fleet_size = plan(options.fixes or FIXES)
    until = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    pool = await open_pool(target.database_url, size=2, application_name="bench")
    try:
        fleet = await make_fleet(pool, fleet_size)
        await equip(pool, fleet)
        for back in range(days, 0, -1):
            await _fill(pool, until - back * DAY)
        disk_bytes = await pool.fetchval(DISK)
    finally:
        pool.terminate()
    async with Desk(target) as desk:
        await _ask(desk, fleet, until, days, WARM_UP)
        before = cpu_seconds(target.processes)
        asked = await _ask(desk, fleet, until, days, COUNT)
        after = cpu_seconds(target.processes)
    return Measured(
        {
            **spread_ms(asked),
            "fixes": stored,
            "points_per_track": FIXES_PER_DAY,
            "units": fleet_size,
            "samples": COUNT,
            "mib_per_million_fixes": disk_bytes / 2**20 / (stored / 1e6),
            **{f"cpu_{name}_ms": (after[name] - before[name]) * 1000 / COUNT for name in SERVING},
        }
    )


def plan(fixes: int) -> tuple[int, int, int]:
    """How many are stored, over how many days, by how many units: whole days of each."""
    unit_days = max(1, round(fixes / FIXES_PER_DAY))
    days = min(DAYS_MAX, unit_days)
    units = max(1, unit_days // days)
    return units * days * FIXES_PER_DAY, days, units


async def _fill(pool: Pool, day: datetime) -> None:
    async with pool.acquire() as conn:
        await make_partitions(conn, [day.date()])
        await conn.execute("SET statement_timeout = 0")
        step = timedelta(seconds=FIX_EVERY_S)
        await conn.execute(FILL, day, step, FIXES_PER_DAY, timeout=FILL_TIMEOUT_S)
        await rewrite_day(conn, day.date(), thin=False)  # as the worker does with a day that is over
        await conn.execute(f"VACUUM ANALYZE {partition_name(day.date())}", timeout=FILL_TIMEOUT_S)


async def _ask(desk: Desk, fleet: Fleet, until: datetime, days: int, count: int) -> list[float]:
    """A day as a person chooses it: any unit, beginning at any hour."""
    chosen = random.Random(count)
    asked = []
    for _ in range(count):
        start = until - timedelta(days=chosen.randint(1, days), hours=chosen.randint(0, 12) if days > 1 else 0)
        query = urlencode({"from": start.isoformat(), "to": (start + DAY).isoformat()})
        answer = await desk.get(f"/units/{chosen.choice(fleet.unit_ids)}/track?{query}")
        asked.append(answer.took_s)
    return asked

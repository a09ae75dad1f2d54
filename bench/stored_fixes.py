"""Fixes by the million straight into the table: in order of arrival (all units, then all again), or sorted."""

import shutil
from datetime import date, datetime, timedelta

from base.database import Connection
from bench.target import Options, Target
from tracking.history.old_days import SORTED_AFTER
from tracking.history.partitions import make_partitions, partition_name

DAY = timedelta(days=1)
FILL_TIMEOUT_S = 3600.0
FIXES, FEWER_FIXES = 50_000_000, 2_000_000
BYTES_A_FIX = 300  # 150 for table and index, as much for write-ahead log and other things

_FIX = """
INSERT INTO fix (unit_key, device_key, fixed_at, received_at, position, accuracy_m, speed_mps, course_deg, late)
SELECT d.unit_key, d.key, t.at, t.at, ST_SetSRID(ST_MakePoint(-71.3 + d.key * 1e-6, -29.9 + n * 1e-7), 4326),
       6.5, 11.2, 90, false
"""
FILL = f"""{_FIX}
FROM (SELECT $1::timestamptz + n * $2::interval AS at, n FROM generate_series(0, $3::int - 1) AS n) AS t
CROSS JOIN device AS d
"""  # noqa: S608 - a text of our own
FILL_SORTED = f"""{_FIX}
FROM (SELECT * FROM device ORDER BY unit_key, key) AS d
CROSS JOIN LATERAL (
    SELECT $1::timestamptz + n * $2::interval AS at, n FROM generate_series(0, $3::int - 1 + 0 * d.key) AS n
) AS t
"""  # noqa: S608
SORTED = "INSERT INTO fix_day (day, sorted_at) VALUES ($1, now()) ON CONFLICT DO NOTHING"


def how_many(target: Target, options: Options) -> int:
    """Return the number asked for, else fifty million, or two if the disk has no room for them."""
    free = shutil.disk_usage(target.data_dir).free
    return options.fixes or (FIXES if free > FIXES * BYTES_A_FIX else FEWER_FIXES)


async def fill_as_kept(conn: Connection, start: datetime, *, back: int, every: timedelta, times: int) -> list[date]:
    """Fill a day that is `back` days old: recent days in order of arrival, older ones sorted as the worker does."""
    how = fill_sorted if (back - 1) * DAY >= SORTED_AFTER else fill
    return await how(conn, start, every=every, times=times)


async def fill(conn: Connection, start: datetime, *, every: timedelta, times: int) -> list[date]:
    """Add `times` fixes of each device from `start` on; return the days that they fall on."""
    return await _fill(conn, FILL, start, every, times)


async def fill_sorted(conn: Connection, start: datetime, *, every: timedelta, times: int) -> list[date]:
    """Fill as the worker leaves a finished day: unit by unit, and marked, so that the worker does not sort it again."""
    days = await _fill(conn, FILL_SORTED, start, every, times)
    await conn.executemany(SORTED, [(day,) for day in days])
    return days


async def _fill(conn: Connection, how: str, start: datetime, every: timedelta, times: int) -> list[date]:
    newest = start + every * (times - 1)
    days = [start.date() + DAY * n for n in range((newest.date() - start.date()).days + 1)]
    await make_partitions(conn, days)
    await conn.execute("SET statement_timeout = 0")
    await conn.execute(how, start, every, times, timeout=FILL_TIMEOUT_S)
    return days


async def tidy(conn: Connection, day: date) -> None:
    await conn.execute(f"VACUUM ANALYZE {partition_name(day)}", timeout=FILL_TIMEOUT_S)

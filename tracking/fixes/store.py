"""Writes fixes to the database: stores them in bulk, moves each unit's marker, counts outcomes."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from msgspec.structs import astuple

from base.database import Connection, Record
from tracking.fix import REPORTED, REPORTED_COLUMNS, Fix
from tracking.movement.positions import NEAR_DEG
from tracking.screened import ScreenedFix

DOORBELL = "sigap_fix"
# A device of lower priority may move the marker when the better one has been silent for this long.
TAKE_OVER_AFTER = timedelta(seconds=30)


# COPY into this costs half as much as arrays for unnest. It lives as long as the connection, its rows until commit.
MAKE_INCOMING = f"""
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_fix (
  unit_key int, device_key int, device_priority smallint, received_at timestamptz, late boolean,
  fixed_at timestamptz, lat float8, lon float8, {REPORTED_COLUMNS}
) ON COMMIT DELETE ROWS
"""

# Rows are locked in order, so two bridges that store the same fixes cannot deadlock.
STORE_INCOMING = f"""
INSERT INTO fix (unit_key, device_key, fixed_at, received_at, position, late, {", ".join(REPORTED)})
SELECT n.unit_key, n.device_key, n.fixed_at, n.received_at, ST_SetSRID(ST_MakePoint(n.lon, n.lat), 4326),
       n.late OR coalesce(n.fixed_at < p.fixed_at, false), {", ".join(f"n.{name}" for name in REPORTED)}
FROM incoming_fix AS n LEFT JOIN unit_position AS p ON p.unit_key = n.unit_key
ORDER BY n.unit_key, n.fixed_at, n.device_key
ON CONFLICT DO NOTHING
"""  # noqa: S608 - names of our own

# The index is on a recent position of the unit, within NEAR_M: a short move then changes no index.
MOVE_MARKERS = f"""
INSERT INTO unit_position AS p (unit_key, device_key, fixed_at, received_at, position, near_position, accuracy_m,
                                speed_mps, course_deg)
SELECT DISTINCT ON (n.unit_key) n.unit_key, n.device_key, n.fixed_at, n.received_at, n.position, n.position,
       n.accuracy_m, n.speed_mps, n.course_deg
FROM (SELECT *, ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS position FROM incoming_fix) AS n
WHERE NOT n.late
ORDER BY n.unit_key, n.fixed_at - n.device_priority * $1::interval DESC
ON CONFLICT (unit_key) DO UPDATE
SET device_key = EXCLUDED.device_key, fixed_at = EXCLUDED.fixed_at, received_at = EXCLUDED.received_at,
    position = EXCLUDED.position, accuracy_m = EXCLUDED.accuracy_m, speed_mps = EXCLUDED.speed_mps,
    course_deg = EXCLUDED.course_deg, changed_xid = pg_current_xact_id(),
    near_position = CASE WHEN p.near_position <-> EXCLUDED.position < {NEAR_DEG}
        THEN p.near_position ELSE EXCLUDED.position END
WHERE EXCLUDED.fixed_at > p.fixed_at
  AND (EXCLUDED.device_key = p.device_key
       OR EXCLUDED.fixed_at > p.fixed_at + $1::interval
       OR (SELECT mine.priority <= theirs.priority FROM device AS mine, device AS theirs
           WHERE mine.key = EXCLUDED.device_key AND theirs.key = p.device_key))
"""  # noqa: S608

ADD_COUNTS = """
INSERT INTO ingest_count AS c (worker, outcome, total)
SELECT $1, n.outcome, n.total FROM unnest($2::text[], $3::bigint[]) AS n (outcome, total)
ORDER BY n.outcome
ON CONFLICT (worker, outcome) DO UPDATE SET total = c.total + EXCLUDED.total
"""


async def insert_fixes(conn: Connection, fixes: Iterable[ScreenedFix]) -> int:
    """Insert; return how many were new, as the others were stored before. Needs an open transaction."""
    await conn.execute(MAKE_INCOMING)
    await conn.copy_records_to_table("incoming_fix", records=[_incoming(each) for each in fixes])
    status = await conn.execute(STORE_INCOMING)
    return int(status.rpartition(" ")[2])


def _incoming(each: ScreenedFix) -> tuple[object, ...]:
    fix, device = each.fix, each.device
    return (device.unit_key, device.device_key, device.priority, each.received_at, each.late) + astuple(fix)[_STORED]


# Taken by position: by name it takes three times as long, for every fix.
_STORED = slice(1, 4 + len(REPORTED))
assert Fix.__struct_fields__[_STORED] == ("fixed_at", "lat", "lon", *REPORTED)


async def move_markers(conn: Connection) -> None:
    """Move each unit's marker to its newest fix among those just inserted, if that is newer than the marker."""
    await conn.execute(MOVE_MARKERS, TAKE_OVER_AFTER)


async def add_counts(conn: Connection, worker: str, totals: Mapping[str, int]) -> None:
    await conn.execute(ADD_COUNTS, worker, list(totals), list(totals.values()))


async def read_counts(conn: Connection) -> dict[str, int]:
    """Return the totals of all workers, by outcome."""
    rows = await conn.fetch("SELECT outcome, sum(total)::bigint AS total FROM ingest_count GROUP BY outcome")
    return {row["outcome"]: row["total"] for row in rows}


async def newest_fix_of_each_device(conn: Connection) -> dict[str, Fix]:
    """Return the newest fix of devices that move markers: a bridge that just started screens the next fix by it."""
    rows = await conn.fetch(
        """
        SELECT d.device_id, p.fixed_at, p.position, p.accuracy_m
        FROM unit_position AS p JOIN device AS d ON d.key = p.device_key
        """
    )
    return {row["device_id"]: _fix(row) for row in rows}


async def service_area_box(conn: Connection) -> Record | None:
    """Return the bounding box of the city in force; None while there is no city."""
    return await conn.fetchrow("SELECT west_deg, south_deg, east_deg, north_deg FROM city")


def _fix(row: Record) -> Fix:
    place = row["position"]
    return Fix(
        device_id=row["device_id"],
        fixed_at=row["fixed_at"],
        lat=place.lat,
        lon=place.lon,
        accuracy_m=row["accuracy_m"],
    )

"""Fixes in the database: stored in bulk, the newest of each unit, the quarantine, the counts, and how they are read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from geo.database import Connection, Record
from geo.ewkb import pack_point
from geo.position import Position
from tracking.devices import Device
from tracking.fix import Fix

# A device of lower standing may move the marker when the better one has been silent for so long.
TAKE_OVER_AFTER = timedelta(seconds=30)
QUARANTINE_MAX_BYTES = 4096


class SiftedFix(NamedTuple):
    """A fix that passed every filter, and whose it is."""

    fix: Fix
    device: Device
    received_at: datetime
    late: bool


class Quarantined(NamedTuple):
    device_id: str
    reason: str
    payload: bytes
    received_at: datetime


@dataclass(frozen=True, slots=True)
class UnitPosition:
    unit_key: int
    unit_id: str
    position: Position
    fixed_at: datetime
    received_at: datetime
    accuracy_m: float | None
    speed_mps: float | None
    course_deg: float | None


@dataclass(frozen=True, slots=True)
class TrackPoint:
    fixed_at: datetime
    position: Position
    accuracy_m: float | None
    speed_mps: float | None
    course_deg: float | None
    late: bool


# The order of the rows is the order of the locks: two bridges that store the same fixes cannot deadlock.
INSERT_FIXES = """
INSERT INTO fix (unit_key, device_key, fixed_at, received_at, position, accuracy_m, speed_mps, course_deg, altitude_m,
                 battery_pct, satellites, ignition, late, boot_id, seq)
SELECT n.unit_key, n.device_key, n.fixed_at, n.received_at, n.position, n.accuracy_m, n.speed_mps, n.course_deg,
       n.altitude_m, n.battery_pct, n.satellites, n.ignition, n.late OR coalesce(n.fixed_at < p.fixed_at, false),
       n.boot_id, n.seq
FROM unnest($1::int[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::geometry[], $6::real[], $7::real[],
            $8::real[], $9::real[], $10::real[], $11::smallint[], $12::bool[], $13::bool[], $14::text[], $15::bigint[])
  AS n (unit_key, device_key, fixed_at, received_at, position, accuracy_m, speed_mps, course_deg, altitude_m,
        battery_pct, satellites, ignition, late, boot_id, seq)
LEFT JOIN unit_position AS p ON p.unit_key = n.unit_key
ORDER BY n.unit_key, n.fixed_at, n.device_key
ON CONFLICT DO NOTHING
"""

MOVE_MARKERS = """
INSERT INTO unit_position AS p (unit_key, device_key, fixed_at, received_at, position, accuracy_m, speed_mps,
                                course_deg)
SELECT * FROM unnest($1::int[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::geometry[], $6::real[], $7::real[],
                     $8::real[]) AS n (unit_key)
ORDER BY n.unit_key
ON CONFLICT (unit_key) DO UPDATE
SET device_key = EXCLUDED.device_key, fixed_at = EXCLUDED.fixed_at, received_at = EXCLUDED.received_at,
    position = EXCLUDED.position, accuracy_m = EXCLUDED.accuracy_m, speed_mps = EXCLUDED.speed_mps,
    course_deg = EXCLUDED.course_deg, changed_xid = pg_current_xact_id()
WHERE EXCLUDED.fixed_at > p.fixed_at
  AND (EXCLUDED.device_key = p.device_key
       OR EXCLUDED.fixed_at > p.fixed_at + $9::interval
       OR (SELECT mine.priority <= theirs.priority FROM device AS mine, device AS theirs
           WHERE mine.key = EXCLUDED.device_key AND theirs.key = p.device_key))
"""

ADD_COUNTS = """
INSERT INTO ingest_count AS c (worker, outcome, total)
SELECT $1, n.outcome, n.total FROM unnest($2::text[], $3::bigint[]) AS n (outcome, total)
ORDER BY n.outcome
ON CONFLICT (worker, outcome) DO UPDATE SET total = c.total + EXCLUDED.total
"""


async def insert_fixes(conn: Connection, fixes: Sequence[SiftedFix]) -> int:
    """How many were new; the others were stored before."""
    bare = [each.fix for each in fixes]
    status = await conn.execute(
        INSERT_FIXES,
        [each.device.unit_key for each in fixes],
        [each.device.device_key for each in fixes],
        [fix.fixed_at for fix in bare],
        [each.received_at for each in fixes],
        [pack_point(fix.lat, fix.lon) for fix in bare],
        [fix.accuracy_m for fix in bare],
        [fix.speed_mps for fix in bare],
        [fix.course_deg for fix in bare],
        [fix.altitude_m for fix in bare],
        [fix.battery_pct for fix in bare],
        [fix.satellites for fix in bare],
        [fix.ignition for fix in bare],
        [each.late for each in fixes],
        [fix.boot_id for fix in bare],
        [fix.seq for fix in bare],
    )
    return int(status.rpartition(" ")[2])


async def move_markers(conn: Connection, fixes: Iterable[SiftedFix]) -> None:
    """Each unit to its newest fix, if that is newer than what stands there."""
    newest = newest_of_each_unit(fixes)
    if not newest:
        return
    await conn.execute(
        MOVE_MARKERS,
        [each.device.unit_key for each in newest],
        [each.device.device_key for each in newest],
        [each.fix.fixed_at for each in newest],
        [each.received_at for each in newest],
        [pack_point(each.fix.lat, each.fix.lon) for each in newest],
        [each.fix.accuracy_m for each in newest],
        [each.fix.speed_mps for each in newest],
        [each.fix.course_deg for each in newest],
        TAKE_OVER_AFTER,
    )


def newest_of_each_unit(fixes: Iterable[SiftedFix]) -> list[SiftedFix]:
    newest: dict[int, SiftedFix] = {}
    for each in fixes:
        if each.late:
            continue
        other = newest.get(each.device.unit_key)
        if other is None or _goes_before(each, other):
            newest[each.device.unit_key] = each
    return list(newest.values())


def _goes_before(each: SiftedFix, other: SiftedFix) -> bool:
    if each.device.priority == other.device.priority:
        return each.fix.fixed_at > other.fix.fixed_at
    lead = each.fix.fixed_at - other.fix.fixed_at
    return lead > (TAKE_OVER_AFTER if each.device.priority > other.device.priority else -TAKE_OVER_AFTER)


async def quarantine(conn: Connection, rejected: Sequence[Quarantined]) -> None:
    await conn.execute(
        """
        INSERT INTO quarantined_fix (received_at, device_id, reason, payload)
        SELECT * FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::bytea[])
        """,
        [each.received_at for each in rejected],
        [each.device_id for each in rejected],
        [each.reason for each in rejected],
        [each.payload[:QUARANTINE_MAX_BYTES] for each in rejected],
    )


async def add_counts(conn: Connection, worker: str, totals: Mapping[str, int]) -> None:
    await conn.execute(ADD_COUNTS, worker, list(totals), list(totals.values()))


async def read_counts(conn: Connection) -> dict[str, int]:
    """All workers together, by outcome."""
    rows = await conn.fetch("SELECT outcome, sum(total)::bigint AS total FROM ingest_count GROUP BY outcome")
    return {row["outcome"]: row["total"] for row in rows}


async def forget_quarantined(conn: Connection, *, before: datetime) -> None:
    await conn.execute("DELETE FROM quarantined_fix WHERE received_at < $1", before)


async def newest_positions(conn: Connection, unit_keys: Iterable[int]) -> list[UnitPosition]:
    rows = await conn.fetch(
        """
        SELECT p.unit_key, u.unit_id, p.position, p.fixed_at, p.received_at, p.accuracy_m, p.speed_mps, p.course_deg
        FROM unit_position AS p JOIN unit AS u ON u.key = p.unit_key
        WHERE p.unit_key = ANY($1::int[])
        """,
        list(unit_keys),
    )
    return [UnitPosition(*row.values()) for row in rows]


async def positions_changed_since(conn: Connection, xmin: int) -> tuple[list[UnitPosition], int]:
    """What changed, and the `xmin` to ask with next time; 0 asks for everything.

    A row is never missed, however late its transaction commits; it may come twice, so drop repeats by `fixed_at`.
    """
    rows = await conn.fetch(
        """
        SELECT s.xmin::text::bigint AS next_xmin,
               p.unit_key, u.unit_id, p.position, p.fixed_at, p.received_at, p.accuracy_m, p.speed_mps, p.course_deg
        FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin) AS s
        LEFT JOIN (unit_position AS p JOIN unit AS u ON u.key = p.unit_key) ON p.changed_xid >= $1::bigint::text::xid8
        """,
        xmin,
    )
    return [_changed(row) for row in rows if row["unit_key"] is not None], rows[0]["next_xmin"]


async def newest_fix_of_each_device(conn: Connection) -> dict[str, Fix]:
    """Of the devices that move the markers: what a bridge that just started must know to judge the next fix."""
    rows = await conn.fetch(
        """
        SELECT d.device_id, p.fixed_at, p.position, p.accuracy_m
        FROM unit_position AS p JOIN device AS d ON d.key = p.device_key
        """
    )
    return {row["device_id"]: _fix(row) for row in rows}


async def track(conn: Connection, unit_id: str, *, start: datetime, end: datetime, limit: int) -> list[TrackPoint]:
    """Where a unit was from start to before end, oldest first."""
    rows = await conn.fetch(
        """
        SELECT fixed_at, position, accuracy_m, speed_mps, course_deg, late
        FROM fix
        WHERE unit_key = (SELECT key FROM unit WHERE unit_id = $1) AND fixed_at >= $2 AND fixed_at < $3
        ORDER BY fixed_at, device_key
        LIMIT $4
        """,
        unit_id,
        start,
        end,
        limit,
    )
    return [TrackPoint(*row.values()) for row in rows]


async def service_area_box(conn: Connection) -> Record | None:
    """The bounding box of the city in force; None while there is no city."""
    return await conn.fetchrow("SELECT west_deg, south_deg, east_deg, north_deg FROM city")


def _changed(row: Record) -> UnitPosition:
    return UnitPosition(*list(row.values())[1:])


def _fix(row: Record) -> Fix:
    place = row["position"]
    return Fix(
        device_id=row["device_id"],
        fixed_at=row["fixed_at"],
        lat=place.lat,
        lon=place.lon,
        accuracy_m=row["accuracy_m"],
    )

"""The tracks of assigned units: which to follow, their fixes, and the milestones derived from them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from base.database import Connection, Record
from base.position import Position
from dispatch.domain.inferred_milestones import Inferred
from dispatch.domain.turnout import is_ambulance
from tracking.fix import Fix

INFERRED = "inferred"
FIXES_AT_ONCE_MAX = 2_000

_FOLLOWED = """
SELECT a.id, a.unit_key, u.unit_id, a.incident_id, a.status, a.dispatched_at, a.polyline6, a.eta_s,
       i.position AS scene, s.position AS station, u.profile
FROM assignment a JOIN unit u ON u.key = a.unit_key JOIN incident i ON i.id = a.incident_id
LEFT JOIN station s ON s.id = u.station_id
WHERE a.released_at IS NULL
"""

_FIXES = """
SELECT w.assignment_id, f.fixed_at, f.position, f.accuracy_m, f.speed_mps, f.course_deg, f.ignition
FROM unnest($1::uuid[], $2::int[], $3::timestamptz[]) AS w (assignment_id, unit_key, after)
CROSS JOIN LATERAL (
    SELECT * FROM fix WHERE fix.unit_key = w.unit_key AND fix.fixed_at > w.after AND fix.fixed_at <= $4
    ORDER BY fix.fixed_at, fix.device_key LIMIT $5
) AS f
"""

_COUNTS = """
SELECT w.assignment_id, (SELECT count(*) FROM fix WHERE fix.unit_key = w.unit_key AND fix.fixed_at > w.after
                         AND fix.fixed_at <= w.until) AS fixes
FROM unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::timestamptz[]) AS w (assignment_id, unit_key, after, until)
"""

_IS_KNOWN = """
SELECT EXISTS (SELECT FROM milestone WHERE assignment_id = $1 AND kind = $2 AND source = 'inferred'
               AND abs(extract(epoch FROM at - $3::timestamptz)) <= $4)
"""

# A button not pressed for a while after the track showed the step; back at the station, it is `clear`.
_FORGOTTEN = """
SELECT m.id, m.assignment_id, a.incident_id, u.unit_id, a.unit_key, m.kind, m.at AS inferred_at,
       NULL::timestamptz AS pressed_at
FROM standing_milestone m JOIN assignment a ON a.id = m.assignment_id JOIN unit u ON u.key = a.unit_key
WHERE a.released_at IS NULL AND m.source = 'inferred' AND m.flag IS NULL AND m.at < $1
  AND m.kind IN ('en_route', 'on_scene', 'at_hospital', 'back_at_station')
  AND NOT EXISTS (SELECT FROM standing_milestone p WHERE p.assignment_id = m.assignment_id AND p.kind = m.kind
                  AND (p.source <> 'inferred' OR p.flag IS NOT NULL))
ORDER BY m.id
"""

# Pressed long before or long after the track shows the same step.
_CONTRADICTED = """
SELECT m.id, m.assignment_id, a.incident_id, u.unit_id, a.unit_key, m.kind, told.at AS inferred_at,
       m.at AS pressed_at
FROM standing_milestone m JOIN assignment a ON a.id = m.assignment_id JOIN unit u ON u.key = a.unit_key
JOIN LATERAL (SELECT t.at FROM standing_milestone t WHERE t.assignment_id = m.assignment_id AND t.kind = m.kind
              AND t.source = 'inferred' ORDER BY t.recorded_at DESC, t.id DESC LIMIT 1) AS told ON true
WHERE a.released_at IS NULL AND m.source = 'pressed' AND m.flag IS NULL
  AND m.kind IN ('en_route', 'on_scene', 'at_hospital') AND abs(extract(epoch FROM m.at - told.at)) > $1
ORDER BY m.id
"""


# Pressed "on scene" while its fixes around that time are all far from there.
_ELSEWHERE = """
SELECT m.id, m.assignment_id, a.incident_id, u.unit_id, a.unit_key, m.kind, NULL::timestamptz AS inferred_at,
       m.at AS pressed_at
FROM standing_milestone m JOIN assignment a ON a.id = m.assignment_id JOIN unit u ON u.key = a.unit_key
JOIN incident i ON i.id = a.incident_id
CROSS JOIN LATERAL (
    SELECT min(ST_DistanceSphere(f.position, i.position)) AS nearest_m FROM fix f
    WHERE f.unit_key = a.unit_key AND f.fixed_at BETWEEN m.at - $2::interval AND m.at + $2::interval) AS seen
WHERE a.released_at IS NULL AND m.source = 'pressed' AND m.flag IS NULL AND m.kind = 'on_scene'
  AND m.recorded_at > $3 AND seen.nearest_m > $1
ORDER BY m.id
"""


@dataclass(frozen=True, slots=True)
class FollowedUnit:
    """A unit at work, and what its track is compared with."""

    id: UUID
    unit_key: int
    unit_id: str
    incident_id: UUID
    status: str
    dispatched_at: datetime
    polyline6: str | None
    eta_s: float | None
    scene: Position
    station: Position | None
    profile: str

    @property
    def may_transport(self) -> bool:
        return is_ambulance(self.profile)


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A milestone to be flagged, with what was pressed and what the track showed."""

    id: int
    assignment_id: UUID
    incident_id: UUID
    unit_id: str
    unit_key: int
    kind: str
    inferred_at: datetime | None
    pressed_at: datetime | None


async def followed_units(conn: Connection) -> list[FollowedUnit]:
    return [FollowedUnit(**dict(row)) for row in await conn.fetch(_FOLLOWED)]


async def hospital_places(conn: Connection) -> tuple[Position, ...]:
    return tuple(row["position"] for row in await conn.fetch("SELECT position FROM hospital ORDER BY id"))


async def fixes_after(
    conn: Connection, after: Collection[tuple[UUID, int, datetime]], *, until: datetime
) -> dict[UUID, list[Fix]]:
    """By assignment, oldest first: its unit's fixes after that time; of very many only the first."""
    rows = await conn.fetch(_FIXES, *_columns(after, 3), until, FIXES_AT_ONCE_MAX)
    found: dict[UUID, list[Fix]] = {}
    for row in rows:
        found.setdefault(row["assignment_id"], []).append(_fix(row))
    return found


async def count_fixes(conn: Connection, between: Collection[tuple[UUID, int, datetime, datetime]]) -> dict[UUID, int]:
    rows = await conn.fetch(_COUNTS, *_columns(between, 4))
    return {row["assignment_id"]: row["fixes"] for row in rows}


async def is_known(conn: Connection, assignment_id: UUID, inferred: Inferred, *, within_s: float) -> bool:
    """Recorded before, by us or by another worker that followed the same track."""
    found: bool = await conn.fetchval(_IS_KNOWN, assignment_id, inferred.step, inferred.at, within_s)
    return found


async def add_inferred(
    conn: Connection, assignment_id: UUID, inferred: Inferred, *, recorded_at: datetime, by: str
) -> None:
    await conn.execute(
        "INSERT INTO milestone (assignment_id, kind, at, source, recorded_at, recorded_by)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        assignment_id,
        inferred.step,
        inferred.at,
        INFERRED,
        recorded_at,
        by,
    )


async def set_status(conn: Connection, assignment_id: UUID, status: str) -> None:
    await conn.execute("UPDATE assignment SET status = $2 WHERE id = $1", assignment_id, status)


async def forgotten(conn: Connection, *, before: datetime) -> list[Doubtful]:
    return [Doubtful(**dict(row)) for row in await conn.fetch(_FORGOTTEN, before)]


async def contradicted(conn: Connection, *, by_s: float) -> list[Doubtful]:
    return [Doubtful(**dict(row)) for row in await conn.fetch(_CONTRADICTED, by_s)]


async def pressed_elsewhere(
    conn: Connection, *, beyond_m: float, within: timedelta, recorded_after: datetime
) -> list[Doubtful]:
    return [Doubtful(**dict(row)) for row in await conn.fetch(_ELSEWHERE, beyond_m, within, recorded_after)]


async def set_flag(conn: Connection, milestone_id: int, flag: str) -> bool:
    """Return False if it has one already."""
    done = await conn.fetchval(
        "UPDATE milestone SET flag = $2 WHERE id = $1 AND flag IS NULL RETURNING true", milestone_id, flag
    )
    return bool(done)


def _columns(rows: Collection[tuple[object, ...]], width: int) -> Sequence[list[object]]:
    return [[row[column] for row in rows] for column in range(width)]


def _fix(row: Record) -> Fix:
    place = row["position"]
    return Fix(
        device_id="",
        fixed_at=row["fixed_at"],
        lat=place.lat,
        lon=place.lon,
        accuracy_m=row["accuracy_m"],
        speed_mps=row["speed_mps"],
        course_deg=row["course_deg"],
        ignition=row["ignition"],
    )

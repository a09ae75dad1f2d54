"""Assignments and their milestones."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asyncpg import UniqueViolationError

from base.database import Connection, Record
from base.position import Position
from base.raw_json import JsonObject
from core.domain.actor import Actor
from dispatch.domain.alert import AlertKind
from dispatch.domain.assignment import Assignment, AssignmentStatus
from dispatch.domain.refusals import UnitAlreadyAssigned, UnknownAssignment, UnknownHospital

_SELECT = """
SELECT a.id, a.unit_key, u.unit_id, a.incident_id, a.status, a.dispatched_at, a.eta_s, a.drive_s,
       a.distance_m, a.polyline6,
       a.reason, a.released_at, a.replaces_id, a.hospital_id,
       (SELECT coalesce(jsonb_object_agg(m.kind, jsonb_build_array(m.at, m.source)
                                         ORDER BY m.source <> 'inferred', m.recorded_at, m.id), '{}')
        FROM standing_milestone m WHERE m.assignment_id = a.id) AS reached_at
FROM assignment a JOIN unit u ON u.key = a.unit_key
"""


async def add_assignments(
    conn: Connection, made: Collection[Assignment], *, by: UUID | None, recommendation_id: UUID | None
) -> None:
    """Raises UnitAlreadyAssigned: the constraint decides, whatever was read before."""
    try:
        await conn.executemany(
            "INSERT INTO assignment (id, unit_key, incident_id, status, dispatched_at, dispatched_by,"
            " recommendation_id, reason, eta_s, drive_s, distance_m,"
            " polyline6, from_station)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            [
                (
                    a.id,
                    a.unit_key,
                    a.incident_id,
                    a.status,
                    a.dispatched_at,
                    by,
                    recommendation_id,
                    a.reason,
                    a.eta_s,
                    a.drive_s,
                    a.distance_m,
                    a.polyline6,
                    a.from_station,
                )
                for a in made
            ],
        )
    except UniqueViolationError as error:
        if error.constraint_name == "one_open_assignment_per_unit":
            raise UnitAlreadyAssigned("a unit has another open assignment") from error
        raise


@dataclass(frozen=True, slots=True)
class Holder:
    """The holder of a unit now, and who sent the unit."""

    unit_id: str
    incident_id: UUID
    incident_number: str
    status: str
    sent_by: str


_HOLDERS = """
SELECT u.unit_id, a.incident_id, i.number AS incident_number, a.status, coalesce(p.username, 'automatic') AS sent_by
FROM assignment a JOIN unit u ON u.key = a.unit_key JOIN incident i ON i.id = a.incident_id
LEFT JOIN account p ON p.id = a.dispatched_by
"""


async def holders(conn: Connection, unit_keys: Collection[int]) -> list[Holder]:
    rows = await conn.fetch(
        _HOLDERS + "WHERE a.unit_key = ANY($1::int[]) AND a.released_at IS NULL ORDER BY u.unit_id", list(unit_keys)
    )
    return [Holder(**row) for row in rows]


async def pool_holders(conn: Connection, pools: Collection[str]) -> list[Holder]:
    """The holders of the crews of these pools now."""
    rows = await conn.fetch(
        _HOLDERS + "WHERE u.crew_pool = ANY($1::text[]) AND a.released_at IS NULL ORDER BY u.unit_id", list(pools)
    )
    return [Holder(**row) for row in rows]


@dataclass(frozen=True, slots=True)
class SentUnit:
    unit_id: str
    sent_by: str


async def sent_by_others_since(
    conn: Connection, incident_id: UUID, recommendation_id: UUID, *, by: UUID | None
) -> list[SentUnit]:
    """Units somebody else has sent there since that advice, newest first."""
    rows = await conn.fetch(
        "SELECT u.unit_id, coalesce(p.username, 'automatic') AS sent_by"
        " FROM assignment a JOIN unit u ON u.key = a.unit_key JOIN recommendation r ON r.id = $2"
        " LEFT JOIN account p ON p.id = a.dispatched_by"
        " WHERE a.incident_id = $1 AND a.dispatched_at > r.made_at AND a.dispatched_by IS DISTINCT FROM $3"
        " ORDER BY a.dispatched_at DESC, u.unit_id",
        incident_id,
        recommendation_id,
        by,
    )
    return [SentUnit(**row) for row in rows]


async def get_assignment(conn: Connection, assignment_id: UUID) -> Assignment:
    """Raises UnknownAssignment."""
    row = await conn.fetchrow(_SELECT + "WHERE a.id = $1", assignment_id)
    if row is None:
        raise UnknownAssignment("no such assignment", assignment_id=assignment_id)
    return _assignment(row)


async def open_of_incident(conn: Connection, incident_id: UUID) -> list[Assignment]:
    rows = await conn.fetch(
        _SELECT + "WHERE a.incident_id = $1 AND a.released_at IS NULL ORDER BY a.dispatched_at, u.unit_id", incident_id
    )
    return [_assignment(row) for row in rows]


async def unacknowledged_since(conn: Connection, before: datetime) -> list[Assignment]:
    """Orders sent before that time, not acknowledged by anybody and with no alert yet."""
    rows = await conn.fetch(
        _SELECT + "WHERE a.released_at IS NULL AND a.status = 'dispatched' AND a.dispatched_at < $1"
        " AND NOT EXISTS (SELECT FROM alarm l WHERE l.assignment_id = a.id AND l.kind = 'order_not_acknowledged')"
        " ORDER BY a.dispatched_at",
        before,
    )
    return [_assignment(row) for row in rows]


async def under_way_without_alert(conn: Connection, kind: AlertKind) -> list[tuple[Assignment, Position | None]]:
    """Those still driving to the scene without an alert of that kind, each with its unit's newest position."""
    rows = await conn.fetch(
        _SELECT.replace("AS reached_at", "AS reached_at, p.position")
        + "LEFT JOIN unit_position p ON p.unit_key = a.unit_key AND p.fixed_at >= a.dispatched_at"
        " WHERE a.released_at IS NULL AND a.status IN ('dispatched', 'acknowledged', 'en_route')"
        " AND a.polyline6 IS NOT NULL"
        " AND NOT EXISTS (SELECT FROM alarm l WHERE l.assignment_id = a.id AND l.kind = $1)",
        kind,
    )
    found = [dict(row) for row in rows]
    return [(_assignment(row), position) for row in found for position in [row.pop("position")]]


async def save_status(
    conn: Connection, assignment: Assignment, *, at: datetime, recorded_at: datetime, by: Actor, source: str
) -> None:
    await conn.execute(
        "UPDATE assignment SET status = $2, released_at = $3 WHERE id = $1",
        assignment.id,
        assignment.status,
        assignment.released_at,
    )
    await add_milestone(conn, assignment.id, assignment.status, at=at, recorded_at=recorded_at, by=by, source=source)


async def add_milestone(
    conn: Connection,
    assignment_id: UUID,
    kind: AssignmentStatus,
    *,
    at: datetime,
    recorded_at: datetime,
    by: Actor,
    source: str,
) -> None:
    await conn.execute(
        "INSERT INTO milestone (assignment_id, kind, at, source, recorded_at, recorded_by)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        assignment_id,
        kind,
        at,
        source,
        recorded_at,
        by.name,
    )


async def save_correction(
    conn: Connection,
    assignment: Assignment,
    withdrawn: Collection[AssignmentStatus],
    *,
    reason: str,
    recorded_at: datetime,
    by: Actor,
) -> None:
    """A row for each step that was never reached, and one for the real step; earlier records stay."""
    await conn.execute(
        "UPDATE assignment SET status = $2, released_at = $3, hospital_id = $4 WHERE id = $1",
        assignment.id,
        assignment.status,
        assignment.released_at,
        assignment.hospital_id,
    )
    rows = [(step, recorded_at, True) for step in withdrawn]
    if (at := assignment.reached_at.get(assignment.status)) is not None:
        rows.append((assignment.status, at, False))
    await conn.executemany(
        "INSERT INTO milestone (assignment_id, kind, at, source, withdrawn, reason, recorded_at, recorded_by)"
        " VALUES ($1, $2, $3, 'corrected', $4, $5, $6, $7)",
        [(assignment.id, step, at, gone, reason, recorded_at, by.name) for step, at, gone in rows],
    )


async def was_corrected_away(conn: Connection, assignment_id: UUID, kind: AssignmentStatus, *, at: datetime) -> bool:
    """Whether this very press, received again now, was corrected since it first came."""
    found: bool = await conn.fetchval(
        "SELECT EXISTS (SELECT FROM milestone m JOIN milestone c ON c.assignment_id = m.assignment_id"
        " AND c.kind = m.kind AND c.id > m.id AND c.withdrawn"
        " WHERE m.assignment_id = $1 AND m.kind = $2 AND m.at = $3 AND m.source = 'pressed')",
        assignment_id,
        kind,
        at,
    )
    return found


async def set_hospital(conn: Connection, assignment_id: UUID, hospital_id: str) -> None:
    """Raises UnknownHospital."""
    if not await is_hospital(conn, hospital_id):
        raise UnknownHospital(f"no hospital is called {hospital_id}", hospital_id=hospital_id)
    await conn.execute("UPDATE assignment SET hospital_id = $2 WHERE id = $1", assignment_id, hospital_id)


async def is_hospital(conn: Connection, hospital_id: str) -> bool:
    return bool(await conn.fetchval("SELECT EXISTS (SELECT FROM hospital WHERE id = $1)", hospital_id))


async def set_replaces(conn: Connection, assignment_id: UUID, replaces_id: UUID) -> None:
    await conn.execute("UPDATE assignment SET replaces_id = $2 WHERE id = $1", assignment_id, replaces_id)


async def units_touched(conn: Connection, assignment_id: UUID) -> list[str]:
    """Its own unit, and the one that it replaces."""
    rows = await conn.fetch(
        "SELECT u.unit_id FROM assignment a JOIN assignment t ON t.id IN (a.id, a.replaces_id)"
        " JOIN unit u ON u.key = t.unit_key WHERE a.id = $1",
        assignment_id,
    )
    return [row["unit_id"] for row in rows]


async def replaced_by(conn: Connection, assignment_id: UUID) -> list[UUID]:
    """Open assignments that will take its place."""
    rows = await conn.fetch("SELECT id FROM assignment WHERE replaces_id = $1 AND released_at IS NULL", assignment_id)
    return [row["id"] for row in rows]


async def move_to_incident(conn: Connection, assignment_ids: Collection[UUID], incident_id: UUID) -> None:
    await conn.execute(
        "UPDATE assignment SET incident_id = $2 WHERE id = ANY($1::uuid[])", list(assignment_ids), incident_id
    )


def _assignment(row: Record | JsonObject) -> Assignment:
    """A press takes precedence over an inferred time; milestones that are no status are left out."""
    told = {AssignmentStatus(kind): each for kind, each in row["reached_at"].items() if kind in _STATUSES}
    return Assignment(
        **{
            **dict(row),
            "status": AssignmentStatus(row["status"]),
            "reached_at": {status: datetime.fromisoformat(at) for status, (at, _) in told.items()},
            "inferred": frozenset(status for status, (_, source) in told.items() if source == "inferred"),
        }
    )


_STATUSES = frozenset(AssignmentStatus)

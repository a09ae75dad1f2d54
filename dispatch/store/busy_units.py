"""Units at work, and when each is expected to be free."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.free_time import free_in_s
from geo.database import Connection
from geo.position import Position

_BUSY = """
SELECT u.unit_id, a.status,
       coalesce((SELECT max(m.at) FROM milestone m WHERE m.assignment_id = a.id), a.dispatched_at) AS since
FROM assignment a JOIN unit u ON u.key = a.unit_key
WHERE a.released_at IS NULL AND u.capabilities @> ARRAY[$1::text] AND u.in_service AND u.staffed
  AND a.incident_id <> $2
"""

_ALL_BUSY = """
SELECT u.unit_id, u.capabilities, u.profile, u.crew_pool, a.incident_id, i.position, a.status,
       coalesce((SELECT max(m.at) FROM milestone m WHERE m.assignment_id = a.id), a.dispatched_at) AS since
FROM assignment a JOIN unit u ON u.key = a.unit_key JOIN incident i ON i.id = a.incident_id
WHERE a.released_at IS NULL AND u.in_service AND u.staffed
"""


async def first_to_be_free(
    conn: Connection, capability: str, *, now: datetime, without: UUID
) -> tuple[str, float] | None:
    """The busy unit that is expected back first, and in how many seconds; not those at this incident."""
    rows = await conn.fetch(_BUSY, capability, without)
    expected = [
        (free_in_s(AssignmentStatus(row["status"]), (now - row["since"]).total_seconds()), row["unit_id"])
        for row in rows
    ]
    if not expected:
        return None
    in_s, unit_id = min(expected)
    return unit_id, in_s


@dataclass(frozen=True, slots=True)
class BusyUnit:
    """At work until about `free_in_s` from now, at the place of its incident."""

    unit_id: str
    capabilities: frozenset[str]
    profile: str
    crew_pool: str | None
    incident_id: UUID
    position: Position
    free_in_s: float


async def busy_units(conn: Connection, *, now: datetime) -> list[BusyUnit]:
    return [
        BusyUnit(
            row["unit_id"],
            frozenset(row["capabilities"]),
            row["profile"],
            row["crew_pool"],
            row["incident_id"],
            row["position"],
            free_in_s(AssignmentStatus(row["status"]), (now - row["since"]).total_seconds()),
        )
        for row in await conn.fetch(_ALL_BUSY)
    ]

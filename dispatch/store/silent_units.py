"""Units that may have fallen silent: on their way, at rest, and the silences the desk knows of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from base.database import Connection

# Nothing new is raised about a unit with an open alert.
_UNDER_WAY = """
SELECT a.id AS assignment_id, a.unit_key, a.incident_id FROM assignment AS a
WHERE a.released_at IS NULL AND a.status = ANY($1::text[])
  AND NOT EXISTS (SELECT FROM alarm AS l WHERE l.detail->>'assignment_id' = a.id::text AND l.kind = 'unit_silent'
                  AND l.taken_at IS NULL)
"""

# Taken, and the unit was not heard since: it is the same silence.
_SAME_SILENCE = """
SELECT EXISTS (SELECT FROM alarm WHERE detail->>'assignment_id' = $1::text AND kind = 'unit_silent'
               AND (taken_at IS NULL OR raised_at >= $2))
"""
_RESTING = """
SELECT u.key FROM unit AS u WHERE u.in_service AND NOT EXISTS (
    SELECT FROM assignment AS a WHERE a.unit_key = u.key AND a.released_at IS NULL AND a.status = ANY($1::text[]))
"""


@dataclass(frozen=True, slots=True)
class UnderWay:
    assignment_id: UUID
    unit_key: int
    incident_id: UUID


async def under_way(conn: Connection, statuses: Collection[str]) -> list[UnderWay]:
    """At work in one of these statuses, without an alert about a silence."""
    return [UnderWay(**row) for row in await conn.fetch(_UNDER_WAY, list(statuses))]


async def is_same_silence(conn: Connection, assignment_id: UUID, *, heard_at: datetime) -> bool:
    """Whether this silence had its alert. Locks the assignment, so that two watches raise only one."""
    await conn.execute("SELECT FROM assignment WHERE id = $1 FOR UPDATE", assignment_id)
    return bool(await conn.fetchval(_SAME_SILENCE, str(assignment_id), heard_at))


async def resting(conn: Connection, under_way_statuses: Collection[str]) -> list[int]:
    """The keys of units in service that are not under way."""
    return [row["key"] for row in await conn.fetch(_RESTING, list(under_way_statuses))]

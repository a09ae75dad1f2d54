"""Units with an open assignment that have a wanted capability, near a place."""

from collections.abc import Collection, Sequence
from datetime import datetime

from base.database import Connection
from base.position import Position
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.busy_candidate import AtWork
from dispatch.domain.response_plan import UnitRequirement, capabilities_with
from dispatch.store.reassigned import REASSIGNED

NEAREST_MAX = 8

# Only those seen just now: the location of a busy unit cannot be guessed from its station.
_AT_WORK = f"""
SELECT a.id, u.unit_id, u.capabilities, u.crew, u.profile, a.status, i.id AS incident_id, i.number, i.priority,
       p.position,
       coalesce((SELECT max(m.at) FROM standing_milestone m WHERE m.assignment_id = a.id), a.dispatched_at) AS since,
       a.dispatched_at + make_interval(secs => a.eta_s) AS arrives_at,
       EXISTS (SELECT FROM ({REASSIGNED}) AS d WHERE d.at > $6
               AND (d.incident_id = a.incident_id OR a.unit_key IN (d.replaced_key, d.sent_key))) AS reassigned_lately
FROM assignment a JOIN unit u ON u.key = a.unit_key JOIN incident i ON i.id = a.incident_id
JOIN unit_position p ON p.unit_key = u.key
WHERE a.released_at IS NULL AND a.status = ANY($1::text[]) AND u.capabilities && $2::text[] AND p.fixed_at > $3
ORDER BY p.position <-> $4 LIMIT $5
"""  # noqa: S608


async def at_work_near(
    conn: Connection,
    statuses: Collection[AssignmentStatus],
    needs: Sequence[UnitRequirement],
    to: Position,
    *,
    seen_after: datetime,
    reassigned_after: datetime,
) -> list[tuple[AtWork, str, Position]]:
    """Each with its vehicle profile and location, and the capabilities its crew is large enough for here."""
    wanted = [need.capability for need in needs]
    rows = await conn.fetch(_AT_WORK, list(statuses), wanted, seen_after, to, NEAREST_MAX, reassigned_after)
    return [
        (
            AtWork(
                assignment_id=row["id"],
                unit_id=row["unit_id"],
                capabilities=capabilities_with(row["crew"], frozenset(row["capabilities"]), needs),
                status=AssignmentStatus(row["status"]),
                since=row["since"],
                arrives_at=row["arrives_at"],
                incident_id=row["incident_id"],
                incident_number=row["number"],
                priority=row["priority"],
                reassigned_lately=row["reassigned_lately"],
            ),
            row["profile"],
            row["position"],
        )
        for row in rows
    ]

"""Incidents to which units were sent and none came, without an alert so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from base.database import Connection
from dispatch.store.alerts_over import ARRIVED

# Once per time that every unit left; a unit diverted to something more urgent has its own alert.
_LEFT_ALONE = """
SELECT i.id AS incident_id, gone.left_at, gone.unit_ids
FROM incident i CROSS JOIN LATERAL (
    SELECT max(a.released_at) AS left_at, array_agg(u.unit_id ORDER BY a.dispatched_at) AS unit_ids
    FROM assignment a JOIN unit u ON u.key = a.unit_key WHERE a.incident_id = i.id
    HAVING count(*) > 0 AND bool_and(a.released_at IS NOT NULL)) AS gone
WHERE i.closed_at IS NULL
  AND NOT EXISTS (SELECT FROM assignment a JOIN standing_milestone m ON m.assignment_id = a.id
                  WHERE a.incident_id = i.id AND m.kind = ANY($1::text[]))
  AND NOT EXISTS (SELECT FROM alarm l WHERE l.incident_id = i.id AND l.kind IN ('nobody_came', 'unit_taken_away')
                  AND l.raised_at >= gone.left_at)
ORDER BY i.id
"""


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """`unit_ids`: the units sent, in that order."""

    incident_id: UUID
    left_at: datetime
    unit_ids: Sequence[str]


async def left_alone(conn: Connection) -> list[LeftAlone]:
    return [LeftAlone(**row) for row in await conn.fetch(_LEFT_ALONE, list(ARRIVED))]

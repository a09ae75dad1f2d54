"""Units at work, and when each is expected to be free."""

from datetime import datetime

from base.database import Connection
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.availability_forecast import BusyUnit, free_in_s
from dispatch.store.unit_place import LAST_PLACE, SEEN
from dispatch.store.unit_state import KEPT

# A vehicle whose crew is out with another one is as busy as that one.
_BUSY = f"""
SELECT u.unit_id, u.capabilities, u.profile, u.crew, u.crew_pool, a.incident_id, i.position, a.status,
       {LAST_PLACE} AS seen_at,
       coalesce((SELECT max(m.at) FROM standing_milestone m WHERE m.assignment_id = a.id), a.dispatched_at) AS since
FROM ({KEPT}) AS kept JOIN assignment a ON a.id = kept.assignment_id JOIN incident i ON i.id = a.incident_id
JOIN unit u ON u.key = kept.unit_key {SEEN}
WHERE u.in_service AND u.staffed AND u.retired_at IS NULL
"""  # noqa: S608


async def busy_units(conn: Connection, *, now: datetime) -> list[BusyUnit]:
    return [
        BusyUnit(
            row["unit_id"],
            frozenset(row["capabilities"]),
            row["profile"],
            row["crew"],
            row["crew_pool"],
            row["incident_id"],
            row["position"],
            row["seen_at"],
            free_in_s(AssignmentStatus(row["status"]), (now - row["since"]).total_seconds()),
        )
        for row in await conn.fetch(_BUSY)
    ]

"""The units that stand in for one another: where each is or belongs, and why it is unavailable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from base.database import Connection
from base.position import Position
from dispatch.domain.assignment import AssignmentStatus
from dispatch.store.unit_place import SEEN, at_station, expected_place
from dispatch.store.unit_state import KEPT

# In service, with a station; a vehicle whose crew is out with another one is as busy as that one.
_UNITS = f"""
SELECT u.key, u.unit_id, u.capabilities, u.station_id AS home_id, coalesce(m.station_id, u.station_id) AS station_id,
       {expected_place("$2")} AS position,
       coalesce(p.fixed_at > $2 AND m.id IS NULL AND NOT {at_station("$3")}, false) AS on_the_road,
       a.status AS busy_status,
       coalesce((SELECT max(t.at) FROM standing_milestone t WHERE t.assignment_id = a.id), a.dispatched_at)
           AS busy_since
FROM unit u {SEEN}
LEFT JOIN move_up m ON m.unit_key = u.key AND m.ended_at IS NULL
LEFT JOIN ({KEPT}) AS kept ON kept.unit_key = u.key LEFT JOIN assignment a ON a.id = kept.assignment_id
WHERE s.id IS NOT NULL AND u.capabilities && $1::text[] AND u.in_service AND u.staffed AND u.retired_at IS NULL
ORDER BY u.unit_id
"""  # noqa: S608
ON_THE_ROAD_M = 500.0  # from its station; nearer than this it counts as there


@dataclass(frozen=True, slots=True)
class CoverUnit:
    """`station_id`: where it stands in, else its own; `on_the_road`: away from it, and not on its way to another."""

    key: int
    unit_id: str
    capabilities: frozenset[str]
    home_id: str
    station_id: str
    position: Position
    on_the_road: bool
    busy_status: AssignmentStatus | None
    busy_since: datetime | None


async def list_units(conn: Connection, capabilities: Sequence[str], *, fresh_after: datetime) -> list[CoverUnit]:
    return [
        CoverUnit(
            **{
                **dict(row),
                "capabilities": frozenset(row["capabilities"]),
                "busy_status": AssignmentStatus(row["busy_status"]) if row["busy_status"] else None,
            }
        )
        for row in await conn.fetch(_UNITS, list(capabilities), fresh_after, ON_THE_ROAD_M)
    ]

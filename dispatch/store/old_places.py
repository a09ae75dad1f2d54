"""Units sent somewhere that are heard while their position does not change: the map shows an old position."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from base.database import Connection
from dispatch.domain.assignment import AssignmentStatus
from dispatch.store.unit_place import SEEN, at_station
from tracking.devices.health import STANDING_MPS

DRIVING = (AssignmentStatus.EN_ROUTE, AssignmentStatus.TRANSPORTING)
# They may still be at their station, where a tracker is rightly quiet about its position.
SENT = (AssignmentStatus.DISPATCHED, AssignmentStatus.ACKNOWLEDGED)

_OLD = f"""
SELECT a.id AS assignment_id, a.incident_id, a.unit_key, u.unit_id, p.received_at AS placed_at, p.fixed_at
FROM assignment a JOIN unit u ON u.key = a.unit_key {SEEN}
CROSS JOIN LATERAL (SELECT {at_station("$7")} AS at_station) AS seen
WHERE a.released_at IS NULL AND p.unit_key IS NOT NULL
  AND (a.status = ANY($1::text[]) OR a.status = ANY($2::text[]) AND p.speed_mps >= $6 AND NOT seen.at_station)
  AND $3 - greatest(p.received_at, $8) > make_interval(
      secs => CASE WHEN p.speed_mps < $6 OR seen.at_station THEN $5::float8 ELSE $4::float8 END)
  AND EXISTS (SELECT FROM device d JOIN device_health h ON h.device_key = d.key
              WHERE d.unit_key = a.unit_key AND h.heard_at > $3 - make_interval(secs => $4::float8))
ORDER BY a.id
"""  # noqa: S608
# Raised since this position came: it is the same unchanged one, whether somebody took the alert or not.
_IS_KNOWN = """
SELECT EXISTS (SELECT FROM alarm WHERE kind = 'unit_place_old' AND detail->>'assignment_id' = $1::text
               AND (taken_at IS NULL OR raised_at >= $2))
"""


@dataclass(frozen=True, slots=True)
class OldPlace:
    """`placed_at`: when the newest position came; `fixed_at`: the time of the position itself."""

    assignment_id: UUID
    incident_id: UUID
    unit_key: int
    unit_id: str
    placed_at: datetime
    fixed_at: datetime


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a position may stay the same, by what was last seen of the unit."""

    driving_s: float
    standing_s: float
    at_station_m: float


async def old_places(
    conn: Connection, patience: Patience, *, now: datetime, listening_since: datetime | None
) -> list[OldPlace]:
    """While no bridge listened, no position counts as old."""
    rows = await conn.fetch(
        _OLD,
        list(DRIVING),
        list(SENT),
        now,
        patience.driving_s,
        patience.standing_s,
        STANDING_MPS,
        patience.at_station_m,
        listening_since,
    )
    return [OldPlace(**row) for row in rows]


async def lock_and_know(conn: Connection, place: OldPlace) -> bool:
    """Whether the desk had it before; needs an open transaction, and nobody else can report it meanwhile."""
    await conn.execute("SELECT FROM assignment WHERE id = $1 FOR UPDATE", place.assignment_id)
    is_known: bool = await conn.fetchval(_IS_KNOWN, str(place.assignment_id), place.placed_at)
    return is_known

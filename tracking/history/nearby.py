"""Finds units near a place between two times: by a fix there, or by the line from one fix to the next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, radians

from base.database import Connection
from base.position import M_PER_DEGREE, Position
from tracking.movement.positions import BOX_MARGIN

# A passing unit sends only a few fixes, and old tracks keep few fixes of a straight road.
WAY_LASTS_MAX = timedelta(minutes=2)
WAY_FROM_M = 1_500.0  # fixes before and after are sought this far from the circle


@dataclass(frozen=True, slots=True)
class UnitNear:
    """A unit that was near a place, from its first to its last fix there."""

    unit_id: str
    first_at: datetime
    last_at: datetime
    fixes: int  # 0: it only passed between two fixes, at about that time
    nearest_m: float


# No index on positions: it would cost time on every fix, for a rare query. The boxes make it quick: comparing one
# takes a twentieth of the time of a distance. A unit that left the wide box and came back has fixes between, so it did
# not take the straight line. That is looked up only for the few lines that would count.
NEAR = """
WITH around AS MATERIALIZED (
    SELECT unit_key, device_key, fixed_at, position FROM fix
    WHERE fixed_at >= $3 AND fixed_at < $4 AND position && ST_Expand($1::geometry, $7, $8)
), step AS (
    SELECT *, lead(fixed_at) OVER its AS next_at, lead(position) OVER its AS next_position
    FROM around WINDOW its AS (PARTITION BY unit_key, device_key ORDER BY fixed_at)
), way AS (
    SELECT *, ST_MakeLine(position, next_position) AS line FROM step
    WHERE next_at - fixed_at <= $9::interval AND NOT position ~= next_position
      AND ST_MakeLine(position, next_position) && ST_Expand($1::geometry, $5, $6)
      AND ST_DistanceSphere(position, $1) > $2 AND ST_DistanceSphere(next_position, $1) > $2
), near AS (
    SELECT unit_key, fixed_at AS at, 1 AS fixes, ST_DistanceSphere(position, $1) AS away_m FROM around
    WHERE position && ST_Expand($1::geometry, $5, $6) AND ST_DistanceSphere(position, $1) <= $2
    UNION ALL
    SELECT unit_key, fixed_at + ST_LineLocatePoint(line, $1) * (next_at - fixed_at), 0,
           ST_Distance(line::geography, $1::geography, false) FROM way
    WHERE ST_DWithin(line::geography, $1::geography, $2, false) AND NOT EXISTS (
        SELECT FROM fix AS between_them
        WHERE between_them.unit_key = way.unit_key AND between_them.device_key = way.device_key
          AND between_them.fixed_at > way.fixed_at AND between_them.fixed_at < way.next_at)
)
SELECT u.unit_id, min(n.at), max(n.at), sum(n.fixes)::int, min(n.away_m)
FROM near AS n JOIN unit AS u ON u.key = n.unit_key
GROUP BY u.unit_id ORDER BY min(n.at), u.unit_id
"""


async def units_near(
    conn: Connection, place: Position, *, radius_m: float, start: datetime, end: datetime
) -> list[UnitNear]:
    circle, wide = _half_box(place, radius_m), _half_box(place, radius_m + WAY_FROM_M)
    rows = await conn.fetch(NEAR, place, radius_m, start, end, *circle, *wide, WAY_LASTS_MAX)
    return [UnitNear(*row.values()) for row in rows]


def _half_box(place: Position, radius_m: float) -> tuple[float, float]:
    """Return degrees to the east and to the north; all the way around if it crosses the 180th meridian."""
    north_deg = radius_m / M_PER_DEGREE * BOX_MARGIN
    east_deg = north_deg / max(cos(radians(place.lat)), 1e-6)
    return (360.0 if abs(place.lon) + east_deg >= 180 else east_deg), north_deg

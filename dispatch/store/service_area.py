"""Whether a place is in the service area."""

from base.database import Connection
from base.position import Position
from dispatch.domain.refusals import OutsideServiceArea

LAT_MAX_DEG = 90.0

_INSIDE = """
SELECT ST_DWithin(ST_MakeEnvelope(west_deg, south_deg, east_deg, north_deg, 4326)::geography, $1::geometry::geography,
                  $2) FROM city
"""


async def require_inside(conn: Connection, position: Position, *, margin_m: float) -> None:
    """Everywhere is inside while no city is imported.

    Raises:
        OutsideServiceArea: farther than the margin from the city's bounding box, in the sea for instance; `swapped` if
            it would be inside with latitude and longitude swapped.
    """
    if await _is_inside(conn, position, margin_m):
        return
    swapped = abs(position.lon) <= LAT_MAX_DEG and await _is_inside(
        conn, Position(position.lon, position.lat), margin_m
    )
    message = "the place is outside the service area" + ("; are latitude and longitude swapped?" if swapped else "")
    raise OutsideServiceArea(message, lat=position.lat, lon=position.lon, margin_m=margin_m, swapped=swapped)


async def _is_inside(conn: Connection, position: Position, margin_m: float) -> bool:
    inside: bool | None = await conn.fetchval(_INSIDE, position, margin_m)
    return inside is not False

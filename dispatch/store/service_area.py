"""Whether a place is ours to serve."""

from dispatch.domain.refusals import OutsideServiceArea
from geo.database import Connection
from geo.position import Position

_INSIDE = """
SELECT ST_DWithin(ST_MakeEnvelope(west_deg, south_deg, east_deg, north_deg, 4326)::geography, $1::geometry::geography,
                  $2) FROM city
"""


async def require_inside(conn: Connection, position: Position, *, margin_m: float) -> None:
    """Everywhere is inside while no city is imported.

    Raises:
        OutsideServiceArea: farther than the margin from the city's bounding box, in the sea for instance.
    """
    inside: bool | None = await conn.fetchval(_INSIDE, position, margin_m)
    if inside is False:
        raise OutsideServiceArea(
            "the place is outside the service area", lat=position.lat, lon=position.lon, margin_m=margin_m
        )

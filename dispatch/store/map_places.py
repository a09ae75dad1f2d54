"""Hospitals and stations of the map, as the import found them."""

from base.database import Connection
from dispatch.domain.map_places import MapPlace

# A health centre counts as a hospital if the map says that it takes emergencies.
_FOUND = """
SELECT name, category, position, area, operator, has_emergency FROM (
    SELECT DISTINCT ON (name, position) name, category, position, area, operator, has_emergency
    FROM place
    WHERE category IN ('hospital', 'fire_station', 'ambulance_station', 'police')
        OR (category IN ('clinic', 'health_centre') AND has_emergency)
    ORDER BY name, position
) AS found
ORDER BY array_position(ARRAY['hospital', 'health_centre', 'clinic', 'fire_station', 'ambulance_station'], category),
    name
"""


async def map_places(conn: Connection) -> list[MapPlace]:
    """Hospitals first, then stations of fire, ambulance and police."""
    return [MapPlace(**dict(row)) for row in await conn.fetch(_FOUND)]

"""The desk's own hospitals and stations, for the place search."""

from base.database import Connection
from geo.search.own_places import OwnPlace

# A station is found by the work of its agency.
_OWN = """
SELECT id, name, position, 'hospital' AS category, NULL AS note FROM hospital
UNION ALL
SELECT s.id, s.name, s.position,
    CASE a.kind WHEN 'fire' THEN 'fire_station' WHEN 'ambulance' THEN 'ambulance_station'
        WHEN 'police' THEN 'police' END,
    a.name
FROM station s JOIN agency a ON a.id = s.agency_id
"""


async def own_places(conn: Connection) -> list[OwnPlace]:
    return [OwnPlace(**dict(row)) for row in await conn.fetch(_OWN)]

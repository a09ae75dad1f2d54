"""The current city."""

from dataclasses import dataclass

from base.database import Connection
from base.position import Position
from core.domain.refusals import NotFound
from dispatch.views.city import CityOut

# For statements that count by hours or years: the city's time zone, or UTC while there is none.
CITY_ZONE = "coalesce((SELECT timezone FROM city), 'UTC')"


class NoCity(NotFound):
    code = "no_city"


@dataclass(frozen=True, slots=True)
class City:
    name: str
    version: str
    folder: str
    west_deg: float
    south_deg: float
    east_deg: float
    north_deg: float
    timezone: str

    def view(self) -> CityOut:
        """Without the folder: where files are stored is not shown."""
        bbox = (self.west_deg, self.south_deg, self.east_deg, self.north_deg)
        return CityOut(name=self.name, version=self.version, bbox=bbox, timezone=self.timezone)


async def middle(conn: Connection) -> Position | None:
    """The middle of its box; None while there is no city."""
    row = await conn.fetchrow("SELECT (south_deg + north_deg) / 2 AS lat, (west_deg + east_deg) / 2 AS lon FROM city")
    return Position(**dict(row)) if row else None


async def get_city(conn: Connection) -> City:
    """Raises NoCity."""
    row = await conn.fetchrow(
        "SELECT name, version, folder, west_deg, south_deg, east_deg, north_deg, timezone FROM city"
    )
    if row is None:
        raise NoCity("no city is imported yet: sigap city import FILE.osm.pbf")
    return City(**dict(row))

"""Entries of the register that lie outside the current city."""

from collections.abc import Sequence
from dataclasses import dataclass

from base.database import Connection
from dispatch.store.unit_place import LAST_PLACE, SEEN

_OUTSIDE = f"""
WITH area AS (
    SELECT ST_MakeEnvelope(west_deg, south_deg, east_deg, north_deg, 4326)::geography AS shape FROM city
), placed AS (
    SELECT 'unit' AS what, u.unit_id AS id, {LAST_PLACE} AS position FROM unit u {SEEN}
    WHERE u.retired_at IS NULL
    UNION ALL SELECT 'station', id, position FROM station
    UNION ALL SELECT 'hospital', id, position FROM hospital
)
SELECT what, id FROM placed, area WHERE NOT ST_DWithin(shape, position::geography, $1) ORDER BY what, id
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class OutsideArea:
    """By id. Units without any known location are left out."""

    units: Sequence[str] = ()
    stations: Sequence[str] = ()
    hospitals: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.units or self.stations or self.hospitals)


async def outside_area(conn: Connection, *, margin_m: float) -> OutsideArea:
    """Empty while no city is imported."""
    rows = await conn.fetch(_OUTSIDE, margin_m)
    found = {what: [row["id"] for row in rows if row["what"] == what] for what in ("unit", "station", "hospital")}
    return OutsideArea(found["unit"], found["station"], found["hospital"])


async def leave_station(conn: Connection, station_id: str) -> None:
    """Retired units no longer hold it."""
    await conn.execute("UPDATE unit SET station_id = NULL WHERE station_id = $1 AND retired_at IS NOT NULL", station_id)

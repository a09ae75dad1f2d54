"""The city in force, in the database: one row, its names and its areas, swapped in one transaction."""

from collections.abc import AsyncIterator, Collection, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from base.database import Connection
from geo.city.facts import CityFacts, area_key
from geo.city.houses import HouseRow
from geo.city.names import AreaRow
from geo.city.place_row import PlaceRow
from geo.city.refusal import CityImportRefused
from geo.geometry.bbox import Bbox
from geo.names.place_words import gather_words

IMPORT_LOCK = 112_0001  # a number that no other advisory lock of ours uses
COPY_TIMEOUT_S = 600.0

PLACE_COLUMNS = (
    "version", "kind", "name", "normalized", "detail", "importance", "position",
    "category", "area", "area_words", "is_unnamed", "house_key", "operator", "has_emergency",
)  # fmt: skip
HOUSE_COLUMNS = ("version", "house_key", "number", "label", "position", "is_measured")
AREA_COLUMNS = ("version", "level", "code", "name", "boundary")

PUT_CITY = """
    INSERT INTO city (name, version, folder, west_deg, south_deg, east_deg, north_deg, timezone, imported_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())
    ON CONFLICT (singleton) DO UPDATE SET
        name = excluded.name, version = excluded.version, folder = excluded.folder,
        west_deg = excluded.west_deg, south_deg = excluded.south_deg,
        east_deg = excluded.east_deg, north_deg = excluded.north_deg,
        timezone = excluded.timezone, imported_at = excluded.imported_at
"""


@dataclass(frozen=True, slots=True)
class City:
    """The city in force."""

    name: str
    version: str
    folder: Path
    bbox: Bbox
    timezone: str


@asynccontextmanager
async def import_lock(conn: Connection) -> AsyncIterator[None]:
    """Allow one import at a time; raises CityImportRefused while another runs."""
    if not await conn.fetchval("SELECT pg_try_advisory_lock($1)", IMPORT_LOCK):
        raise CityImportRefused("import_running", "another import is running: wait until it is done")
    try:
        yield
    finally:
        if not conn.is_closed():
            await conn.execute("SELECT pg_advisory_unlock($1)", IMPORT_LOCK)


async def version_in_force(conn: Connection) -> str | None:
    version: str | None = await conn.fetchval("SELECT version FROM city")
    return version


async def city_in_force(conn: Connection) -> City | None:
    row = await conn.fetchrow("SELECT * FROM city")
    if row is None:
        return None
    bbox = Bbox(row["west_deg"], row["south_deg"], row["east_deg"], row["north_deg"])
    return City(row["name"], row["version"], Path(row["folder"]), bbox, row["timezone"])


@dataclass(frozen=True, slots=True)
class CityNames:
    """Everything that can be searched in a city."""

    places: Collection[PlaceRow]
    houses: Collection[HouseRow]
    areas: Collection[AreaRow]


async def put_in_force(conn: Connection, city: City, names: CityNames, facts: CityFacts) -> str | None:
    """Put the city in force, all or nothing; return the version that was in force before."""
    async with conn.transaction():
        await conn.execute(f"SET LOCAL statement_timeout = '{COPY_TIMEOUT_S:.0f}s'")
        before = await version_in_force(conn)
        await _copy(conn, "place", PLACE_COLUMNS, (_place_record(city.version, place) for place in names.places))
        await _copy(conn, "house", HOUSE_COLUMNS, (_house_record(city.version, house) for house in names.houses))
        await _copy(conn, "area", AREA_COLUMNS, (_area_record(city.version, area, facts) for area in names.areas))
        box = (city.bbox.west, city.bbox.south, city.bbox.east, city.bbox.north)
        await conn.execute(PUT_CITY, city.name, city.version, str(city.folder), *box, city.timezone)
        for old in ("place", "house", "area"):
            await conn.execute(f"DELETE FROM {old} WHERE version <> $1", city.version, timeout=COPY_TIMEOUT_S)  # noqa: S608
        await gather_words(conn, timeout_s=COPY_TIMEOUT_S)
    # Update the planner's statistics: the whole table changed.
    await conn.execute("ANALYZE place, place_word, house, area")
    return before


async def _copy(conn: Connection, table: str, columns: Collection[str], records: Iterable[tuple[object, ...]]) -> None:
    await conn.copy_records_to_table(table, columns=list(columns), records=records, timeout=COPY_TIMEOUT_S)


def _place_record(version: str, place: PlaceRow) -> tuple[object, ...]:
    named = (version, place.kind, place.name, place.normalized, place.detail, place.importance, place.position)
    known = (place.category, place.area, place.area_words, place.is_unnamed, place.house_key)
    return *named, *known, place.operator, place.has_emergency


def _house_record(version: str, house: HouseRow) -> tuple[object, ...]:
    return version, house.house_key, house.number, house.label, house.position, house.is_measured


def _area_record(version: str, area: AreaRow, facts: CityFacts) -> tuple[object, ...]:
    level = facts.area_levels.get(area.level, f"admin_level_{area.level}")
    code = area.code or facts.area_codes.get(area_key(level, area.name))
    return version, level, code, area.name, area.boundary

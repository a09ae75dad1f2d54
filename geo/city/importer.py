"""Imports a city: builds roads, map and names beside the running city, then swaps all in at once."""

import asyncio
import logging
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from asyncpg import InterfaceError, PostgresError

from base.database import ACQUIRE_TIMEOUT_S, Connection, Pool
from geo.city import city_store
from geo.city.basemap import LayerFiles, build_basemap
from geo.city.bounds import city_bounds
from geo.city.city_store import City, CityNames
from geo.city.clip import write_working_extract
from geo.city.coast import sea_of
from geo.city.emergency_roads import EmergencyRoads
from geo.city.facts import CityFacts, facts_beside
from geo.city.features import Layer, read_features
from geo.city.made import mark_as_made
from geo.city.names import NameBook
from geo.city.road_extract import write_road_extract
from geo.city.source import recognize, write_in_order
from geo.city.survey import DrivingSide, Survey, survey_extract, whole
from geo.city.tiles import build_tiles
from geo.city.time_zone import zone_of
from geo.geometry.bbox import Bbox

log = logging.getLogger(__name__)

Progress = Callable[[str, float], None]

CITY_FOLDER = "city"
DRIVING_SIDE_OTHERWISE: DrivingSide = "left"  # Indonesia's
UNFINISHED = ".part"
WORKING_EXTRACT = "extract.osm.pbf"
ROAD_EXTRACT = "roads.osm.pbf"
SORTED_EXTRACT = "sorted.osm.pbf"

# The fraction at which each phase begins; measured on cities of 700 to 1,500 km of road.
PHASES = {"reading": 0.0, "roads": 0.2, "names": 0.5, "map": 0.7, "saving": 0.95, "done": 1.0}


@dataclass(frozen=True, slots=True)
class _Wish:
    """The city to import."""

    source: Path
    name: str
    bbox: Bbox | None
    timezone: str | None
    facts: CityFacts
    progress: Progress


async def import_city(
    pool: Pool,
    source: Path,
    *,
    data_dir: Path,
    name: str | None = None,
    bbox: Bbox | None = None,
    timezone: str | None = None,
    facts: CityFacts | None = None,
    progress: Progress = lambda _phase, _fraction: None,
) -> City:
    """Make this extract the city in force.

    Args:
        pool: of the city's database.
        source: an OpenStreetMap extract (.osm.pbf, .osm, .osm.gz, .osm.bz2), in any order.
        data_dir: the city's folders are kept in `city/` below it.
        name: the city's name; else the one of `facts`, else the file's.
        bbox: import only this part of the extract; else the one of `facts`, else all of it.
        timezone: its IANA name; else the one of `facts`, else that of the place.
        facts: time zone, driving side; else those of a `city.toml` beside the extract, else Indonesia's.
        progress: called in this task with the phase's name and the fraction done, 0 to 1.

    Raises:
        CityImportRefused: with a stable code; nothing was changed and nothing is left behind.
    """
    known = await asyncio.to_thread(facts_beside, source) if facts is None else facts
    called = name or known.name or source.name.split(".")[0]
    wish = _Wish(source, called, bbox or known.bbox, timezone or known.timezone, known, progress)
    root = await asyncio.to_thread(_city_root, data_dir)
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn, city_store.import_lock(conn):
        part = await asyncio.to_thread(_fresh_folder, root)
        try:
            city, before = await _build_and_swap(conn, wish, part)
        finally:
            await asyncio.to_thread(shutil.rmtree, part, ignore_errors=True)
        await asyncio.to_thread(_remove_old, root, {city.version, before})
    progress("done", PHASES["done"])
    return city


async def _build_and_swap(conn: Connection, wish: _Wish, part: Path) -> tuple[City, str | None]:
    survey, names = await _build(wish, part)

    wish.progress("saving", PHASES["saving"])
    whole = part.with_suffix("")
    bounds = city_bounds(survey.inside, survey.roads_by_cell, wish.bbox)
    of_place = await asyncio.to_thread(zone_of, survey.roads_by_cell)
    city = City(wish.name, whole.name, whole, bounds, wish.timezone or of_place)
    found = await asyncio.to_thread(_names, names)
    await asyncio.to_thread(part.rename, whole)
    try:
        before = await city_store.put_in_force(conn, city, found, wish.facts)
    except BaseException:
        await _remove_unless_in_force(conn, city)
        raise
    counts = {"roads": survey.roads, "places": len(found.places), "houses": len(found.houses)}
    log.info("city imported", extra={"city_version": city.version, **counts})
    return city, before


async def _build(wish: _Wish, part: Path) -> tuple[Survey, NameBook]:
    wish.progress("reading", PHASES["reading"])
    source, survey = await asyncio.to_thread(_in_order, wish.source, wish.bbox, part)
    bounds = city_bounds(survey.inside, survey.roads_by_cell, wish.bbox)  # refuse before anything is built
    extract = part / WORKING_EXTRACT
    side = wish.facts.driving_side or survey.driving_side or DRIVING_SIDE_OTHERWISE
    await asyncio.to_thread(write_working_extract, source, extract, bbox=wish.bbox, driving_side=side)
    await asyncio.to_thread((part / SORTED_EXTRACT).unlink, missing_ok=True)

    wish.progress("roads", PHASES["roads"])
    await _build_roads(extract, part, wish.facts.emergency_roads)

    wish.progress("names", PHASES["names"])
    names, layers = await asyncio.to_thread(_sort_features, extract, part, bounds)

    wish.progress("map", PHASES["map"])
    await build_basemap(layers, part)
    await asyncio.to_thread(mark_as_made, part)
    return survey, names


def _in_order(source: Path, bbox: Bbox | None, folder: Path) -> tuple[Path, Survey]:
    survey = survey_extract(source, bbox)
    if not survey.must_be_sorted:
        return source, survey
    in_order = folder / SORTED_EXTRACT
    with whole(source):
        write_in_order(recognize(source), survey.order, in_order)
    return in_order, survey_extract(in_order, bbox)


async def _build_roads(extract: Path, folder: Path, rules: EmergencyRoads) -> None:
    roads = folder / ROAD_EXTRACT
    await asyncio.to_thread(write_road_extract, extract, roads, rules)
    await build_tiles(roads, folder)
    await asyncio.to_thread(roads.unlink)


def _sort_features(extract: Path, folder: Path, bounds: Bbox) -> tuple[NameBook, dict[Layer, Path]]:
    names = NameBook()
    with LayerFiles(folder) as layers:
        for feature in read_features(extract):
            layers.add(feature)
            names.add(feature)
        for sea in sea_of(extract, bounds):
            layers.add(sea)
    return names, layers.paths()


def _names(book: NameBook) -> CityNames:
    places = list(book.place_rows())
    return CityNames(places, book.house_rows, book.area_rows())


async def _remove_unless_in_force(conn: Connection, city: City) -> None:
    """Clean up after a failed transaction; if the database does not answer, the next import decides on the folder."""
    with suppress(OSError, PostgresError, InterfaceError):
        if await city_store.version_in_force(conn) != city.version:
            await asyncio.to_thread(shutil.rmtree, city.folder, ignore_errors=True)


def _city_root(data_dir: Path) -> Path:
    root = data_dir.resolve() / CITY_FOLDER
    root.mkdir(parents=True, exist_ok=True)
    return root


def _fresh_folder(root: Path) -> Path:
    version = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    part = root / f"{version}{UNFINISHED}"
    part.mkdir()
    return part


def _remove_old(root: Path, keep: set[str | None]) -> None:
    """Remove all but the previous version, which a process may still read; leftovers of a killed import go too."""
    for folder in root.iterdir():
        if folder.is_dir() and folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)

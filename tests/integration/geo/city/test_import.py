"""A city is replaced completely, or nothing changes."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from asyncpg import PostgresError
from pmtiles.reader import MmapSource, Reader
from valhalla import Actor

from base.database import Pool
from base.position import Position
from geo.city import city_store
from geo.city.city_store import City, city_in_force
from geo.city.importer import import_city
from geo.city.preset import load_preset
from geo.city.refusal import CityImportRefused
from geo.geometry.bbox import Bbox
from geo.roads.profiles import vehicle_profile
from geo.roads.router import Roads, router_settings_in
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

AMBULANCE = vehicle_profile("ambulance")


def folders_in(data_dir: Path) -> list[str]:
    return sorted(path.name for path in (data_dir / "city").iterdir())


async def rows_of(pool: Pool) -> tuple[object, ...]:
    async with pool.acquire() as conn:
        return (
            await city_in_force(conn),
            await conn.fetch("SELECT * FROM place ORDER BY id"),
            await conn.fetch("SELECT * FROM area ORDER BY id"),
        )


async def test_an_imported_city_has_roads_names_areas_and_a_map(pool: Pool, town: City) -> None:
    async with pool.acquire() as conn:
        assert await city_in_force(conn) == town
        kinds = await conn.fetch("SELECT DISTINCT kind FROM place ORDER BY kind")
        [area] = await conn.fetch("SELECT * FROM area")
        holds = await conn.fetchval(
            "SELECT ST_Contains(boundary, $1) FROM area", Position(ORIGIN_LAT + 0.01, ORIGIN_LON + 0.01)
        )

    assert [row["kind"] for row in kinds] == ["area", "crossing", "place", "poi", "street"]
    assert (area["level"], area["name"], area["version"]) == ("kelurahan", "Oro-oro Ombo", town.version)
    assert holds
    assert (town.folder / "basemap.pmtiles").stat().st_size > 0
    roads = Roads.open(town.folder, workers=1)
    [way] = await roads.matrix(
        [Position(ORIGIN_LAT, ORIGIN_LON)], Position(ORIGIN_LAT + 0.01, ORIGIN_LON + 0.01), AMBULANCE
    )
    assert way is not None
    roads.close()


async def test_the_map_holds_every_layer(town: City) -> None:
    with (town.folder / "basemap.pmtiles").open("rb") as file:
        reader: Any = Reader(MmapSource(file))  # type: ignore[no-untyped-call]
        layers = {layer["id"] for layer in reader.metadata()["vector_layers"]}
        header = reader.header()

    assert layers == {"roads", "water", "buildings", "places", "areas"}
    assert (header["min_zoom"], header["max_zoom"]) == (8, 15)


async def test_a_preset_s_codes_are_given_to_the_areas(pool: Pool, town_extract: Path, tmp_path: Path) -> None:
    await import_city(pool, town_extract, data_dir=tmp_path, facts=load_preset("madiun").facts)

    assert await pool.fetchval("SELECT code FROM area") == "35.77.01.1001"


async def test_name_and_facts_come_from_the_city_toml_beside_the_extract(
    pool: Pool, town_extract: Path, tmp_path: Path
) -> None:
    (tmp_path / "city.toml").write_text('name = "Coquimbo"\ntimezone = "America/Santiago"\ndriving_side = "right"\n')

    city = await import_city(pool, town_extract, data_dir=tmp_path)
    named = await import_city(pool, town_extract, data_dir=tmp_path, name="La Serena")

    assert (city.name, city.timezone) == ("Coquimbo", "America/Santiago")
    assert named.name == "La Serena"


async def test_progress_goes_forward_to_the_end(pool: Pool, town_extract: Path, tmp_path: Path) -> None:
    seen: list[tuple[str, float]] = []

    await import_city(
        pool, town_extract, data_dir=tmp_path, progress=lambda phase, fraction: seen.append((phase, fraction))
    )

    assert [phase for phase, _ in seen] == ["reading", "roads", "names", "map", "saving", "done"]
    fractions = [fraction for _, fraction in seen]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)


async def test_a_new_version_takes_the_old_one_s_place_and_keeps_one_before(
    pool: Pool, town_extract: Path, tmp_path: Path
) -> None:
    first, second, third = [await import_city(pool, town_extract, data_dir=tmp_path) for _ in range(3)]

    assert folders_in(tmp_path) == sorted([second.version, third.version])
    versions = await pool.fetch("SELECT DISTINCT version FROM place UNION SELECT version FROM city")
    assert [row["version"] for row in versions] == [third.version]
    assert not first.folder.exists()


@pytest.fixture
def bad_files(town_extract: Path, tmp_path: Path) -> dict[str, Path]:
    whole = town_extract.read_bytes()
    broken, truncated = tmp_path / "broken.osm.pbf", tmp_path / "truncated.osm.pbf"
    broken.write_bytes(b"not a map" * 1000)
    truncated.write_bytes(whole[: len(whole) // 2])
    without_roads = MadeOsm()
    without_roads.square(0, 0, 1, building="yes")
    return {
        "broken": broken,
        "truncated": truncated,
        "empty": MadeOsm().write(tmp_path / "empty.osm.pbf"),
        "without_roads": without_roads.write(tmp_path / "without_roads.osm.pbf"),
        "missing": tmp_path / "missing.osm.pbf",
        "whole": town_extract,
    }


async def test_a_refused_import_changes_nothing(
    pool: Pool, town: City, bad_files: dict[str, Path], tmp_path: Path
) -> None:
    before = await rows_of(pool)
    codes = {}

    for name, source in bad_files.items():
        elsewhere = Bbox(0, 0, 1, 1) if name == "whole" else None
        with pytest.raises(CityImportRefused) as refused:
            await import_city(pool, source, data_dir=tmp_path, bbox=elsewhere)
        codes[name] = refused.value.code

    assert codes == {
        "broken": "file_unreadable",
        "truncated": "file_unreadable",
        "empty": "file_empty",
        "without_roads": "no_roads",
        "missing": "file_missing",
        "whole": "outside_bbox",
    }
    assert await rows_of(pool) == before
    assert folders_in(tmp_path) == [town.version]


async def test_a_city_toml_that_cannot_be_used_is_refused(pool: Pool, town_extract: Path, tmp_path: Path) -> None:
    (tmp_path / "city.toml").write_text('driving_side = "middle"\n')

    with pytest.raises(CityImportRefused) as refused:
        await import_city(pool, town_extract, data_dir=tmp_path)

    assert refused.value.code == "facts_invalid"


async def test_roads_the_router_can_make_nothing_of_are_refused(pool: Pool, tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.way([osm.node(0, 0), osm.node(0, 0.001)], highway="residential", access="no")
    before = await rows_of(pool)

    with pytest.raises(CityImportRefused) as refused:
        await import_city(pool, osm.write(tmp_path / "a.osm.pbf"), data_dir=tmp_path)

    assert refused.value.code in ("no_roads", "build_failed")
    assert await rows_of(pool) == before
    assert folders_in(tmp_path) == []


async def test_a_failing_database_leaves_the_city_in_force(
    pool: Pool, town: City, town_extract: Path, tmp_path: Path
) -> None:
    before = await rows_of(pool)
    await pool.execute("ALTER TABLE area ADD CONSTRAINT no_more CHECK (false) NOT VALID")

    with pytest.raises(PostgresError):
        await import_city(pool, town_extract, data_dir=tmp_path)

    assert await rows_of(pool) == before
    assert folders_in(tmp_path) == [town.version]


async def test_only_one_import_runs_at_a_time(pool: Pool, town_extract: Path, tmp_path: Path) -> None:
    async with pool.acquire() as conn, city_store.import_lock(conn):
        with pytest.raises(CityImportRefused) as refused:
            await import_city(pool, town_extract, data_dir=tmp_path)

    assert refused.value.code == "import_running"
    await import_city(pool, town_extract, data_dir=tmp_path)


async def test_an_import_that_was_stopped_leaves_nothing_and_the_next_one_works(
    pool: Pool, town: City, town_extract: Path, tmp_path: Path
) -> None:
    building = asyncio.Event()

    def progress(phase: str, _: float) -> None:
        if phase == "roads":
            building.set()

    stopped = asyncio.create_task(import_city(pool, town_extract, data_dir=tmp_path, progress=progress))
    await building.wait()
    stopped.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stopped

    assert folders_in(tmp_path) == [town.version]
    assert await import_city(pool, town_extract, data_dir=tmp_path)


async def test_what_a_killed_import_left_is_removed_by_the_next(pool: Pool, town_extract: Path, tmp_path: Path) -> None:
    left = tmp_path / "city" / "20200101T000000Z-abcdef.part"
    left.mkdir(parents=True)

    city = await import_city(pool, town_extract, data_dir=tmp_path)

    assert folders_in(tmp_path) == [city.version]


async def test_a_bounding_box_imports_only_its_part(pool: Pool, tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.grid(4, 4)
    osm.way([osm.node(-8, 112), osm.node(-8, 112.01)], highway="primary", name="Jalan Jauh")
    wished = Bbox(ORIGIN_LON - 0.01, ORIGIN_LAT - 0.01, ORIGIN_LON + 0.01, ORIGIN_LAT + 0.01)

    city = await import_city(pool, osm.write(tmp_path / "a.osm.pbf"), data_dir=tmp_path, bbox=wished)

    assert city.bbox == wished
    names = [row["name"] for row in await pool.fetch("SELECT name FROM place WHERE kind = 'street'")]
    assert "Jalan Timur 0" in names
    assert "Jalan Jauh" not in names


async def test_the_sample_city_is_imported_and_drives_on_the_right(pool: Pool, tmp_path: Path) -> None:
    city = await import_city(pool, Path("data/coquimbo/coquimbo.osm.pbf"), data_dir=tmp_path)

    assert city.name == "Coquimbo–La Serena"
    assert await pool.fetchval("SELECT count(*) FROM place WHERE kind = 'street'") > 2000
    crossings = await pool.fetch("SELECT position FROM place WHERE kind = 'crossing' LIMIT 20")
    (tmp_path / "router.json").write_text(json.dumps(router_settings_in(city.folder)))
    places = [{"lat": row["position"].lat, "lon": row["position"].lon} for row in crossings]
    found = Actor(tmp_path / "router.json").locate({"locations": places, "costing": "auto", "verbose": True})
    assert {node["drive_on_right"] for place in found for node in place["nodes"]} == {True}

"""Finding places in the database by the names that people use."""

from pathlib import Path

import pytest

from base.database import Pool
from base.position import Position, distance_m
from geo.search.name_search import CONTAINING_MAX
from geo.search.near_place import near_place
from tests.integration.geo.names import put_names, search
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

SOUTH_END = Position(ORIGIN_LAT - 0.02, ORIGIN_LON)
NORTH_END = Position(ORIGIN_LAT + 0.06, ORIGIN_LON)


@pytest.fixture
async def city(pool: Pool, tmp_path: Path) -> Pool:
    osm = MadeOsm()
    middle = osm.node(ORIGIN_LAT, ORIGIN_LON)
    west, east = osm.node(ORIGIN_LAT, ORIGIN_LON - 0.01), osm.node(ORIGIN_LAT, ORIGIN_LON + 0.01)
    south, north = osm.node(ORIGIN_LAT - 0.01, ORIGIN_LON), osm.node(ORIGIN_LAT + 0.01, ORIGIN_LON)
    osm.way([west, middle, east], highway="primary", name="Jalan Panglima Sudirman")
    osm.way([south, middle, north], highway="secondary", name="Jalan Diponegoro", alt_name="Jalan Besar")
    osm.way([north, east], highway="residential", name="Jalan Dr. Soetomo")
    osm.way([south, east], highway="residential", name="Gang Sudirman")
    for lat in (ORIGIN_LAT - 0.02, ORIGIN_LAT + 0.06):
        end = osm.node(lat, ORIGIN_LON + 0.001)
        osm.way([osm.node(lat, ORIGIN_LON), end], highway="residential", name="Jalan Melati")
    for lat, other in ((ORIGIN_LAT + 0.07, "Gang Kenanga"), (ORIGIN_LAT + 0.09, "Gang Mawar"), (ORIGIN_LAT + 0.11, "")):
        corner = osm.node(lat, ORIGIN_LON + 0.001)
        osm.way([osm.node(lat, ORIGIN_LON), corner], highway="residential", name="Jalan Anggrek")
        if other:
            osm.way([corner, osm.node(lat, ORIGIN_LON + 0.002)], highway="residential", name=other)
    osm.node(ORIGIN_LAT, ORIGIN_LON + 0.005, amenity="hospital", name="RSUD dr. Soedono")
    osm.node(ORIGIN_LAT, ORIGIN_LON + 0.006, shop="bakery", name="Roti Sudirman")
    osm.node(ORIGIN_LAT, ORIGIN_LON, place="suburb", name="Manguharjo")
    await put_names(pool, osm.write(tmp_path / "a.osm.pbf"))
    return pool


NAMES = """
INSERT INTO place (version, kind, name, normalized, importance, position)
SELECT '1', 'poi', name, lower(name), 0.2, ST_SetSRID(ST_MakePoint(111.5, -7.6), 4326) FROM unnest($1::text[]) AS name
"""


async def test_what_is_named_just_so_stays_before_what_is_only_alike(city: Pool) -> None:
    alike = [f"Warung Bu Airlanga {number}" for number in range(12)]
    await city.execute(NAMES, ["Warung Bu Airlangga", "Warung Besar Bu Haji Sari di Airlangga", *alike])

    found = await search(city, "warung bu airlangga")

    assert found[0].name == "Warung Bu Airlangga"


async def test_of_a_word_in_very_many_names_the_street_that_is_called_so_is_found(city: Pool) -> None:
    await city.execute(NAMES, [f"Toko {number} Diponegoro Makmur" for number in range(CONTAINING_MAX * 2)])

    assert (await search(city, "diponegoro"))[0].name == "Jalan Diponegoro"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pang", "Jalan Panglima Sudirman"),
        ("jl panglima su", "Jalan Panglima Sudirman"),
        ("sudirman panglima", "Jalan Panglima Sudirman"),
        ("panglma sudriman", "Jalan Panglima Sudirman"),
        ("JL. DIPONEGORO NO. 12", "Jalan Diponegoro"),
        ("dipenogoro", "Jalan Diponegoro"),
        ("rtoi", "Roti Sudirman"),
        ("rtoi sudirmna", "Roti Sudirman"),
        ("rumah sakit seod", "RSUD dr. Soedono"),
        ("jl dr sutomo", "Jalan Dr. Soetomo"),
        ("dokter soetomo", "Jalan Dr. Soetomo"),
        ("rs soedono", "RSUD dr. Soedono"),
        ("gg sudirman", "Gang Sudirman"),
        ("mangu", "Manguharjo"),
        ("jalan besar", "Jalan Diponegoro"),
    ],
)
async def test_what_was_meant_comes_first(city: Pool, typed: str, meant: str) -> None:
    found = await search(city, typed)

    assert found[0].name == meant


@pytest.mark.parametrize("typed", ["", "j", "zzzzqqq", "%", "_", "'; DROP TABLE place; --", "\x00", "a" * 5000, "😀"])
async def test_what_means_nothing_finds_nothing_and_breaks_nothing(city: Pool, typed: str) -> None:
    assert await search(city, typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        "sudirman & diponegoro",
        "Diponegoro x Sudirman",
        "perempatan Jl. Sudirman dan Jl. Diponegoro",
        "simpang empat sudirman diponegoro",
        "dipenogoro / sudriman",
    ],
)
async def test_a_crossing_is_found_by_its_two_streets(city: Pool, typed: str) -> None:
    first = (await search(city, typed))[0]

    assert first.kind == "crossing"
    assert distance_m(first.position, Position(ORIGIN_LAT, ORIGIN_LON)) < 1


async def test_a_crossing_that_is_none_gives_the_streets(city: Pool) -> None:
    found = await search(city, "soetomo & melati")

    assert "crossing" not in {place.kind for place in found}


async def test_one_name_in_two_quarters_is_two_answers_and_the_near_one_is_first(city: Pool) -> None:
    from_the_south = await search(city, "melati", near=SOUTH_END)
    from_the_north = await search(city, "melati", near=NORTH_END)

    assert [place.name for place in from_the_south] == ["Jalan Melati", "Jalan Melati"]
    assert from_the_south[0].position == from_the_north[1].position
    assert from_the_south[0].distance_m is not None
    assert from_the_south[0].distance_m < 200


async def test_streets_of_one_name_are_told_apart_by_one_that_crosses_each(city: Pool) -> None:
    found = await search(city, "anggrek", near=SOUTH_END)

    assert [place.crosses for place in found] == ["Gang Kenanga", "Gang Mawar", None]
    assert {place.detail for place in found} == {None}


async def test_without_a_place_to_look_from_there_is_no_distance(city: Pool) -> None:
    assert {place.distance_m for place in await search(city, "melati")} == {None}


async def test_coordinates_are_a_place(city: Pool) -> None:
    [place] = await search(city, "-7.63, 111.52")

    assert (place.kind, place.position) == ("coordinates", Position(-7.63, 111.52))


async def test_no_more_than_asked_for_and_each_place_once(city: Pool) -> None:
    assert len(await search(city, "sudirman", limit=2)) == 2
    found = await search(city, "diponegoro")
    assert len({(place.name, place.position) for place in found}) == len(found)


async def test_words_of_a_city_that_is_gone_are_forgotten(city: Pool, tmp_path: Path) -> None:
    osm = MadeOsm()
    ends = [osm.node(ORIGIN_LAT, ORIGIN_LON + lon) for lon in (0, 0.01)]
    osm.way(ends, highway="residential", name="Jalan Kenari")

    await put_names(city, osm.write(tmp_path / "b.osm.pbf"), version="2")

    assert [row["word"] for row in await city.fetch("SELECT word FROM place_word ORDER BY word")] == ["jalan", "kenari"]


async def test_an_empty_database_finds_nothing(pool: Pool) -> None:
    assert await search(pool, "sudirman") == []


async def near(pool: Pool, lat: float, lon: float) -> str | None:
    async with pool.acquire() as conn:
        return await near_place(conn, Position(lat, lon))


async def test_a_place_without_a_name_is_near_a_crossing(city: Pool) -> None:
    assert await near(city, ORIGIN_LAT + 0.001, ORIGIN_LON) == "Jalan Diponegoro × Jalan Panglima Sudirman"


async def test_a_landmark_at_hand_says_more_than_a_crossing_far_away(city: Pool) -> None:
    assert await near(city, ORIGIN_LAT, ORIGIN_LON + 0.0051) == "RSUD dr. Soedono"


async def test_where_nothing_around_has_a_name_none_is_made_up(city: Pool) -> None:
    assert await near(city, ORIGIN_LAT + 0.03, ORIGIN_LON) is None


@pytest.mark.usefixtures("town")
async def test_the_part_of_the_city_is_named_too(pool: Pool) -> None:
    assert await near(pool, ORIGIN_LAT + 0.03, ORIGIN_LON + 0.03) == "Oro-oro Ombo"


async def test_coordinates_that_were_typed_say_what_is_near(city: Pool) -> None:
    (found,) = await search(city, f"{ORIGIN_LAT + 0.001}, {ORIGIN_LON}")

    assert found.detail == "Jalan Diponegoro × Jalan Panglima Sudirman"

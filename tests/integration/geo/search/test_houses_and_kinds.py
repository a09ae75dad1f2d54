"""House numbers, places by kind, streets with the same name, the desk's own places."""

from pathlib import Path

import pytest

from base.database import Pool
from base.position import Position, distance_m
from geo.search.own_places import OwnPlace
from tests.integration.geo.names import put_names, search
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

MIDDLE = Position(ORIGIN_LAT, ORIGIN_LON)
NORTH = Position(ORIGIN_LAT + 0.1, ORIGIN_LON)


def street(osm: MadeOsm, name: str, lat: float, lon: float = ORIGIN_LON, kind: str = "residential") -> None:
    osm.way([osm.node(lat, lon), osm.node(lat, lon + 0.01)], highway=kind, name=name)


def house(osm: MadeOsm, number: str, lat: float, lon: float, **tags: str) -> int:
    return osm.node(lat, lon, **{"addr:housenumber": number, **tags})


@pytest.fixture
async def city(pool: Pool, tmp_path: Path) -> Pool:
    osm = MadeOsm()
    _streets_with_houses(osm)
    _places_of_many_kinds(osm)
    for name, south in (("Taman", ORIGIN_LAT - 0.05), ("Kartoharjo", ORIGIN_LAT + 0.05)):
        osm.square(south, ORIGIN_LON - 0.05, 0.1, boundary="administrative", admin_level="6", name=name)
    for name, south in (("Pandean", ORIGIN_LAT - 0.04), ("Klegen", ORIGIN_LAT + 0.06)):
        osm.square(south, ORIGIN_LON - 0.04, 0.08, boundary="administrative", admin_level="7", name=name)
    await put_names(pool, osm.write(tmp_path / "a.osm.pbf"))
    return pool


def _streets_with_houses(osm: MadeOsm) -> None:
    melati = {"addr:street": "Jalan Melati"}
    street(osm, "Jalan Melati", ORIGIN_LAT)
    street(osm, "Jalan Melati", ORIGIN_LAT + 0.1, kind="primary")
    street(osm, "Jalan Melati Indah", ORIGIN_LAT + 0.001, kind="primary")
    for number, lon in (("2", 0.001), ("10", 0.005), ("12A", 0.006), ("1", 0.001), ("9", 0.009), ("20-22", 0.0095)):
        side = 0.0001 if int(number.rstrip("A").split("-")[0]) % 2 == 0 else -0.0001
        house(osm, number, ORIGIN_LAT + side, ORIGIN_LON + lon, **melati)
    osm.square(ORIGIN_LAT + 0.1, ORIGIN_LON + 0.002, 0.0001, building="yes", **{"addr:housenumber": "77"}, **melati)
    ends = [house(osm, number, ORIGIN_LAT + 0.02, ORIGIN_LON + lon) for number, lon in (("1", 0.0), ("41", 0.01))]
    street(osm, "Jalan Mawar", ORIGIN_LAT + 0.0202)
    osm.way(ends, **{"addr:interpolation": "odd", "addr:street": "Jalan Mawar"})
    house(osm, "5", ORIGIN_LAT + 0.03, ORIGIN_LON, **{"addr:street": "Jalan Tanpa Garis"})
    house(osm, "8", ORIGIN_LAT + 0.04, ORIGIN_LON, **{"addr:place": "Kampung Baru"})


def _places_of_many_kinds(osm: MadeOsm) -> None:
    for lat, lon, tags in (
        (0.002, 0.002, {"amenity": "fuel"}),
        (0.09, 0.0, {"amenity": "fuel", "name": "Pertamina Klegen"}),
        (0.01, 0.0, {"amenity": "hospital", "name": "RSUD dr. Soedono", "operator": "Pemerintah Provinsi"}),
        (0.0101, 0.0, {"building": "hospital", "name": "RSUD dr. Soedono"}),
        (0.08, 0.0, {"amenity": "hospital", "name": "Griya Husada"}),
        (0.011, 0.0, {"amenity": "fire_station", "name": "Mako Damkar"}),
        (0.012, 0.0, {"amenity": "police", "name": "Polsek Taman"}),
        (0.013, 0.0, {"amenity": "clinic", "name": "Puskesmas Banjarejo"}),
        (0.014, 0.0, {"amenity": "place_of_worship", "religion": "muslim"}),
        (0.015, 0.0, {"amenity": "place_of_worship", "religion": "christian", "name": "Santo Cornelius"}),
        (0.016, 0.0, {"amenity": "marketplace", "name": "Besar Madiun"}),
        (0.017, 0.0, {"amenity": "bus_station", "name": "Purabaya"}),
        (0.018, 0.0, {"amenity": "school", "name": "SMA Negeri 1"}),
        (0.019, 0.0, {"natural": "beach", "name": "Bentar"}),
        (0.021, 0.0, {"natural": "bay", "name": "Popoh"}),
        (0.022, 0.0, {"place": "island", "name": "Gili Ketapang"}),
        (0.023, 0.0, {"harbour": "yes", "name": "Tanjung Tembaga"}),
    ):
        osm.node(ORIGIN_LAT + lat, ORIGIN_LON + lon, **tags)


@pytest.mark.parametrize(
    ("typed", "lat", "lon", "basis"),
    [
        ("jalan melati 10", 0.0001, 0.005, "house"),
        ("jl melati no.10", 0.0001, 0.005, "house"),
        ("Melati 12A", 0.0001, 0.006, "house"),
        ("melati no 12 a", 0.0001, 0.006, "house"),
        ("jl melati 22", 0.0001, 0.0095, "house"),
        ("jl melati 6", 0.0001, 0.003, "interpolated"),
        ("jl melati 5", -0.0001, 0.005, "interpolated"),
        ("jl mawar 21", 0.02, 0.005, "interpolated"),
        ("mawar 41", 0.02, 0.01, "house"),
        ("jl tanpa garis 5", 0.03, 0.0, "house"),
        ("kampung baru no 8", 0.04, 0.0, "house"),
        ("jl melati no 77", 0.10005, 0.00205, "house"),
        ("jl melti no 10 kel pandean", 0.0001, 0.005, "house"),
    ],
)
async def test_a_house_is_found_by_its_number(city: Pool, typed: str, lat: float, lon: float, basis: str) -> None:
    first = (await search(city, typed, near=MIDDLE))[0]

    assert first.number_basis == basis
    assert distance_m(first.position, Position(ORIGIN_LAT + lat, ORIGIN_LON + lon)) < 2


async def test_a_number_that_is_not_there_is_said_to_be_none(city: Pool) -> None:
    first = (await search(city, "jl melati no 999", near=MIDDLE))[0]

    assert (first.name, first.house_number, first.number_basis) == ("Jalan Melati", "999", "not_found")
    assert first.distance_m is not None
    assert first.distance_m < 1000


async def test_streets_of_one_name_are_told_apart_by_where_they_are_and_the_nearer_is_first(city: Pool) -> None:
    from_the_middle = await search(city, "melati", near=MIDDLE)
    from_the_north = await search(city, "jl melati", near=NORTH)

    assert [place.area for place in from_the_middle[:2]] == ["Pandean, Taman", "Klegen, Kartoharjo"]
    assert [place.area for place in from_the_north[:2]] == ["Klegen, Kartoharjo", "Pandean, Taman"]
    assert from_the_middle[2].name == "Jalan Melati Indah"


@pytest.mark.parametrize(
    "typed",
    ["jl melati kel. klegen", "melati klegen", "jalan melati, kec. kartoharjo", "jl melati rt 2 rw 3 klegen 63117"],
)
async def test_the_area_narrows_what_is_found(city: Pool, typed: str) -> None:
    found = await search(city, typed, near=MIDDLE)

    assert {(place.name, place.area) for place in found} == {("Jalan Melati", "Klegen, Kartoharjo")}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("rumah sakit", "RSUD dr. Soedono"),
        ("rs", "RSUD dr. Soedono"),
        ("hospital", "RSUD dr. Soedono"),
        ("rumah sakit terdekat", "RSUD dr. Soedono"),
        ("rumah sakit klegen", "Griya Husada"),
        ("pemadam", "Mako Damkar"),
        ("damkar", "Mako Damkar"),
        ("fire station", "Mako Damkar"),
        ("polsek", "Polsek Taman"),
        ("kantor polisi", "Polsek Taman"),
        ("puskesmas", "Puskesmas Banjarejo"),
        ("gereja", "Santo Cornelius"),
        ("sekolah", "SMA Negeri 1"),
        ("spbu", "SPBU (tanpa nama)"),
        ("pom bensin", "SPBU (tanpa nama)"),
        ("spbu klegen", "Pertamina Klegen"),
        ("masjid", "Masjid (tanpa nama)"),
        ("pasar", "Besar Madiun"),
        ("terminal", "Purabaya"),
        ("pantai", "Bentar"),
        ("teluk", "Popoh"),
        ("pulau", "Gili Ketapang"),
        ("pelabuhan", "Tanjung Tembaga"),
        ("gili", "Gili Ketapang"),
        ("bentar", "Bentar"),
    ],
)
async def test_places_are_found_by_kind_the_near_ones_first(city: Pool, typed: str, first: str) -> None:
    assert (await search(city, typed, near=MIDDLE))[0].name == first


async def test_one_hospital_is_found_once_though_its_building_is_in_the_map_too(city: Pool) -> None:
    names = [place.name for place in await search(city, "rumah sakit", near=MIDDLE)]

    assert names == ["RSUD dr. Soedono", "Griya Husada"]


async def test_what_has_no_name_says_where_it_is(city: Pool) -> None:
    first = (await search(city, "spbu", near=MIDDLE))[0]

    assert (first.is_unnamed, first.category) == (True, "fuel")
    assert first.detail == "dekat Jalan Melati Indah, Pandean"


OWN = (
    OwnPlace("POS-1", "Pos Demangan", Position(ORIGIN_LAT + 0.001, ORIGIN_LON), "fire_station", "Damkar Kota"),
    OwnPlace("soedono", "RSUD Soedono Madiun", Position(ORIGIN_LAT + 0.0102, ORIGIN_LON), "hospital"),
)


@pytest.mark.parametrize(
    ("typed", "roster_id"),
    [("demangan", "POS-1"), ("pos deman", "POS-1"), ("dmeangan", "POS-1"), ("pemadam", "POS-1"), ("rs", "soedono")],
)
async def test_the_desk_s_own_stations_and_hospitals_are_found(city: Pool, typed: str, roster_id: str) -> None:
    assert (await search(city, typed, near=MIDDLE, own=OWN))[0].roster_id == roster_id


async def test_what_the_desk_keeps_itself_is_not_found_a_second_time_in_the_map(city: Pool) -> None:
    names = [place.name for place in await search(city, "rumah sakit", near=MIDDLE, own=OWN)]

    assert names == ["RSUD Soedono Madiun", "Griya Husada"]

"""The map's hospitals and stations, taken over into the desk's own lists."""

from pathlib import Path

import pytest

from base.database import Pool
from core.domain.actor import Role
from tests.desk import HERE, STATION_WEST
from tests.integration.geo.names import put_names
from tests.made_osm import MadeOsm
from tests.people import People, problem_of


@pytest.fixture
async def extract(tmp_path: Path) -> Path:
    osm = MadeOsm()
    osm.way([osm.node(HERE.lat, HERE.lon), osm.node(HERE.lat, HERE.lon + 0.01)], highway="primary", name="Jalan Melati")
    osm.node(-7.6401, 111.5301, amenity="hospital", name="RSUD Kota")  # the desk already has it
    osm.node(HERE.lat, HERE.lon, amenity="hospital", name="Griya Husada", emergency="yes")
    osm.node(HERE.lat, HERE.lon + 0.01, amenity="fire_station", name="Mako Damkar")
    osm.node(HERE.lat, HERE.lon + 0.02, amenity="police", name="Polsek Taman", operator="Polres Madiun Kota")
    osm.node(HERE.lat, HERE.lon + 0.03, amenity="police")
    osm.node(STATION_WEST.lat, STATION_WEST.lon, emergency="ambulance_station", name="PSC")
    osm.node(HERE.lat, HERE.lon + 0.04, amenity="hospital", name="宝山医院")
    return osm.write(tmp_path / "a.osm.pbf")


@pytest.fixture
async def city(pool: Pool, extract: Path) -> Pool:
    await put_names(pool, extract)
    return pool


@pytest.mark.usefixtures("city")
async def test_what_the_map_has_is_shown_with_what_it_would_be(people: People) -> None:
    admin = await people.client(Role.ADMIN)

    found = {place["name"]: place for place in (await admin.get("/map-places")).json()}

    assert {name: (place["into"], place["already_id"]) for name, place in found.items()} == {
        "RSUD Kota": ("hospitals", "rsud"),
        "Griya Husada": ("hospitals", None),
        "宝山医院": ("hospitals", None),
        "Mako Damkar": ("stations", None),
        "PSC": ("stations", "west"),
        "Polsek Taman": ("stations", None),
        "Kantor polisi (tanpa nama)": ("stations", None),
    }
    assert found["Griya Husada"]["departments"] == ["emergency"]
    assert found["Mako Damkar"]["agency"]["id"] == "damkar"
    assert found["Polsek Taman"]["agency"] == {
        "id": "polres-madiun-kota",
        "name": "Polres Madiun Kota",
        "kind": "police",
    }
    assert found["宝山医院"]["id"] == "hospital"


async def test_what_was_chosen_and_edited_is_in_the_lists_and_never_twice(
    people: People, city: Pool, extract: Path
) -> None:
    admin = await people.client(Role.ADMIN)
    position = {"lat": HERE.lat, "lon": HERE.lon}
    police = {"id": "polres", "name": "Polres Madiun", "kind": "police"}
    hospital = {"id": "griya", "name": "RS Griya Husada", "position": position, "departments": ["emergency"]}
    wished = {
        "agencies": [police],
        "hospitals": [hospital],
        "stations": [{"id": "taman", "agency_id": "polres", "name": "Polsek", "position": {**position, "lon": 111.54}}],
    }

    first = (await admin.post("/map-places/take-over", json=wished)).json()
    await put_names(city, extract, version="2")
    renamed = {"agencies": [police], "hospitals": [{**hospital, "id": "griya-2"}]}
    second = (await admin.post("/map-places/take-over", json=renamed)).json()

    assert first == {"added": ["taman", "griya"], "already": []}
    assert second == {"added": [], "already": ["griya"]}
    found = {place["name"]: place["already_id"] for place in (await admin.get("/map-places")).json()}
    assert (found["Griya Husada"], found["Polsek Taman"]) == ("griya", "taman")


@pytest.mark.usefixtures("city")
async def test_a_station_of_an_agency_that_nobody_has_is_refused(people: People) -> None:
    admin = await people.client(Role.ADMIN)
    station = {"id": "x", "agency_id": "nobody", "name": "X", "position": {"lat": HERE.lat, "lon": HERE.lon}}

    refused = await admin.post("/map-places/take-over", json={"stations": [station]})

    assert problem_of(refused)["code"] == "unknown_agency"


@pytest.mark.usefixtures("city")
async def test_only_those_who_set_up_the_city_take_over(people: People) -> None:
    call_taker = await people.client(Role.CALL_TAKER)

    assert (await call_taker.get("/map-places")).status_code == 403

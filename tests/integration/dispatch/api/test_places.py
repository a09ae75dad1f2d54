"""Places over HTTP: the map's and the desk's own, and the reference point of their distance."""

from pathlib import Path

import pytest

from base.database import Pool
from core.domain.actor import Role
from tests.desk import HERE, STATION_EAST
from tests.integration.geo.names import put_names
from tests.made_osm import MadeOsm
from tests.people import People


@pytest.fixture
async def names(pool: Pool, tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.way([osm.node(HERE.lat, HERE.lon), osm.node(HERE.lat, HERE.lon + 0.01)], highway="primary", name="Jalan Melati")
    osm.node(HERE.lat, HERE.lon, amenity="hospital", name="Griya Husada")
    await put_names(pool, osm.write(tmp_path / "a.osm.pbf"))


@pytest.mark.usefixtures("names")
async def test_the_desk_s_own_places_are_found_by_name_kind_and_agency(people: People) -> None:
    viewer = await people.client(Role.CALL_TAKER)

    by_kind = (await viewer.get("/places", params={"q": "rumah sakit"})).json()
    by_name = (await viewer.get("/places", params={"q": "pos timur"})).json()
    by_agency = (await viewer.get("/places", params={"q": "psc 119"})).json()

    assert {place["name"]: place["roster_id"] for place in by_kind} == {"RSUD": "rsud", "Griya Husada": None}
    assert by_name[0]["position"] == {"lat": STATION_EAST.lat, "lon": STATION_EAST.lon}
    assert {place["roster_id"] for place in by_agency} == {"west", "east"}


@pytest.mark.usefixtures("names")
async def test_a_distance_says_from_where_it_is(people: People) -> None:
    viewer = await people.client(Role.CALL_TAKER)

    [far] = (await viewer.get("/places", params={"q": "melati"})).json()
    [near] = (await viewer.get("/places", params={"q": "melati", "near": f"{HERE.lat},{HERE.lon}"})).json()

    assert (far["distance_from"], near["distance_from"]) == ("city_middle", "near")
    assert far["distance_m"] > near["distance_m"]

"""Fetching a city from an Overpass server, in good conditions and bad."""

from collections.abc import Iterator
from pathlib import Path

import osmium
import pytest

from base.database import Pool
from geo.city.fetch import fetch_city
from geo.city.importer import import_city
from geo.city.preset import load_preset
from geo.city.refusal import CityImportRefused
from geo.geometry.bbox import Bbox
from tests.integration.geo.overpass_server import Overpass, running_overpass
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

TOWN = Bbox(ORIGIN_LON - 0.01, ORIGIN_LAT - 0.01, ORIGIN_LON + 0.02, ORIGIN_LAT + 0.02)
FAR_LAT = ORIGIN_LAT + 1


@pytest.fixture
def overpass(tmp_path: Path) -> Iterator[Overpass]:
    osm = MadeOsm()
    osm.grid(5, 5)
    osm.grid(5, 5, lat=FAR_LAT)
    with running_overpass(osm.write(tmp_path / "world.osm.pbf")) as overpass:
        yield overpass


async def fetch(overpass: Overpass, to: Path, bbox: Bbox = TOWN) -> None:
    await fetch_city(overpass.url, bbox, to, attempts=3, first_pause_s=0.01)


async def refusal_of(overpass: Overpass, to: Path, bbox: Bbox = TOWN) -> str:
    with pytest.raises(CityImportRefused) as refused:
        await fetch(overpass, to, bbox)
    return refused.value.code


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "world.osm.pbf")


async def test_what_lies_in_the_box_is_fetched(overpass: Overpass, tmp_path: Path) -> None:
    to = tmp_path / "town.osm.pbf"

    await fetch(overpass, to)

    nodes = (thing for thing in osmium.FileProcessor(str(to)) if isinstance(thing, osmium.osm.Node))
    latitudes = [node.lat for node in nodes]
    assert len(latitudes) == 25
    assert max(latitudes) < FAR_LAT
    assert left_in(tmp_path) == ["town.osm.pbf"]


async def test_the_query_asks_for_roads_names_and_restrictions_and_their_nodes(
    overpass: Overpass, tmp_path: Path
) -> None:
    await fetch(overpass, tmp_path / "town.osm.pbf")

    [query] = overpass.queries
    for wanted in ('way["highway"]', 'node["place"]', 'relation["type"="restriction"]', "(._;>;)", "[out:xml]"):
        assert wanted in query


@pytest.mark.parametrize("trouble", ["busy", "gateway_timeout", "hangup"])
async def test_a_server_in_passing_trouble_is_asked_again(overpass: Overpass, trouble: str, tmp_path: Path) -> None:
    overpass.next_answers.extend([trouble, trouble])

    await fetch(overpass, tmp_path / "town.osm.pbf")

    assert len(overpass.queries) == 3
    assert left_in(tmp_path) == ["town.osm.pbf"]


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        ("busy", "overpass_busy"),
        ("gateway_timeout", "overpass_busy"),
        ("hangup", "overpass_unreachable"),
        ("bad_request", "overpass_refused"),
        ("page", "overpass_invalid"),
        ("cut", "overpass_invalid"),
        ("remark", "overpass_invalid"),
    ],
)
async def test_lasting_trouble_is_a_clear_refusal_that_leaves_nothing(
    overpass: Overpass, trouble: str, code: str, tmp_path: Path
) -> None:
    overpass.next_answers.extend([trouble] * 9)

    assert await refusal_of(overpass, tmp_path / "town.osm.pbf") == code
    assert left_in(tmp_path) == []


async def test_a_failed_fetch_leaves_the_file_of_the_last_one(overpass: Overpass, tmp_path: Path) -> None:
    to = tmp_path / "town.osm.pbf"
    await fetch(overpass, to)
    before = to.read_bytes()
    overpass.next_answers.append("cut")

    await refusal_of(overpass, to)

    assert to.read_bytes() == before


async def test_a_box_without_anything_is_refused(overpass: Overpass, tmp_path: Path) -> None:
    assert await refusal_of(overpass, tmp_path / "town.osm.pbf", Bbox(0, 0, 1, 1)) == "area_empty"


async def test_a_server_that_is_not_there_is_a_clear_refusal(tmp_path: Path) -> None:
    with pytest.raises(CityImportRefused) as refused:
        await fetch_city(
            "http://127.0.0.1:9/api/interpreter", TOWN, tmp_path / "a.osm.pbf", attempts=2, first_pause_s=0.01
        )

    assert refused.value.code == "overpass_unreachable"


async def test_madiun_needs_no_more_than_its_name(overpass: Overpass, pool: Pool, tmp_path: Path) -> None:
    madiun = load_preset("madiun").facts
    assert madiun.bbox is not None

    await fetch(overpass, tmp_path / "madiun.osm.pbf", madiun.bbox)
    city = await import_city(pool, tmp_path / "madiun.osm.pbf", data_dir=tmp_path, facts=madiun)

    assert (city.name, city.timezone, city.bbox) == ("Kota Madiun", "Asia/Jakarta", madiun.bbox)

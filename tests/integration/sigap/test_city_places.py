"""`sigap city places`: the map's places, listed and taken over on the command line."""

import asyncio
import json
from pathlib import Path

import pytest

from base.database import Pool
from sigap.cli import main
from tests.desk import HERE
from tests.integration.geo.names import put_names
from tests.made_osm import MadeOsm


@pytest.fixture
async def city(pool: Pool, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pool:
    monkeypatch.setenv("SIGAP_DATABASE_URL", database_url)
    monkeypatch.setenv("SIGAP_DATA_DIR", str(tmp_path / "data"))
    osm = MadeOsm()
    osm.way([osm.node(HERE.lat, HERE.lon), osm.node(HERE.lat, HERE.lon + 0.01)], highway="primary", name="Jalan Melati")
    osm.node(HERE.lat, HERE.lon, amenity="hospital", name="Griya Husada", emergency="yes")
    osm.node(HERE.lat, HERE.lon + 0.01, amenity="fire_station", name="Mako Damkar")
    await put_names(pool, osm.write(tmp_path / "a.osm.pbf"))
    return pool


async def run(*words: str) -> int:
    def in_thread() -> int:
        try:
            main(words)
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    return await asyncio.to_thread(in_thread)


async def test_what_was_chosen_is_in_the_lists(city: Pool, capsys: pytest.CaptureFixture[str]) -> None:
    assert await run("city", "places", "--json") == 0
    shown = json.loads(capsys.readouterr().out)

    assert await run("city", "places", "--take", "griya-husada") == 0

    assert {each["id"] for each in shown} == {"griya-husada", "mako-damkar"}
    assert [dict(row) for row in await city.fetch("SELECT id, departments FROM hospital")] == [
        {"id": "griya-husada", "departments": ["emergency"]}
    ]
    assert await city.fetchval("SELECT count(*) FROM station") == 0


async def test_all_of_them_a_second_time_doubles_nothing(city: Pool, capsys: pytest.CaptureFixture[str]) -> None:
    assert await run("city", "places", "--all") == 0
    assert await run("city", "places", "--all") == 0

    assert "2 taken over" in capsys.readouterr().out
    assert await city.fetchval("SELECT count(*) FROM hospital") == 1
    assert [dict(row) for row in await city.fetch("SELECT id, agency_id FROM station")] == [
        {"id": "mako-damkar", "agency_id": "damkar"}
    ]


@pytest.mark.usefixtures("city")
async def test_an_id_that_the_map_has_not_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert await run("city", "places", "--take", "nowhere") != 0

    assert "nowhere" in capsys.readouterr().err

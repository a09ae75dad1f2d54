"""Tracks over HTTP: one unit's as GPX, those of all units of an incident, and who was near a place."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from base.database import Pool
from core.domain.actor import Role
from geo.city.importer import import_city
from tests.desk import Desk
from tests.fleet import NOW as FIXED_AT
from tests.fleet import fix_payload
from tests.integration.tracking.fixes.test_recorder import running
from tests.made_osm import ORIGIN_LON, MadeOsm
from tests.people import People, problem_of
from tracking.devices.devices import add_device

GPX = "{http://www.topografix.com/GPX/1/1}"


async def drive(pool: Pool, **fields: float) -> None:
    """One minute, ten metres per second."""
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=FIXED_AT)
    async with running(pool) as it:
        await it.record(*(fix_payload(n - 60, lat=-7.63 + n * 9e-5, speed_mps=10, **fields) for n in range(60)))


async def test_a_track_tells_how_far_and_comes_as_gpx_too(pool: Pool, people: People) -> None:
    await drive(pool)
    dispatcher = await people.client(Role.DISPATCHER)

    properties = (await dispatcher.get("/units/AMB-01/track")).json()["properties"]
    gpx = ET.fromstring((await dispatcher.get("/units/AMB-01/track.gpx")).content)

    assert 560 < properties["distance_m"] < 620
    assert [stretch["state"] for stretch in properties["movement"]] == ["moving"]
    assert len(gpx.findall(f"{GPX}trk/{GPX}trkseg/{GPX}trkpt")) == 60


async def test_all_units_of_an_incident_are_there_for_replay(desk: Desk, pool: Pool, people: People) -> None:
    incident_id = await desk.incident()
    await desk.send(incident_id, "AMB-01", "DMK-01")
    await pool.execute("UPDATE assignment SET dispatched_at = $1", FIXED_AT - timedelta(seconds=30))
    await drive(pool)
    dispatcher = await people.client(Role.DISPATCHER)

    shape = (await dispatcher.get(f"/incidents/{incident_id}/tracks")).json()
    gpx = await dispatcher.get(f"/incidents/{incident_id}/tracks.gpx")

    tracks = {each["properties"]["unit_id"]: each for each in shape["features"]}
    assert len(tracks["AMB-01"]["geometry"]["coordinates"]) == 30
    assert tracks["DMK-01"]["geometry"] is None
    assert gpx.headers["content-type"] == "application/gpx+xml"


async def test_who_was_near_a_place_between_two_times(pool: Pool, people: People) -> None:
    await drive(pool)
    dispatcher = await people.client(Role.DISPATCHER)
    hour: dict[str, str | float] = {"from": (FIXED_AT - timedelta(hours=1)).isoformat(), "to": FIXED_AT.isoformat()}

    near = (await dispatcher.get("/whereabouts", params=hour | {"lat": -7.63, "lon": 111.52, "radius_m": 55})).json()
    far = (await dispatcher.get("/whereabouts", params=hour | {"lat": -7.70, "lon": 111.52})).json()
    years = hour | {"lat": 0, "lon": 0, "from": "2020-01-01T00:00:00Z"}
    long = await dispatcher.get("/whereabouts", params=years)

    assert [(each["unit_id"], each["fixes"]) for each in near] == [("AMB-01", 6)]
    assert far == []
    assert problem_of(long)["code"] == "period_not_plausible"


async def test_who_only_drove_by_between_two_fixes_was_near_too(pool: Pool, people: People) -> None:
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=FIXED_AT)
    drives_by = [(-60, -7.640), (-40, -7.632), (-20, -7.628), (0, -7.620)]  # half a kilometre in twenty seconds
    async with running(pool) as it:
        await it.record(*(fix_payload(after_s, lat=lat, lon=111.52) for after_s, lat in drives_by))
    dispatcher = await people.client(Role.DISPATCHER)
    hour: dict[str, float | str] = {
        "from": (FIXED_AT - timedelta(hours=1)).isoformat(),
        "to": (FIXED_AT + timedelta(seconds=1)).isoformat(),
    }

    async def near(**where: float | str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await dispatcher.get("/whereabouts", params=hour | where)).json()
        return found

    [by] = await near(lat=-7.63, lon=111.5205, radius_m=100)
    assert by["fixes"] == 0
    assert by["first_at"] == by["last_at"]
    assert datetime.fromisoformat(by["first_at"]) == FIXED_AT - timedelta(seconds=30)
    assert by["nearest_m"] == pytest.approx(55, abs=1)
    assert await near(lat=-7.63, lon=111.5215, radius_m=100) == []


async def test_who_drove_round_about_between_two_fixes_around_the_place_was_not(pool: Pool, people: People) -> None:
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=FIXED_AT)
    round_about = [(-90, -7.632, 111.52), (-60, -7.63, 111.54), (-30, -7.628, 111.52)]
    async with running(pool) as it:
        await it.record(*(fix_payload(after_s, lat=lat, lon=lon) for after_s, lat, lon in round_about))
    dispatcher = await people.client(Role.DISPATCHER)
    hour = {"from": (FIXED_AT - timedelta(hours=1)).isoformat(), "to": FIXED_AT.isoformat()}

    found = await dispatcher.get("/whereabouts", params=hour | {"lat": -7.63, "lon": 111.52, "radius_m": 100})

    assert found.json() == []


async def test_a_track_is_laid_onto_the_roads_it_was_driven_on(pool: Pool, people: People, tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.grid(8, 8)
    await import_city(pool, osm.write(tmp_path / "town.osm.pbf"), data_dir=tmp_path)
    await drive(pool, lon=ORIGIN_LON + 7e-5)  # eight metres beside the street
    dispatcher = await people.client(Role.DISPATCHER)

    shape = (await dispatcher.get("/units/AMB-01/track", params={"matched": True})).json()
    long = {"matched": "true", "from": (FIXED_AT - timedelta(days=2)).isoformat()}
    refused = await dispatcher.get("/units/AMB-01/track", params=long)

    properties, places = shape["properties"], shape["geometry"]["coordinates"]
    assert len(places) == len(properties["matched"]) == 60
    assert sum(properties["matched"]) > 50
    off_deg = [abs(lon - ORIGIN_LON) for (lon, _), on in zip(places, properties["matched"], strict=True) if on]
    assert max(off_deg) < 2e-6
    assert properties["road_distance_m"] == pytest.approx(590, rel=0.05)
    assert problem_of(refused)["code"] == "period_not_plausible"


async def test_without_a_city_a_track_stays_as_it_came(pool: Pool, people: People) -> None:
    await drive(pool)
    dispatcher = await people.client(Role.DISPATCHER)

    properties = (await dispatcher.get("/units/AMB-01/track", params={"matched": True})).json()["properties"]

    assert (properties["matched"], properties["road_distance_m"]) == (None, None)

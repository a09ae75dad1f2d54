"""Crossings of stations, scenes and drawn areas become events, each reported once; areas are drawn over HTTP."""

from datetime import timedelta
from typing import Any

import pytest

from base.position import Position
from core.domain.actor import Role
from core.store import event_chain
from dispatch.commands.close_incident import close_incident
from dispatch.domain.incident import Disposition
from dispatch.watches.watch_geofences import GeofenceWatch
from tests.desk import HERE, NOW, SETTINGS, STATION_WEST, Desk
from tests.people import People, problem_of
from tests.rings import listening

PASAR = {"type": "Point", "coordinates": [111.58, -7.70]}

CITY = """
INSERT INTO city (name, version, folder, west_deg, south_deg, east_deg, north_deg, timezone, imported_at)
VALUES ('Madiun', '1', '', 111.49, -7.69, 111.57, -7.59, 'Asia/Jakarta', now())
"""
DEVICE = """
INSERT INTO device (device_id, unit_key, mqtt_password_hash, created_at)
SELECT 'GPS-1', key, 'x', now() FROM unit WHERE unit_id = 'AMB-01'
"""
MOVE = """
INSERT INTO unit_position (unit_key, device_key, fixed_at, received_at, position, near_position)
SELECT unit_key, key, $2, $2, $1, $1 FROM device
ON CONFLICT (unit_key) DO UPDATE SET position = EXCLUDED.position, changed_xid = pg_current_xact_id()
"""


@pytest.fixture
async def watch(desk: Desk) -> GeofenceWatch:
    await desk.pool.execute(DEVICE)
    return GeofenceWatch(desk.pool, SETTINGS.positions, dwell_s=SETTINGS.geofence_dwell_s)


async def drive(desk: Desk, watch: GeofenceWatch, *way: Position) -> None:
    for place in way:
        await desk.pool.execute(MOVE, place, NOW)
        await watch.look(now=NOW)


async def crossings(desk: Desk) -> list[tuple[str, str, str]]:
    rows = await desk.pool.fetch("SELECT kind, data FROM event_log WHERE kind LIKE 'geofence\\_%' ORDER BY seq")
    return [
        (row["kind"].removeprefix("geofence_"), row["data"]["geofence"]["kind"], row["data"]["unit_id"])
        for row in rows
        if "unit_id" in row["data"]
    ]


async def test_leaving_the_station_and_reaching_the_scene_is_told_once(desk: Desk, watch: GeofenceWatch) -> None:
    incident_id = await desk.incident(position=HERE)
    await desk.send(incident_id, "AMB-01")

    await drive(desk, watch, STATION_WEST, STATION_WEST, Position(-7.63, 111.51), HERE, HERE)

    assert await crossings(desk) == [
        ("entered", "station", "AMB-01"),
        ("left", "station", "AMB-01"),
        ("entered", "incident", "AMB-01"),
    ]
    timeline = await desk.pool.fetch("SELECT kind FROM event_log WHERE incident_id = $1", incident_id)
    assert "geofence_entered" in {row["kind"] for row in timeline}


async def test_all_that_one_look_sees_rings_once(desk: Desk, watch: GeofenceWatch, database_url: str) -> None:
    await desk.send(await desk.incident(position=HERE), "AMB-01")
    await drive(desk, watch, STATION_WEST)

    async with listening(database_url) as rings:
        await drive(desk, watch, HERE)
        crossed = await rings.heard()
        await drive(desk, watch, HERE)
        in_vain = await rings.heard()

    assert len(await crossings(desk)) == 3
    assert (crossed, in_vain) == ([event_chain.DOORBELL], [])


async def test_a_unit_that_only_passes_a_scene_is_no_line_in_its_log(desk: Desk, watch: GeofenceWatch) -> None:
    incident_id = await desk.incident(position=HERE)

    await drive(desk, watch, Position(-7.63, 111.51), HERE, Position(-7.63, 111.51))
    assert await crossings(desk) == []
    await desk.send(incident_id, "AMB-01")
    await drive(desk, watch, HERE)
    await desk.pool.execute("UPDATE assignment SET released_at = $1", NOW)
    await drive(desk, watch, Position(-7.63, 111.51))

    assert [kind for kind, _, _ in await crossings(desk)] == ["entered", "left"]


async def test_another_watch_goes_on_where_the_first_ended_and_dwelling_is_told(
    desk: Desk, watch: GeofenceWatch
) -> None:
    await drive(desk, watch, STATION_WEST)
    await desk.pool.execute("UPDATE geofence_presence SET entered_at = entered_at - $1::interval", timedelta(hours=1))

    await drive(desk, GeofenceWatch(desk.pool, SETTINGS.positions, dwell_s=SETTINGS.geofence_dwell_s), STATION_WEST)

    assert await crossings(desk) == [("entered", "station", "AMB-01"), ("dwelt", "station", "AMB-01")]


async def test_a_scene_that_is_closed_is_no_fence_any_more(desk: Desk, watch: GeofenceWatch) -> None:
    incident_id = await desk.incident(position=HERE)
    await desk.send(incident_id, "AMB-01")
    await drive(desk, watch, HERE)
    await desk.pool.execute("UPDATE assignment SET released_at = $1", NOW)
    async with desk.pool.acquire() as conn, conn.transaction():
        await close_incident(conn, incident_id, disposition=Disposition.RESOLVED, by=desk.dispatcher, now=NOW)

    await drive(desk, watch, Position(-7.63, 111.53))

    assert await crossings(desk) == [("entered", "incident", "AMB-01")]
    assert await desk.pool.fetchval("SELECT count(*) FROM geofence_presence") == 0


async def test_an_area_is_drawn_shows_who_is_inside_and_is_removed(
    desk: Desk, watch: GeofenceWatch, people: People
) -> None:
    dispatcher = await people.client(Role.DISPATCHER)
    drawn = await dispatcher.post("/geofences", json={"name": "Pasar", "geometry": PASAR, "radius_m": 300})
    await drive(desk, watch, Position(-7.70, 111.58))
    listed = {each["id"]: each for each in (await dispatcher.get("/geofences")).json()}
    area: dict[str, Any] = drawn.json()

    removed = await dispatcher.delete(f"/geofences/{area['id']}")
    again = await dispatcher.delete(f"/geofences/{area['id']}")
    without_radius = await dispatcher.post("/geofences", json={"name": "Pasar", "geometry": PASAR})

    assert (drawn.status_code, removed.status_code) == (201, 200)
    assert [each["unit_id"] for each in listed[area["id"]]["inside"]] == ["AMB-01"]
    assert {each["kind"] for each in listed.values()} == {"station", "hospital", "area"}
    assert problem_of(again)["code"] == "unknown_geofence"
    assert problem_of(without_radius)["code"] == "geofence_invalid"


async def test_an_area_that_nobody_could_enter_or_that_cannot_be_named_is_refused(desk: Desk, people: People) -> None:
    """Latitude and longitude are easily swapped: such an area was drawn, and stayed empty forever."""
    await desk.pool.execute(CITY)
    dispatcher = await people.client(Role.DISPATCHER)
    swapped = {"type": "Point", "coordinates": [-7.70, 111.58]}
    pole, antarctic = ({"type": "Point", "coordinates": [111.58, lat]} for lat in (90, -77))

    codes = [
        problem_of(await dispatcher.post("/geofences", json={"name": name, "geometry": geometry, "radius_m": 300}))[
            "code"
        ]
        for name, geometry in (("Pasar", swapped), ("Pasar", pole), ("Pasar", antarctic), ("Pa\0sar", PASAR))
    ]

    assert codes == ["geofence_invalid", "outside_service_area", "outside_service_area", "invalid_request"]

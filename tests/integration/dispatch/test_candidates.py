"""What the desk's statements return about units around a place."""

from collections.abc import Sequence
from math import inf
from uuid import UUID

import pytest

from base.position import Position, distance_m
from dispatch.domain.reason import ReasonCode
from dispatch.domain.response_plan import ResponsePlan, UnitRequirement
from dispatch.setup.change_response_plans import change_response_plans
from dispatch.store.asked_for import asked_for, asked_for_by
from dispatch.store.candidates import Nearby, nearest_free
from dispatch.store.left_out import NotAsked, not_asked
from tests.desk import HERE, NOW, SETTINGS, Desk
from tests.integration.dispatch.test_recommend_units import heard

AMBULANCE = [UnitRequirement("ambulance_bls", 1)]

COPIES = """
INSERT INTO unit (unit_id, callsign, agency_id, station_id, kind, capabilities, profile, crew, service_changed_at)
SELECT 'AMB-' || number, 'AMB-' || number, agency_id, station_id, kind, capabilities, profile, crew, service_changed_at
FROM unit, generate_series(11, 10 + $1) AS number WHERE unit_id = 'AMB-01'
"""
PLANS = [
    ResponsePlan("medical", None, (UnitRequirement("ladder", 2),), area="Kartoharjo"),
    ResponsePlan("medical", None, (UnitRequirement("ambulance_bls", 1),)),
]
CITY = """
INSERT INTO city (name, version, folder, west_deg, south_deg, east_deg, north_deg, timezone, imported_at)
VALUES ('Madiun', 'v1', '/nowhere', 111, -8, 112, -7, 'Asia/Jakarta', now())
"""
AREA = """
INSERT INTO area (version, level, name, boundary)
VALUES ('v1', 'kecamatan', 'Kartoharjo', ST_Multi(ST_Buffer($1::geometry, 0.005)))
"""


async def nearby(desk: Desk, limit: int) -> Nearby:
    async with desk.pool.acquire() as conn:
        return await nearest_free(conn, AMBULANCE, HERE, limit=limit, now=NOW, positions=SETTINGS.positions)


async def test_where_every_free_unit_is_known_nobody_stands_beyond(desk: Desk) -> None:
    found = await nearby(desk, limit=2)

    assert [start.unit_id for start in found.starts] == ["AMB-01", "AMB-02"]
    assert found.edge_m == {"ambulance_bls": inf}


async def test_no_free_unit_that_is_not_named_stands_before_the_edge(desk: Desk) -> None:
    await desk.pool.execute(COPIES, 8)
    places = [Position(HERE.lat + 0.01 * number, HERE.lon - 0.01) for number in range(8)]
    for number, place in enumerate(places):
        await heard(desk, f"AMB-{11 + number}", place, age_s=1)

    found = await nearby(desk, limit=3)

    named = {start.unit_id for start in found.starts}
    others = [place for number, place in enumerate(places) if f"AMB-{11 + number}" not in named]
    assert others
    assert 0 < found.edge_m["ambulance_bls"] < min(distance_m(place, HERE) for place in others)


async def left_out(
    desk: Desk,
    *,
    limit: int,
    needs: Sequence[UnitRequirement] = AMBULANCE,
    incident_id: UUID = UUID(int=0),  # noqa: B008 - frozen
) -> NotAsked:
    async with desk.pool.acquire() as conn:
        return await not_asked(conn, needs, incident_id, limit=limit)


async def test_of_a_small_fleet_everybody_left_out_is_named(desk: Desk) -> None:
    named, more = (await left_out(desk, limit=4)).without({"AMB-01"})

    assert {unit.unit_id: unit.reason.code for unit in named} == {
        "AMB-02": ReasonCode.FARTHER,
        "DMK-01": ReasonCode.LACKS_CAPABILITY,
        "DMK-02": ReasonCode.LACKS_CAPABILITY,
    }
    assert more == {}


async def test_of_a_large_fleet_only_those_are_named_that_something_keeps(desk: Desk) -> None:
    await desk.send(await desk.incident(), "AMB-02")

    named, more = (await left_out(desk, limit=3)).without({"AMB-01"})

    assert [(unit.unit_id, unit.reason.code) for unit in named] == [("AMB-02", ReasonCode.ASSIGNED)]
    assert more == {"lacks_capability": 2}


async def test_of_very_many_that_something_keeps_some_of_every_kind_are_named(desk: Desk) -> None:
    await desk.pool.execute(COPIES, 5)
    await desk.pool.execute("UPDATE unit SET key = key + 1000, in_service = false WHERE 'pumper' = ANY(capabilities)")
    await desk.pool.execute("UPDATE unit SET in_service = false")

    kept = await left_out(desk, limit=3, needs=[*AMBULANCE, UnitRequirement("ladder", 1)])

    assert "DMK-02" in {unit.unit_id for unit in kept.named}


async def test_who_was_sent_here_is_not_called_busy_elsewhere(desk: Desk) -> None:
    incident_id = await desk.incident()
    await desk.send(incident_id, "AMB-01")

    named = (await left_out(desk, limit=3, incident_id=incident_id)).named

    assert [(unit.unit_id, unit.reason.code) for unit in named] == [("AMB-01", ReasonCode.SENT_HERE)]


async def test_a_large_fleet_counts_who_could_go_as_well(desk: Desk) -> None:
    await desk.pool.execute(COPIES, 5)

    _, more = (await left_out(desk, limit=3)).without({"AMB-01", "AMB-11"})

    assert more == {"farther": 5, "lacks_capability": 2}


@pytest.mark.parametrize(("position", "wanted"), [(HERE, "ladder"), (Position(-7.7, 111.6), "ambulance_bls")])
async def test_the_plan_of_the_area_in_which_it_happens_counts(desk: Desk, position: Position, wanted: str) -> None:
    await desk.pool.execute(CITY)
    await desk.pool.execute(AREA, HERE)
    incident_id = await desk.incident(position=position)

    async with desk.pool.acquire() as conn:
        await change_response_plans(conn, "medical", PLANS, version=None, by=desk.dispatcher, now=NOW)
        asked = await asked_for(conn, incident_id)

    assert wanted in {need.capability for need in asked.needs}


async def test_several_incidents_are_read_at_once_with_what_works_on_each(desk: Desk) -> None:
    first, second = await desk.incident(), await desk.incident("structure_fire")
    await desk.send(second, "DMK-02", "DMK-01")

    async with desk.pool.acquire() as conn:
        asked = await asked_for_by(conn, [first, second])

    assert asked[first].at_work == []
    assert sorted(map(sorted, asked[second].at_work)) == [["ladder", "pumper"], ["pumper"]]

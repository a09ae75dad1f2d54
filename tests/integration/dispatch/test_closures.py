"""Closed streets: the next advice avoids them, and units on the way there are warned."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from base.position import Position
from dispatch.advice.recommend_units import Recommendation, recommend_units
from dispatch.commands.assign_units import assign_units, plan_routes
from dispatch.commands.close_street import ClosureWindowInvalid, NewClosure, close_street, open_street
from dispatch.domain.reason import ReasonCode
from dispatch.domain.refusals import UnknownClosure
from dispatch.views.closures import ClosureOut
from dispatch.watches.raise_closed_routes import raise_closed_routes
from geo.city.importer import import_city
from geo.geometry.closed_area import closed_street
from geo.roads.closures import ClosureKind
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import NOW, SETTINGS, Desk
from tests.integration.dispatch.made_river import ACROSS, SAME_BANK, SCENE, made_river
from tests.integration.dispatch.test_recommend_units import candidate, codes, heard

# The street on this bank, between the unit and the scene.
BETWEEN = closed_street([Position(SCENE.lat + 0.0052, SCENE.lon), Position(SCENE.lat + 0.0062, SCENE.lon)], 20)


@pytest.fixture
async def river(desk: Desk, tmp_path: Path) -> Desk:
    await import_city(desk.pool, made_river().write(tmp_path / "river.osm.pbf"), data_dir=tmp_path)
    await heard(desk, "AMB-01", SAME_BANK, age_s=1)
    await heard(desk, "AMB-02", ACROSS, age_s=1)
    return desk


async def test_a_closed_street_is_not_driven_and_open_again_it_is(river: Desk) -> None:
    closure = await close(river)
    shut = candidate(await recommend(river), "AMB-01")
    async with river.pool.acquire() as conn, conn.transaction():
        await open_street(conn, closure.id, by=river.dispatcher, now=datetime.now(UTC))
    again = candidate(await recommend(river), "AMB-01")

    assert shut.eta_s is None  # there is no other way on this bank
    assert again.eta_s is not None


async def test_a_closure_for_tomorrow_closes_nothing_today(river: Desk) -> None:
    await close(river, starts_at=datetime.now(UTC) + timedelta(days=1))

    assert candidate(await recommend(river), "AMB-01").eta_s is not None


async def test_who_must_wait_at_a_crossing_is_later_by_that_and_it_is_said(river: Desk) -> None:
    before = candidate(await recommend(river), "AMB-01")
    await close(river, kind=ClosureKind.RAILWAY_CROSSING, wait_s=60.0)

    made = await recommend(river)

    after = candidate(made, "AMB-01")
    assert before.eta_s is not None
    assert after.eta_s == before.eta_s + 60
    by_unit = {row.candidate.unit_id: codes(row.reasons) for row in made.advice.candidates}
    assert ReasonCode.WAITS_ON_THE_WAY in by_unit["AMB-01"]
    assert await raise_closed_routes(river.pool, now=datetime.now(UTC)) == 0


async def test_a_crew_in_a_closed_street_can_leave_it_and_it_is_said(river: Desk) -> None:
    north = Position(SAME_BANK.lat + 0.0005, SAME_BANK.lon)
    await close(river, area=closed_street([Position(SAME_BANK.lat - 0.0005, SAME_BANK.lon), north], 20))

    made = await recommend(river)

    assert candidate(made, "AMB-01").eta_s is not None
    assert ReasonCode.IN_CLOSURE in codes(made.advice.candidates[0].reasons)


async def test_a_scene_in_a_flood_is_still_reached(river: Desk) -> None:
    await close(river, area=closed_street([SCENE, Position(SCENE.lat + 0.0002, SCENE.lon)], 20))

    assert candidate(await recommend(river), "AMB-01").eta_s is not None


async def test_a_unit_on_its_way_into_a_closure_is_warned_of_once(river: Desk) -> None:
    await send(river, "AMB-01")
    await close(river)

    raised = await raise_closed_routes(river.pool, now=datetime.now(UTC))
    again = await raise_closed_routes(river.pool, now=datetime.now(UTC))

    assert (raised, again) == (1, 0)
    assert await river.pool.fetchval("SELECT kind FROM alarm") == "route_closed"


async def test_a_unit_that_is_past_the_closure_is_left_in_peace(river: Desk) -> None:
    await send(river, "AMB-01")
    await close(river)
    await river.pool.execute(
        "UPDATE unit_position SET position = $1, fixed_at = now() + interval '1 s'",
        Position(SCENE.lat + 0.002, SCENE.lon),
    )

    assert await raise_closed_routes(river.pool, now=datetime.now(UTC)) == 0


async def test_a_closure_is_opened_once_and_cannot_end_before_it_begins(desk: Desk) -> None:
    closure = await close(desk)

    async with desk.pool.acquire() as conn, conn.transaction():
        await open_street(conn, closure.id, by=desk.dispatcher, now=datetime.now(UTC))
        with pytest.raises(UnknownClosure):
            await open_street(conn, closure.id, by=desk.dispatcher, now=datetime.now(UTC))
    with pytest.raises(ClosureWindowInvalid):
        await close(desk, ends_at=datetime.now(UTC) - timedelta(seconds=1))


async def close(desk: Desk, **changes: Any) -> ClosureOut:
    new = NewClosure(**{"kind": ClosureKind.FLOOD, "area": BETWEEN, **changes})
    async with desk.pool.acquire() as conn, conn.transaction():
        return await close_street(conn, new, by=desk.dispatcher, now=datetime.now(UTC) - timedelta(seconds=1))


def roads(desk: Desk) -> TravelTimes:
    return TravelTimes(desk.pool, CityRoads(workers=1), timeout_s=30)


async def recommend(desk: Desk) -> Recommendation:
    incident_id = await desk.incident(position=SCENE)
    return await recommend_units(desk.pool, roads(desk), incident_id, now=NOW, policy=SETTINGS.advice)


async def send(desk: Desk, unit_id: str) -> None:
    incident_id = await desk.incident(position=SCENE)
    routes = await plan_routes(desk.pool, roads(desk), incident_id, [unit_id], now=NOW, policy=SETTINGS.advice)
    async with desk.pool.acquire() as conn, conn.transaction():
        await assign_units(
            conn, incident_id, [unit_id], routes=routes, by=desk.dispatcher, now=NOW, orders=SETTINGS.orders
        )

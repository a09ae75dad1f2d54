"""Units 16,000 km away: listed with the reason, never advised, never sent automatically, never a replacement."""

from pathlib import Path
from uuid import UUID

import pytest

from base.position import Position
from dispatch.advice.advise_board import advise_board
from dispatch.advice.propose_replacement import propose_replacement
from dispatch.advice.recommend_units import Recommendation, recommend_units
from dispatch.domain.reason import ReasonCode
from dispatch.watches.send_automatically import send_automatically
from geo.city.importer import import_city
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import NOW, SETTINGS, Desk
from tests.integration.dispatch.made_river import SAME_BANK, SCENE, made_river
from tests.integration.dispatch.test_recommend_units import heard

COQUIMBO = Position(-29.95, -71.34)
ISLAND = Position(SCENE.lat - 0.1, SCENE.lon)  # 11 km from the town, without a road


@pytest.fixture
async def moved_on(desk: Desk, tmp_path: Path) -> Desk:
    """A new city was imported elsewhere; the old units and their stations are still there."""
    await import_city(desk.pool, made_river().write(tmp_path / "river.osm.pbf"), data_dir=tmp_path)
    await desk.pool.execute("UPDATE station SET position = $1", COQUIMBO)
    await desk.pool.execute("UPDATE response_plan SET automatic_after_s = 20 WHERE incident_type = 'medical'")
    return desk


@pytest.fixture(params=["router up", "router down"])
def travel_times(moved_on: Desk, request: pytest.FixtureRequest, tmp_path: Path) -> TravelTimes:
    if request.param == "router down":
        (settings,) = tmp_path.rglob("valhalla.json")
        settings.write_text("{")
    return TravelTimes(moved_on.pool, CityRoads(workers=1), timeout_s=30)


async def test_they_hide_no_shortage(moved_on: Desk, travel_times: TravelTimes) -> None:
    busy_incident = await moved_on.incident(position=SCENE)
    await heard(moved_on, "AMB-01", SAME_BANK, age_s=1)
    await moved_on.send(busy_incident, "AMB-01")

    made = await recommend(moved_on, travel_times, await moved_on.incident(position=SCENE))

    assert made.advice.advised == ()
    assert [row.missing for row in made.advice.requirements] == [1]
    (shortfall,) = made.advice.shortfalls
    assert shortfall.reason.facts["because"] == {"assigned": 1, "too_far": 1}
    assert shortfall.frees_up is not None
    assert shortfall.frees_up.facts["unit_id"] == "AMB-01"
    (far,) = made.advice.candidates
    assert (far.candidate.unit_id, far.candidate.eta_s, far.candidate.caveat) == ("AMB-02", None, ReasonCode.TOO_FAR)


async def test_none_at_work_there_or_sent_from_there_is_said_to_be_free_soon(
    moved_on: Desk, travel_times: TravelTimes
) -> None:
    await at_work(moved_on, "AMB-01", COQUIMBO)
    await moved_on.send(await moved_on.incident(position=SCENE), "AMB-02")
    waiting = await moved_on.incident(position=SCENE, priority=4)

    made = await recommend(moved_on, travel_times, waiting)
    board = await advise_board(moved_on.pool, travel_times, now=NOW, policy=SETTINGS.advice)

    assert [row.frees_up for row in made.advice.shortfalls] == [None]
    assert made.busy == []
    assert [row.wait_for for row in board if row.incident.id == waiting] == [()]


async def test_no_waiting_for_a_unit_on_an_island(moved_on: Desk) -> None:
    travel_times = TravelTimes(moved_on.pool, CityRoads(workers=1), timeout_s=30)
    await moved_on.pool.execute("UPDATE station SET position = $1", ISLAND)
    await at_work(moved_on, "AMB-01", ISLAND)
    waiting = await moved_on.incident(position=SCENE, priority=4)

    board = await advise_board(moved_on.pool, travel_times, now=NOW, policy=SETTINGS.advice)
    made = await recommend(moved_on, travel_times, waiting)

    assert [row.frees_up for row in made.advice.shortfalls] == [None]
    assert [row.wait_for for row in board if row.incident.id == waiting] == [()]


async def test_one_that_can_come_goes_first_and_alone(moved_on: Desk, travel_times: TravelTimes) -> None:
    await heard(moved_on, "AMB-02", SAME_BANK, age_s=1)

    made = await recommend(moved_on, travel_times, await moved_on.incident(position=SCENE))

    assert made.advice.advised == ("AMB-02",)
    assert [row.candidate.unit_id for row in made.advice.candidates] == ["AMB-02", "AMB-01"]


async def test_the_board_calls_them_missing(moved_on: Desk, travel_times: TravelTimes) -> None:
    await moved_on.incident(position=SCENE)

    (row,) = await advise_board(moved_on.pool, travel_times, now=NOW, policy=SETTINGS.advice)

    assert (row.send, row.missing) == ((), ("ambulance_bls",))


async def test_nothing_is_announced_to_go_by_itself(moved_on: Desk, travel_times: TravelTimes) -> None:
    await moved_on.incident(position=SCENE)

    assert (
        await send_automatically(moved_on.pool, travel_times, now=NOW, orders=SETTINGS.orders, policy=SETTINGS.advice)
        == 0
    )


async def test_none_is_named_as_the_next_unit(moved_on: Desk, travel_times: TravelTimes) -> None:
    incident_id = await moved_on.incident(position=SCENE)

    instead = await propose_replacement(moved_on.pool, travel_times, incident_id, now=NOW, policy=SETTINGS.advice)

    assert instead["next"] == []


async def test_a_person_may_send_one_all_the_same(moved_on: Desk) -> None:
    [sent] = await moved_on.send(await moved_on.incident(position=SCENE), "AMB-01")

    assert sent.eta_s is None


async def at_work(desk: Desk, unit_id: str, place: Position) -> None:
    incident_id = await desk.incident(position=SCENE)
    await desk.send(incident_id, unit_id)
    await desk.pool.execute("UPDATE assignment SET status = 'at_hospital'")
    await desk.pool.execute("UPDATE incident SET position = $2 WHERE id = $1", incident_id, place)


async def recommend(desk: Desk, travel_times: TravelTimes, incident_id: UUID) -> Recommendation:
    return await recommend_units(desk.pool, travel_times, incident_id, now=NOW, policy=SETTINGS.advice)

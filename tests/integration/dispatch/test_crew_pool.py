"""Two vehicles and one crew: sending one blocks the other, for every desk."""

import pytest

from dispatch.advice.recommend_units import recommend_units
from dispatch.commands.order_move_up import WantedMove, order_move_up
from dispatch.domain.reason import ReasonCode
from dispatch.domain.refusals import CrewIsOut, CrewTwice
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import NOW, SETTINGS, Desk


@pytest.fixture
async def shared(desk: Desk) -> Desk:
    await desk.pool.execute("UPDATE unit SET crew_pool = 'west crew' WHERE unit_id IN ('AMB-01', 'DMK-01')")
    return desk


async def test_the_other_vehicle_of_a_crew_that_is_out_stays(shared: Desk) -> None:
    await shared.send(await shared.incident(), "AMB-01")

    with pytest.raises(CrewIsOut) as refused:
        await shared.send(await shared.incident("vehicle_fire"), "DMK-01")

    assert refused.value.facts["unit_id"] == "AMB-01"


async def test_nor_does_it_stand_in_elsewhere(shared: Desk) -> None:
    await shared.send(await shared.incident(), "AMB-01")

    async with shared.pool.acquire() as conn, conn.transaction():
        with pytest.raises(CrewIsOut) as refused:
            await order_move_up(
                conn, WantedMove("DMK-01", "east"), planned=None, by=shared.dispatcher, now=NOW, orders=SETTINGS.orders
            )

    assert refused.value.facts["unit_id"] == "AMB-01"


async def test_both_at_once_are_refused(shared: Desk) -> None:
    with pytest.raises(CrewTwice):
        await shared.send(await shared.incident("structure_fire"), "AMB-01", "DMK-01")


async def test_the_advice_leaves_it_out_and_says_why(shared: Desk) -> None:
    await shared.send(await shared.incident(), "AMB-01")
    incident_id = await shared.incident("vehicle_fire")

    made = await recommend_units(
        shared.pool, TravelTimes(shared.pool, CityRoads()), incident_id, now=NOW, policy=SETTINGS.advice
    )

    assert made.advice.advised == ("DMK-02",)
    reasons = {unit.unit_id: unit.reason.code for unit in made.advice.left_out}
    assert reasons["DMK-01"] is ReasonCode.CREW_IS_OUT


async def test_a_vehicle_whose_crew_is_out_is_free_again_with_that_crew(shared: Desk) -> None:
    await shared.send(await shared.incident(), "AMB-01")
    await shared.send(await shared.incident("vehicle_fire"), "DMK-02")
    fire = await shared.incident("vehicle_fire")
    await shared.pool.execute(
        "UPDATE assignment SET dispatched_at = dispatched_at - interval '20 min'"
        " FROM unit WHERE key = unit_key AND unit_id = 'AMB-01'"
    )

    made = await recommend_units(
        shared.pool, TravelTimes(shared.pool, CityRoads()), fire, now=NOW, policy=SETTINGS.advice
    )

    [shortfall] = made.advice.shortfalls
    assert shortfall.frees_up is not None
    assert shortfall.frees_up.facts["unit_id"] == "DMK-01"

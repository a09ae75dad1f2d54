"""The whole board's advice looks beyond each incident's nearest units when those are not enough for all."""

import pytest

from dispatch.advice.advise_board import advise_board
from geo.roads.router import CityRoads
from geo.roads.travel_times import Streets, TravelTimes
from tests.desk import NOW, SETTINGS, STATION_WEST, Desk


@pytest.fixture
def travel_times(desk: Desk) -> TravelTimes:
    return TravelTimes(desk.pool, CityRoads())


class CountedTravelTimes(TravelTimes):
    """Counts how often the roads were read."""

    read = 0

    async def streets(self) -> Streets:
        self.read += 1
        return await super().streets()


async def test_nobody_is_called_missing_who_was_only_not_asked_about(desk: Desk, travel_times: TravelTimes) -> None:
    only_one = SETTINGS.model_copy(update={"candidates_per_capability": 1})
    for _ in range(2):
        await desk.incident("vehicle_fire", position=STATION_WEST)

    board = await advise_board(desk.pool, travel_times, now=NOW, policy=only_one.advice)

    assert sorted(each.unit_id for row in board for each in row.send) == ["DMK-01", "DMK-02"]
    assert [row.missing for row in board] == [(), ()]


async def test_who_is_at_the_scene_is_not_advised_again(desk: Desk, travel_times: TravelTimes) -> None:
    incident_id = await desk.incident("structure_fire", position=STATION_WEST)
    await desk.send(incident_id, "DMK-02")

    (row,) = await advise_board(desk.pool, travel_times, now=NOW, policy=SETTINGS.advice)

    assert sorted(each.unit_id for each in row.send) == ["AMB-01", "DMK-01"]
    assert row.missing == ("water_tender",)


async def test_the_streets_are_read_once_for_the_whole_board(desk: Desk) -> None:
    travel_times = CountedTravelTimes(desk.pool, CityRoads())
    for _ in range(3):
        await desk.incident(position=STATION_WEST)

    await advise_board(desk.pool, travel_times, now=NOW, policy=SETTINGS.advice)

    assert travel_times.read == 1


async def test_nobody_waits_for_a_crew_that_is_too_small(desk: Desk) -> None:
    await desk.pool.execute("UPDATE unit_requirement SET crew_min = 5 WHERE capability = 'ambulance_bls'")
    await desk.send(await desk.incident("fallen_tree", position=STATION_WEST), "AMB-01", "AMB-02")
    await desk.pool.execute("UPDATE assignment SET status = 'at_hospital'")
    waiting = await desk.incident(priority=4)

    board = await advise_board(desk.pool, TravelTimes(desk.pool, CityRoads()), now=NOW, policy=SETTINGS.advice)

    [row] = [each for each in board if each.incident.id == waiting]
    assert (row.wait_for, row.missing) == ((), ("ambulance_bls",))

"""A simulated day on a line of places: the nearest unit goes, no unit is lost, the same seed gives the same day."""

import numpy as np
import pytest

from bench.quality.city import City, Vehicle
from bench.quality.day import Day
from bench.quality.days import draw_day, places_before
from bench.quality.figures import Response, late_gain, p90_gain, spread, urgent
from bench.quality.knowledge import knowledge
from bench.quality.policies import Nearest, Ours
from bench.quality.ways import Drive, Spot, Ways
from dispatch.domain.response_plan import ResponsePlan, UnitRequirement

PLACES = 12
MINUTE_APART = np.abs(np.subtract.outer(np.arange(PLACES), np.arange(PLACES))) * 60.0
TYPES = ("medical", "traffic_accident", "structure_fire", "vehicle_fire", "rescue", "flood", "fallen_tree", "animal")


def make_city(vehicles: int = 6) -> City:
    """Two stations at the ends of a street, with a hospital beside the second."""
    ways = Ways([0.0] * PLACES, [0.005 * n for n in range(PLACES)], {"ambulance": MINUTE_APART, "pumper": MINUTE_APART})
    made = [
        Vehicle(f"U-{n}", frozenset({"ambulance_bls"}), "ambulance", "ambulance", n % 2 * (PLACES - 1))
        for n in range(vehicles)
    ]
    plans = [ResponsePlan(each, None, (UnitRequirement("ambulance_bls", 1),)) for each in TYPES]
    stations = [("WEST", "fire", 0), ("EAST", "ambulance", PLACES - 1)]
    return City(ways, stations, [PLACES - 2], made, plans, np.ones(PLACES))


@pytest.mark.parametrize("policy", ["air line", "road", "ours", "ours with moves", "ours with diversion"])
def test_nobody_is_lost_and_no_unit_is_at_two_places(policy: str) -> None:
    city = make_city()
    known = knowledge(city, places_before(1, city.weights, 50))
    ways_of_sending = {
        "air line": Nearest(by_road=False),
        "road": Nearest(by_road=True),
        "ours": Ours(known=known),
        "ours with moves": Ours(known=known, obedience=1.0),
        "ours with diversion": Ours(known=known, diverts=True),
    }
    day = Day(city, draw_day(3, city.weights, len(city.vehicles)), ways_of_sending[policy])

    cases = day.run()

    assert all(case.first_s is not None and case.first_s > 0 for case in cases)
    assert all(len(case.units) == 1 for case in cases)
    assert all(unit.is_free and unit.drive is None and unit.place == unit.standby for unit in day.units)


def test_the_same_seed_is_the_same_day() -> None:
    city = make_city()

    first, second = (
        [case.first_s for case in Day(city, draw_day(5, city.weights, 6), Nearest(by_road=True)).run()] for _ in "ab"
    )

    assert first == second
    assert first != [case.first_s for case in Day(city, draw_day(6, city.weights, 6), Nearest(by_road=True)).run()]


def test_a_vehicle_on_its_way_is_at_the_places_between() -> None:
    ways = make_city().ways
    drive = Drive(Spot(0), 5, left_at_s=0.0, takes_s=600.0)  # at half the usual pace

    assert ways.spot("ambulance", drive, 0.0).place <= 1
    assert ways.spot("ambulance", drive, 300.0) == Spot(3, 30.0)
    assert ways.spot("ambulance", drive, 900.0).place == 5


def test_gains_are_of_the_same_days() -> None:
    slow = [[Response(1, "a", 600.0), Response(3, "a", 300.0)]] * 3
    fast = [[Response(1, "a", 300.0), Response(3, "a", 300.0)]] * 3

    assert p90_gain(slow, fast, urgent).pct == 50.0
    assert late_gain(slow, fast).pct == 100.0
    assert spread(slow, urgent).late_pct == 100.0

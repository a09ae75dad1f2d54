"""The router on small synthetic streets."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from valhalla import Actor

from base.position import Position, distance_m
from geo.city.tiles import SETTINGS_FILE, build_tiles
from geo.geometry.polyline import decode_polyline6
from geo.roads.profiles import VehicleProfile, vehicle_profile
from geo.roads.reach import ask_valhalla, location
from geo.roads.router import M_PER_KM, DestinationOffNetwork, Roads, Route, RouterDown
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

AMBULANCE, PUMPER = vehicle_profile("ambulance"), vehicle_profile("pumper")

IN_TOWN = Position(ORIGIN_LAT + 0.002, ORIGIN_LON + 0.002)
ACROSS_TOWN = Position(ORIGIN_LAT + 0.014, ORIGIN_LON + 0.014)
ON_THE_ISLET = Position(ORIGIN_LAT + 0.1, ORIGIN_LON)
IN_THE_SEA = Position(ORIGIN_LAT - 1, ORIGIN_LON)
NULL_ISLAND = Position(0, 0)
WEST_BANK = Position(ORIGIN_LAT + 0.006, ORIGIN_LON + 0.015)
EAST_BANK = Position(ORIGIN_LAT + 0.006, ORIGIN_LON + 0.029)


def town() -> MadeOsm:
    """A grid of ten by ten streets, a weak and a low bridge to the east bank, a long detour, and an isolated street."""
    osm = MadeOsm()
    west = osm.grid(10, 10)
    east = osm.grid(10, 3, lon=ORIGIN_LON + 0.026)
    osm.way([west[3][9], east[3][0]], highway="residential", name="Jembatan Lemah", maxweight="5")
    osm.way([west[4][9], east[4][0]], highway="residential", name="Jembatan Rendah", maxheight="3")
    osm.way([west[9][9], east[9][0]], highway="residential", name="Jembatan Baru")
    osm.grid(2, 2, lat=ON_THE_ISLET.lat, lon=ON_THE_ISLET.lon)
    return osm


@pytest.fixture(scope="module")
async def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    await build_tiles(town().write(folder / "town.osm.pbf"), folder)
    return folder


@pytest.fixture
async def roads(folder: Path) -> AsyncIterator[Roads]:
    roads = Roads.open(folder, workers=2)
    yield roads
    roads.close()


async def test_driving_times_come_in_the_order_of_the_starts(roads: Roads) -> None:
    near, far = await roads.matrix([ACROSS_TOWN, IN_TOWN], to=ACROSS_TOWN, profile=AMBULANCE)

    assert near is not None
    assert far is not None
    assert near.eta_s < far.eta_s
    assert far.distance_m >= distance_m(IN_TOWN, ACROSS_TOWN)


@pytest.mark.parametrize("profile", [AMBULANCE, PUMPER])
async def test_of_many_starts_each_way_agrees_with_its_own_route(
    roads: Roads, folder: Path, profile: VehicleProfile
) -> None:
    starts = [
        Position(ORIGIN_LAT + 0.0031 * row, ORIGIN_LON + 0.0053 * column) for row in range(6) for column in range(6)
    ]

    ways = await roads.matrix(starts, to=EAST_BANK, profile=profile)

    routes = [alone(folder, start, EAST_BANK, profile) for start in starts]
    assert [way.eta_s for way in ways if way] == [pytest.approx(route.eta_s, abs=2) for route in routes]
    assert [way.distance_m for way in ways if way] == [pytest.approx(route.distance_m, abs=20) for route in routes]
    # Around a block, two routes can be equally fast: either is right.
    assert [ends(way) for way in ways if way] == [ends(route) for route in routes]


def ends(route: Route) -> tuple[tuple[float, float], tuple[float, float]]:
    points = decode_polyline6(route.polyline6)
    return points[0], points[-1]


def alone(folder: Path, start: Position, to: Position, profile: VehicleProfile) -> Route:
    """Return the router's own answer for this one route."""
    actor = Actor(folder / SETTINGS_FILE)
    answer = ask_valhalla(
        actor.route, profile, locations=[location(start, 500), location(to, 500)], directions_type="none"
    )
    summary = answer["trip"]["summary"]
    return Route(summary["time"], summary["length"] * M_PER_KM, answer["trip"]["legs"][0]["shape"])


async def test_a_pumper_goes_round_the_bridge_that_bears_an_ambulance(roads: Roads) -> None:
    [light] = await roads.matrix([WEST_BANK], to=EAST_BANK, profile=AMBULANCE)
    [heavy] = await roads.matrix([WEST_BANK], to=EAST_BANK, profile=PUMPER)

    assert light is not None
    assert heavy is not None
    assert light.distance_m < 1700
    assert heavy.distance_m > 2500


@pytest.mark.parametrize("lost", [NULL_ISLAND, IN_THE_SEA])
@pytest.mark.parametrize("at", [0, 1, 2])
async def test_a_start_without_a_road_has_no_time_and_spoils_no_other(roads: Roads, lost: Position, at: int) -> None:
    starts = [IN_TOWN, ACROSS_TOWN]
    alone = await roads.matrix(starts, to=WEST_BANK, profile=AMBULANCE)

    beside = await roads.matrix([*starts[:at], lost, *starts[at:]], to=WEST_BANK, profile=AMBULANCE)

    assert beside[at] is None
    assert beside[:at] + beside[at + 1 :] == alone
    assert all(way and way.eta_s for way in alone)


async def test_a_start_on_an_islet_has_no_time_and_spoils_no_other(roads: Roads) -> None:
    islet, town = await roads.matrix([ON_THE_ISLET, IN_TOWN], to=WEST_BANK, profile=AMBULANCE)

    assert islet is None
    assert town is not None


async def test_when_no_start_has_a_road_none_has_a_time(roads: Roads) -> None:
    assert await roads.matrix([NULL_ISLAND, IN_THE_SEA], to=IN_TOWN, profile=AMBULANCE) == [None, None]


async def test_a_destination_without_a_road_is_said_to_be_so(roads: Roads) -> None:
    with pytest.raises(DestinationOffNetwork):
        await roads.matrix([IN_TOWN], to=IN_THE_SEA, profile=AMBULANCE)


async def test_no_starts_ask_nothing(roads: Roads) -> None:
    assert await roads.matrix([], to=IN_TOWN, profile=AMBULANCE) == []


async def test_many_starts_and_many_questions_at_once_are_answered(roads: Roads) -> None:
    starts = [Position(ORIGIN_LAT + 0.00005 * n, ORIGIN_LON) for n in range(300)]

    answers = await asyncio.gather(
        *(roads.matrix(starts, to=ACROSS_TOWN, profile=PUMPER, timeout_s=60) for _ in range(4))
    )

    assert all(answer == answers[0] for answer in answers)
    assert all(way and way.eta_s for way in answers[0])


async def test_a_folder_without_roads_is_a_router_that_is_down(tmp_path: Path) -> None:
    with pytest.raises(RouterDown):
        Roads.open(tmp_path)


async def test_a_router_that_does_not_answer_in_time_is_down(roads: Roads) -> None:
    release = threading.Event()

    def hang(_actor: Any) -> None:
        release.wait(30)

    try:
        with pytest.raises(RouterDown, match="did not answer"):
            await roads._ask(hang, timeout_s=0.05)
    finally:
        release.set()


async def test_a_closed_router_is_down(folder: Path) -> None:
    roads = Roads.open(folder, workers=1)
    roads.close()

    with pytest.raises(RouterDown):
        await roads.matrix([IN_TOWN], to=ACROSS_TOWN, profile=AMBULANCE)

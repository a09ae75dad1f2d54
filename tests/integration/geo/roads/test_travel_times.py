"""Driving times with the roads of the current city, and without."""

from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from base.database import Pool
from base.position import Position, distance_m
from geo.city.city_store import City
from geo.city.importer import import_city
from geo.roads.profiles import vehicle_profile
from geo.roads.router import CityRoads
from geo.roads.travel_times import Caveat, TravelTimes
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

AMBULANCE = vehicle_profile("ambulance")
HOME = Position(ORIGIN_LAT, ORIGIN_LON)
SCENE = Position(ORIGIN_LAT + 0.01, ORIGIN_LON + 0.01)
AT_SEA = Position(ORIGIN_LAT - 1, ORIGIN_LON)


@pytest.fixture
def travel_times(pool: Pool) -> TravelTimes:
    return TravelTimes(pool, CityRoads(workers=1))


async def test_with_a_city_times_are_by_road(travel_times: TravelTimes, town: City) -> None:
    assert town
    [estimate] = await travel_times.etas_to(SCENE, [HOME], AMBULANCE)

    assert estimate.basis == "road"
    assert estimate.distance_m is not None
    assert estimate.distance_m > distance_m(HOME, SCENE) * 1.2
    assert estimate.route is not None
    assert estimate.route.polyline6


async def test_without_a_city_times_are_by_air_line_and_marked(travel_times: TravelTimes) -> None:
    near, far = await travel_times.etas_to(SCENE, [SCENE, HOME], AMBULANCE)

    assert far.route is None
    assert (near.basis, far.basis) == ("air_line", "air_line")
    assert far.caveat is Caveat.NO_ROADS
    assert far.eta_s == pytest.approx(distance_m(HOME, SCENE) * 1.35 / AMBULANCE.air_line_speed_mps)


async def test_an_unreachable_start_has_no_time_and_is_not_by_air_line(travel_times: TravelTimes, town: City) -> None:
    assert town
    lost, found = await travel_times.etas_to(SCENE, [AT_SEA, HOME], AMBULANCE)

    assert (lost.eta_s, lost.distance_m, lost.basis, lost.caveat) == (None, None, "road", Caveat.TOO_FAR)
    assert found.eta_s
    assert found.caveat is None


async def test_where_no_road_leads_within_the_area_is_another_reason(pool: Pool, town: City) -> None:
    assert town
    wide = TravelTimes(pool, CityRoads(workers=1), margin_m=200_000)

    [lost] = await wide.etas_to(SCENE, [AT_SEA], AMBULANCE)

    assert (lost.eta_s, lost.caveat) == (None, Caveat.NO_ROAD)


async def test_the_other_side_of_the_earth_has_no_time_by_air_line_either(pool: Pool, town: City) -> None:
    (town.folder / "valhalla.json").write_text("{")
    antipode = Position(-HOME.lat, HOME.lon - 180)

    lost, found = await TravelTimes(pool, CityRoads(workers=1)).etas_to(SCENE, [antipode, HOME], AMBULANCE)

    assert (lost.eta_s, lost.distance_m, lost.basis, lost.caveat) == (None, None, "air_line", Caveat.TOO_FAR)
    assert found.eta_s


async def test_without_a_city_nobody_comes_from_the_next_island(travel_times: TravelTimes) -> None:
    [lost] = await travel_times.etas_to(SCENE, [Position(HOME.lat, HOME.lon + 3)], AMBULANCE)

    assert (lost.eta_s, lost.caveat) == (None, Caveat.TOO_FAR)


async def test_to_a_scene_without_a_road_times_are_by_air_line(travel_times: TravelTimes, town: City) -> None:
    assert town
    [estimate] = await travel_times.etas_to(AT_SEA, [HOME], AMBULANCE)

    assert (estimate.basis, estimate.caveat) == ("air_line", Caveat.SCENE_OFF_ROAD)
    assert estimate.eta_s


async def test_a_broken_city_folder_is_a_router_that_is_down(travel_times: TravelTimes, town: City) -> None:
    (town.folder / "valhalla.json").write_text("{")

    [estimate] = await travel_times.etas_to(SCENE, [HOME], AMBULANCE)

    assert (estimate.basis, estimate.caveat) == ("air_line", Caveat.ROUTER_DOWN)
    assert estimate.eta_s


async def test_a_router_that_is_too_slow_is_not_down_and_is_counted_as_slow(pool: Pool, town: City) -> None:
    assert town
    impatient = TravelTimes(pool, CityRoads(workers=1), timeout_s=0)
    before = slow_answers()

    [estimate] = await impatient.etas_to(SCENE, [HOME], AMBULANCE)

    assert (estimate.basis, estimate.caveat) == ("air_line", Caveat.ROUTER_SLOW)
    assert slow_answers() == before + 1


def slow_answers() -> float:
    return REGISTRY.get_sample_value("sigap_router_failures_total", {"reason": "router_slow"}) or 0.0


async def test_no_starts_have_no_times(travel_times: TravelTimes, town: City) -> None:
    assert town
    assert await travel_times.etas_to(SCENE, [], AMBULANCE) == []


async def test_a_swapped_city_is_used_by_the_next_question(
    travel_times: TravelTimes, pool: Pool, town: City, tmp_path: Path
) -> None:
    assert town
    [before] = await travel_times.etas_to(SCENE, [HOME], AMBULANCE)
    straight = MadeOsm()
    straight.way(
        [straight.node(HOME.lat, HOME.lon), straight.node(SCENE.lat, SCENE.lon)], highway="primary", name="Jalan Lurus"
    )
    await import_city(pool, straight.write(tmp_path / "straight.osm.pbf"), data_dir=tmp_path)

    [after] = await travel_times.etas_to(SCENE, [HOME], AMBULANCE)

    assert before.distance_m is not None
    assert after.distance_m is not None
    assert after.distance_m == pytest.approx(distance_m(HOME, SCENE), rel=0.02)
    assert after.distance_m < before.distance_m


async def test_the_roads_are_opened_once_for_one_version(pool: Pool, town: City) -> None:
    assert town
    city_roads = CityRoads(workers=1)
    async with pool.acquire() as conn:
        first = await city_roads.current(conn)
        again = await city_roads.current(conn)
    city_roads.close()

    assert first is not None
    assert again is first

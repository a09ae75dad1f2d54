"""Emergency vehicles ignore a private driver's laws and habits, but not what stops any vehicle."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import osmium
import pytest

from base.position import Position
from geo.city.clip import write_working_extract
from geo.city.emergency_roads import EmergencyRoads, changed_emergency_roads, emergency_roads
from geo.city.facts import facts_beside
from geo.city.refusal import CityImportRefused
from geo.city.road_extract import write_road_extract
from geo.city.tiles import build_tiles
from geo.roads.profiles import vehicle_profile, vehicle_profiles
from geo.roads.router import Roads, Route
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

BETWEEN_STREETS_DEG = 0.004
LONG_WAY_DEG = 0.02  # eastwards, where the two streets meet anyway
APART_DEG = 0.02  # from one pair of streets to the next
SHORT_WAY_M, LONG_WAY_M = 600.0, 4000.0
GATE_S = 30.0


@dataclass(frozen=True)
class Link:
    """A short link between two parallel streets, with an obstacle in its middle."""

    way: Mapping[str, str] = field(default_factory=lambda: {"highway": "service"})
    node: Mapping[str, str] = field(default_factory=dict)


def way(**tags: str) -> Link:
    return Link({"highway": "service"} | tags)


def barrier(kind: str, **tags: str) -> Link:
    return Link(node={"barrier": kind} | tags)


LETS_US_THROUGH = {
    "plain": way(),
    "access=private": way(access="private"),
    "access=destination": way(access="destination"),
    "access=emergency": way(access="emergency"),
    "access=delivery": way(access="delivery"),
    "access=agricultural": way(access="agricultural"),
    "private, emergency=yes": way(access="private", emergency="yes"),
    "no, emergency=yes": way(access="no", emergency="yes"),
    "no, emergency=designated": way(access="no", emergency="designated"),
    "no, emergency=official": way(access="no", emergency="official"),
    "motor_vehicle=no, emergency=yes": way(motor_vehicle="no", emergency="yes"),
    "motor_vehicle=no, motorcar=yes": way(motor_vehicle="no", motorcar="yes"),
    "motor_vehicle=no, hgv=delivery": way(motor_vehicle="no", hgv="delivery"),
    "vehicle=destination": way(vehicle="destination"),
    "emergency_access": way(service="emergency_access", access="private"),
    "no, psv": way(access="no", psv="designated"),
    "no, bus": way(access="no", bus="yes"),
    "psv": way(access="psv"),
    "busway": way(highway="busway"),
    "living_street": way(highway="living_street"),
    "track": way(highway="track"),
    "pedestrian": way(highway="pedestrian"),
    "pedestrian, emergency=yes": way(highway="pedestrian", motor_vehicle="no", emergency="yes"),
    "footway, emergency=yes": way(highway="footway", emergency="yes"),
    "hgv=no": way(hgv="no"),
    "hgv=destination": way(hgv="destination"),
    "goods=no": way(goods="no", hgv="no"),
    "bus lane against a one-way street": way(oneway="-1", **{"oneway:bus": "no"}),
    "gate": barrier("gate"),
    "lift gate": barrier("lift_gate"),
    "chain": barrier("chain"),
    "private gate": barrier("gate", access="private"),
    "private gate, emergency=yes": barrier("gate", access="private", emergency="yes"),
    "shut gate, emergency=yes": barrier("gate", access="no", emergency="yes"),
    "removable bollard": barrier("bollard", bollard="removable"),
    "removable bollard, access=no": barrier("bollard", bollard="removable", access="no"),
    "rising bollard": barrier("bollard", bollard="rising", access="no"),
    "bollard, emergency=yes": barrier("bollard", emergency="yes"),
    "bollard, access=private": barrier("bollard", access="private"),
}
STOPS_US = {
    "access=no": way(access="no"),
    "vehicle=no": way(vehicle="no"),
    "motor_vehicle=no": way(motor_vehicle="no"),
    "motorcar=no": way(motorcar="no"),
    "emergency=no": way(emergency="no"),
    "no, private for buses=no": way(access="no", bus="no"),
    "footway": way(highway="footway"),
    "steps, emergency=yes": way(highway="steps", emergency="yes"),
    "one-way": way(oneway="-1"),
    "motor_vehicle:forward=no": way(**{"motor_vehicle:forward": "no"}),
    "bollard": barrier("bollard"),
    "fixed bollard": barrier("bollard", bollard="fixed"),
    "bollard, access=no": barrier("bollard", access="no"),
    "block": barrier("block"),
    "shut gate": barrier("gate", access="no"),
    "jersey barrier": barrier("jersey_barrier"),
}
# A size limit applies whatever else is lifted.
STOPS_THE_ENGINE = {
    "maxweight": way(maxweight="5", hgv="no", emergency="yes"),
    "maxheight": way(maxheight="3", access="private"),
    "maxwidth": way(maxwidth="2.2"),
    "maxlength": way(maxlength="6"),
}
EVERY_LINK = LETS_US_THROUGH | STOPS_US | STOPS_THE_ENGINE
NAMES = list(EVERY_LINK)


def two_streets(osm: MadeOsm, south_deg: float, link: Link) -> None:
    north_deg = south_deg + BETWEEN_STREETS_DEG
    far_deg = ORIGIN_LON + LONG_WAY_DEG
    start, end = osm.node(south_deg, ORIGIN_LON), osm.node(north_deg, ORIGIN_LON)
    far_start, far_end = osm.node(south_deg, far_deg), osm.node(north_deg, far_deg)
    middle = osm.node((south_deg + north_deg) / 2, ORIGIN_LON, **link.node)
    west_start, west_end = osm.node(south_deg, ORIGIN_LON - 0.005), osm.node(north_deg, ORIGIN_LON - 0.005)
    osm.way([west_start, start, far_start], highway="residential", name="Jalan Selatan")
    osm.way([west_end, end, far_end], highway="residential", name="Jalan Utara")
    osm.way([far_start, far_end], highway="residential", name="Jalan Timur")
    osm.way([start, middle, end], **link.way)


def south_of(name: str) -> float:
    return ORIGIN_LAT + APART_DEG * NAMES.index(name)


async def roads_of(osm: MadeOsm, folder: Path, rules: EmergencyRoads) -> Roads:
    working, road_extract = folder / "working.osm.pbf", folder / "roads.osm.pbf"
    write_working_extract(osm.write(folder / "a.osm.pbf"), working, bbox=None, driving_side="left")
    write_road_extract(working, road_extract, rules)
    await build_tiles(road_extract, folder)
    return Roads.open(folder, workers=1)


@pytest.fixture(scope="module")
async def roads(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Roads]:
    osm = MadeOsm()
    for name, link in EVERY_LINK.items():
        two_streets(osm, south_of(name), link)
    opened = await roads_of(osm, tmp_path_factory.mktemp("emergency"), emergency_roads())
    yield opened
    opened.close()


async def across(roads: Roads, name: str, profile: str, *, to_deg: float = BETWEEN_STREETS_DEG) -> Route:
    east_deg = ORIGIN_LON + 0.0001 if to_deg == BETWEEN_STREETS_DEG else ORIGIN_LON
    start = Position(south_of(name), ORIGIN_LON + 0.0001)
    [route] = await roads.matrix([start], Position(south_of(name) + to_deg, east_deg), vehicle_profile(profile))
    assert route is not None
    return route


@pytest.mark.parametrize("profile", vehicle_profiles())
@pytest.mark.parametrize("name", LETS_US_THROUGH)
async def test_every_vehicle_of_ours_takes_the_short_way(roads: Roads, name: str, profile: str) -> None:
    route = await across(roads, name, profile)

    assert route.distance_m < SHORT_WAY_M


@pytest.mark.parametrize("profile", ["ambulance", "pumper", "ladder", "rescue", "car"])
@pytest.mark.parametrize("name", STOPS_US)
async def test_what_stops_any_vehicle_stops_ours(roads: Roads, name: str, profile: str) -> None:
    route = await across(roads, name, profile)

    assert route.distance_m > LONG_WAY_M


@pytest.mark.parametrize("name", STOPS_THE_ENGINE)
async def test_sizes_and_weights_bind_whatever_is_lifted_beside_them(roads: Roads, name: str) -> None:
    engine = await across(roads, name, "ladder")
    motorcycle = await across(roads, name, "motorcycle")

    assert engine.distance_m > LONG_WAY_M
    assert motorcycle.distance_m < SHORT_WAY_M


@pytest.mark.parametrize("profile", ["ambulance", "pumper"])
@pytest.mark.parametrize("name", ["no, emergency=yes", "access=private", "busway", "pedestrian", "track", "hgv=no"])
async def test_an_incident_in_such_a_road_is_reached_there(roads: Roads, name: str, profile: str) -> None:
    route = await across(roads, name, profile, to_deg=BETWEEN_STREETS_DEG / 4)

    assert 80 < route.distance_m < 180


async def test_a_barrier_that_must_be_opened_takes_time(roads: Roads) -> None:
    plain = await across(roads, "plain", "pumper")

    for name in ("gate", "removable bollard", "chain", "bollard, emergency=yes"):
        opened = await across(roads, name, "pumper")
        assert opened.eta_s == pytest.approx(plain.eta_s + GATE_S, abs=5)


async def test_a_pedestrian_street_is_driven_slowly(roads: Roads) -> None:
    plain, slow = await across(roads, "plain", "ambulance"), await across(roads, "pedestrian", "ambulance")

    assert slow.eta_s > 2 * plain.eta_s


async def test_a_city_may_shut_kinds_of_roads(tmp_path: Path) -> None:
    osm = MadeOsm()
    rules = changed_emergency_roads({"kinds": {"pedestrian": {"open": False}, "track": {"open": False}}})
    for name in ("pedestrian", "track", "pedestrian, emergency=yes"):
        two_streets(osm, south_of(name), EVERY_LINK[name])

    roads = await roads_of(osm, tmp_path, rules)

    assert (await across(roads, "pedestrian", "ambulance")).distance_m > LONG_WAY_M
    assert (await across(roads, "track", "pumper")).distance_m > LONG_WAY_M
    assert (await across(roads, "pedestrian, emergency=yes", "ambulance")).distance_m < SHORT_WAY_M
    roads.close()


def test_the_settings_of_a_city_stand_in_its_city_toml(tmp_path: Path) -> None:
    (tmp_path / "city.toml").write_text("[emergency_roads]\nopenable = []\nkinds.track = { speed_kmh = 30 }\n")

    rules = facts_beside(tmp_path / "a.osm.pbf").emergency_roads

    assert rules.openable == frozenset()
    assert rules.kinds["track"].speed_kmh == 30
    assert rules.kinds["track"].open == emergency_roads().kinds["track"].open
    assert rules.fixed == emergency_roads().fixed


@pytest.mark.parametrize(
    "wrong", ["speed = 3", 'openable = "gate"', "kinds.track = { speed_kmh = 0 }", "kinds.track = { speed = 30 }"]
)
def test_a_setting_that_cannot_be_used_is_refused(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "city.toml").write_text(f"[emergency_roads]\n{wrong}\n")

    with pytest.raises(CityImportRefused) as refused:
        facts_beside(tmp_path / "a.osm.pbf")

    assert refused.value.code == "facts_invalid"


@pytest.mark.parametrize(
    ("tags", "bound"),
    [
        ({"restriction": "no_u_turn"}, True),
        ({"restriction": "no_entry"}, True),
        ({"restriction": "no_left_turn"}, False),
        ({"restriction": "only_straight_on"}, False),
        ({"restriction": "no_u_turn", "except": "psv;emergency"}, False),
        ({"restriction:hgv": "no_u_turn"}, False),
    ],
)
def test_signs_that_forbid_a_turn_do_not_bind_but_what_a_vehicle_cannot_do_does(
    tags: dict[str, str], bound: bool
) -> None:
    assert emergency_roads().binds({"type": "restriction"} | tags) is bound


def test_the_working_extract_keeps_the_tags_for_map_and_names(tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.way([osm.node(0, 0), osm.node(0, 0.001)], highway="pedestrian", name="Alun-alun", access="no", emergency="yes")
    source, target = osm.write(tmp_path / "a.osm.pbf"), tmp_path / "b.osm.pbf"

    write_road_extract(source, target, emergency_roads())

    [before] = [dict(thing.tags) for thing in osmium.FileProcessor(str(source), osmium.osm.WAY)]
    [after] = [dict(thing.tags) for thing in osmium.FileProcessor(str(target), osmium.osm.WAY)]
    assert before["highway"] == "pedestrian"
    assert after == {"highway": "service", "name": "Alun-alun", "maxspeed": "10"}

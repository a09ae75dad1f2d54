"""On which side of the road a city drives, as the router models it."""

from pathlib import Path
from typing import Any

import pytest
from valhalla import Actor

from geo.city.clip import write_working_extract
from geo.city.survey import DrivingSide, survey_extract
from geo.city.tiles import SETTINGS_FILE, build_tiles
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

STEP = 0.01


def crossing() -> MadeOsm:
    """Two equal streets that cross at right angles."""
    osm = MadeOsm()
    middle = osm.node(ORIGIN_LAT, ORIGIN_LON)
    north, south = osm.node(ORIGIN_LAT + STEP, ORIGIN_LON), osm.node(ORIGIN_LAT - STEP, ORIGIN_LON)
    east, west = osm.node(ORIGIN_LAT, ORIGIN_LON + STEP), osm.node(ORIGIN_LAT, ORIGIN_LON - STEP)
    osm.way([west, middle, east], highway="primary", name="Jalan Timur")
    osm.way([north, middle, south], highway="primary", name="Jalan Utara")
    return osm


def add_roundabout(osm: MadeOsm, lat: float, *, clockwise: bool) -> None:
    ring = [
        osm.node(lat, ORIGIN_LON),
        osm.node(lat + 0.0002, ORIGIN_LON + 0.0002),
        osm.node(lat, ORIGIN_LON + 0.0004),
        osm.node(lat - 0.0002, ORIGIN_LON + 0.0002),
    ]
    ring = ring if clockwise else ring[::-1]
    osm.way([*ring, ring[0]], highway="primary", junction="roundabout")


async def router_of(osm: MadeOsm, side: DrivingSide, folder: Path) -> Actor:
    source = osm.write(folder / "source.osm.pbf")
    extract = folder / "extract.osm.pbf"
    write_working_extract(source, extract, bbox=None, driving_side=side)
    await build_tiles(extract, folder)
    return Actor(folder / SETTINGS_FILE)


def turning_s(router: Actor, lat: float) -> float:
    """Time from the western arm to the end of the northern or southern one."""
    answer: dict[str, Any] = router.route(
        {
            "locations": [
                {"lat": ORIGIN_LAT, "lon": ORIGIN_LON - 0.9 * STEP},
                {"lat": lat, "lon": ORIGIN_LON},
            ],
            "costing": "auto",
            "directions_type": "none",
        }
    )
    return float(answer["trip"]["summary"]["time"])


@pytest.mark.parametrize(("side", "to_the_left_is_quicker"), [("left", True), ("right", False)])
async def test_the_turn_across_oncoming_traffic_takes_longer(
    side: DrivingSide, to_the_left_is_quicker: bool, tmp_path: Path
) -> None:
    router = await router_of(crossing(), side, tmp_path)

    left_s = turning_s(router, ORIGIN_LAT + 0.9 * STEP)
    right_s = turning_s(router, ORIGIN_LAT - 0.9 * STEP)

    assert (left_s < right_s) is to_the_left_is_quicker


@pytest.mark.parametrize("side", ["left", "right"])
async def test_every_crossing_of_the_network_bears_the_city_s_side(side: DrivingSide, tmp_path: Path) -> None:
    router = await router_of(crossing(), side, tmp_path)

    [answer] = router.locate(
        {"locations": [{"lat": ORIGIN_LAT, "lon": ORIGIN_LON}], "costing": "auto", "verbose": True}
    )

    assert [node["drive_on_right"] for node in answer["nodes"]] == [side == "right"]


@pytest.mark.parametrize(("clockwise", "side"), [(True, "left"), (False, "right")])
def test_roundabouts_tell_the_side(clockwise: bool, side: DrivingSide, tmp_path: Path) -> None:
    osm = crossing()
    for number in range(3):
        add_roundabout(osm, ORIGIN_LAT + 0.05 + 0.01 * number, clockwise=clockwise)
    add_roundabout(osm, ORIGIN_LAT + 0.2, clockwise=not clockwise)

    assert survey_extract(osm.write(tmp_path / "a.osm.pbf"), None).driving_side == side


def test_a_single_roundabout_tells_nothing(tmp_path: Path) -> None:
    osm = crossing()
    add_roundabout(osm, ORIGIN_LAT + 0.05, clockwise=False)

    assert survey_extract(osm.write(tmp_path / "a.osm.pbf"), None).driving_side is None

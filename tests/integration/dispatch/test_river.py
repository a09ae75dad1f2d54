"""A river in between hides no unit: the K nearest by air line are only where the search starts."""

from pathlib import Path

import pytest

from base.position import Position
from dispatch.advice.recommend_units import Recommendation, recommend_units
from geo.city.importer import import_city
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from tests.desk import NOW, SETTINGS, Desk
from tests.integration.dispatch.made_river import ACROSS, SAME_BANK, SCENE, made_river
from tests.integration.dispatch.test_recommend_units import heard

COPY_AMBULANCE = """
INSERT INTO unit (unit_id, callsign, agency_id, station_id, kind, capabilities, profile, crew, service_changed_at)
SELECT $1, $1, agency_id, station_id, kind, capabilities, profile, crew, service_changed_at
FROM unit WHERE unit_id = 'AMB-02'
"""


@pytest.fixture
async def river(desk: Desk, tmp_path: Path) -> Desk:
    await import_city(desk.pool, made_river().write(tmp_path / "river.osm.pbf"), data_dir=tmp_path)
    await heard(desk, "AMB-01", SAME_BANK, age_s=1)
    await heard(desk, "AMB-02", ACROSS, age_s=1)
    return desk


async def test_the_nearest_by_road_is_found_though_another_is_nearer_by_air(river: Desk) -> None:
    made = await recommend(river, candidates_at_first=1, candidates_per_capability=1)

    assert made.advice.advised == ("AMB-01",)
    assert made.nearest_proven


async def test_it_asks_on_while_the_best_known_goes_round_by_the_bridge(river: Desk) -> None:
    for number in range(3, 10):
        await river.pool.execute(COPY_AMBULANCE, f"AMB-{number:02}")
        await heard(river, f"AMB-{number:02}", Position(ACROSS.lat - 0.0001 * number, ACROSS.lon), age_s=1)

    made = await recommend(river, candidates_at_first=1, candidates_per_capability=1)

    assert made.advice.advised == ("AMB-01",)
    assert made.nearest_proven


async def test_what_could_not_be_proven_is_said(river: Desk) -> None:
    made = await recommend(river, candidates_at_first=1, candidates_per_capability=1, candidates_more_max=0)

    assert made.advice.advised == ("AMB-02",)
    assert not made.nearest_proven


async def recommend(desk: Desk, **changes: int) -> Recommendation:
    travel_times = TravelTimes(desk.pool, CityRoads(workers=1), timeout_s=30)
    incident_id = await desk.incident(position=SCENE)
    return await recommend_units(
        desk.pool, travel_times, incident_id, now=NOW, policy=SETTINGS.model_copy(update=changes).advice
    )

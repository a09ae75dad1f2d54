"""A river between hides nobody: the K nearest by air line are only where the asking begins."""

from pathlib import Path

import pytest

from dispatch.actions.recommend_units import Recommendation, recommend_units
from geo.city.importer import import_city
from geo.roads import CityRoads
from geo.travel_times import TravelTimes
from tests.desk import NOW, SETTINGS, Desk
from tests.integration.dispatch.made_river import ACROSS, SAME_BANK, SCENE, made_river
from tests.integration.dispatch.test_recommend_units import heard


@pytest.fixture
async def river(desk: Desk, tmp_path: Path) -> Desk:
    await import_city(desk.pool, made_river().write(tmp_path / "river.osm.pbf"), data_dir=tmp_path)
    await heard(desk, "AMB-01", SAME_BANK, age_s=1)
    await heard(desk, "AMB-02", ACROSS, age_s=1)
    return desk


async def test_the_nearest_by_road_is_found_though_another_is_nearer_by_air(river: Desk) -> None:
    made = await recommend(river, candidates_per_capability=1)

    assert made.advice.advised == ("AMB-01",)
    assert made.nearest_proven


async def test_what_could_not_be_proven_is_said(river: Desk) -> None:
    made = await recommend(river, candidates_per_capability=1, candidates_more_max=0)

    assert made.advice.advised == ("AMB-02",)
    assert not made.nearest_proven


async def recommend(desk: Desk, **changes: int) -> Recommendation:
    travel_times = TravelTimes(desk.pool, CityRoads(workers=1), timeout_s=30)
    incident_id = await desk.incident(position=SCENE)
    return await recommend_units(
        desk.pool, travel_times, incident_id, now=NOW, settings=SETTINGS.model_copy(update=changes)
    )

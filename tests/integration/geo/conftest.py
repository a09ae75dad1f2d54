"""A small synthetic town, as an extract and imported."""

from pathlib import Path

import pytest

from base.database import Pool
from geo.city.city_store import City
from geo.city.importer import import_city
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm


def made_town() -> MadeOsm:
    osm = MadeOsm()
    osm.grid(8, 8)
    osm.node(ORIGIN_LAT, ORIGIN_LON, place="suburb", name="Taman")
    osm.node(ORIGIN_LAT + 0.004, ORIGIN_LON + 0.004, amenity="hospital", name="RSUD dr. Soedono")
    osm.square(
        ORIGIN_LAT - 0.01, ORIGIN_LON - 0.01, 0.05, boundary="administrative", admin_level="7", name="Oro-oro Ombo"
    )
    osm.square(ORIGIN_LAT + 0.0005, ORIGIN_LON + 0.0005, 0.001, building="yes")
    osm.square(ORIGIN_LAT + 0.0025, ORIGIN_LON + 0.0005, 0.001, natural="water")
    return osm


@pytest.fixture
def town_extract(tmp_path: Path) -> Path:
    return made_town().write(tmp_path / "town.osm.pbf")


@pytest.fixture
async def town(pool: Pool, town_extract: Path, tmp_path: Path) -> City:
    return await import_city(pool, town_extract, data_dir=tmp_path)

"""`sigap city import`: its input and output, and what the doctor reports about a city of an older version."""

from pathlib import Path

import osmium
import pytest

from geo.city.made import MADE_FILE
from tests.command_line import Sigap
from tests.made_osm import MadeOsm


@pytest.fixture
def town(tmp_path: Path) -> Path:
    osm = MadeOsm()
    osm.grid(4, 4)
    return osm.write(tmp_path / "town.osm.pbf")


async def test_a_city_of_an_older_version_is_to_be_imported_again(sigap: Sigap, town: Path, tmp_path: Path) -> None:
    await sigap("city", "import", str(town))
    fresh = await sigap("doctor")

    [mark] = (tmp_path / "data" / "city").glob(f"*/{MADE_FILE}")
    mark.unlink()
    old = await sigap("doctor")

    assert fresh.status == 0, fresh.out + fresh.err
    assert "town: its roads are of this version" in fresh.out
    assert old.status == 1
    assert "import the city again" in old.out


async def test_an_unsorted_packed_extract_becomes_the_city(sigap: Sigap, tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.grid(4, 4)
    given = tmp_path / "kota.osm.gz"
    with osmium.SimpleWriter(str(given)) as writer:
        for thing in [*osm.ways, *reversed(osm.nodes)]:
            writer.add(thing)

    result = await sigap("city", "import", str(given), "--name", "Kota")

    assert result.status == 0, result.err
    assert "Kota is in force" in result.out
    [extract] = (tmp_path / "data" / "city").glob("*/extract.osm.pbf")
    assert not list(extract.parent.glob("sorted*"))


@pytest.mark.parametrize(("words", "zone"), [((), "Asia/Jakarta"), (("--timezone", "Asia/Makassar"), "Asia/Makassar")])
async def test_the_time_zone_is_the_place_s_or_the_one_wished_and_is_said(
    sigap: Sigap, town: Path, words: tuple[str, ...], zone: str
) -> None:
    result = await sigap("city", "import", str(town), *words)

    assert f"time zone {zone}" in result.out


async def test_a_zone_or_a_box_that_cannot_be_is_refused(sigap: Sigap, town: Path) -> None:
    zone = await sigap("city", "import", str(town), "--timezone", "Asia/Madiun")
    box = await sigap("city", "import", str(town), "--bbox", "179,-17,-179,-16")

    assert (zone.status, box.status) == (1, 1)
    assert "no time zone Asia/Madiun" in zone.err
    assert "180th meridian" in box.err

"""The sea is to the right of the coastline, and never covers the town when that is unclear."""

from pathlib import Path

import shapely
from shapely import LineString, Point

from geo.city.coast import sea_areas, sea_of
from geo.geometry.bbox import Bbox
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

BOUNDS = Bbox(0, 0, 10, 10)


def is_sea(coast: list[LineString], x: float, y: float) -> bool:
    return bool(shapely.union_all(sea_areas(coast, BOUNDS)).contains(Point(x, y)))


def test_the_sea_is_on_the_right() -> None:
    northwards = LineString([(4, -9), (4, 19)])

    assert is_sea([northwards], 6, 5)
    assert not is_sea([northwards], 2, 5)
    assert not is_sea([northwards.reverse()], 6, 5)
    assert is_sea([northwards.reverse()], 2, 5)


def test_pieces_are_put_together_in_any_order() -> None:
    pieces = [LineString([(4, 6), (4, 19)]), LineString([(4, -9), (4, 2)]), LineString([(4, 2), (5, 4), (4, 6)])]

    assert is_sea(pieces, 6, 5)
    assert not is_sea(pieces, 4.2, 4)


def test_an_island_is_land_and_what_is_around_it_is_sea() -> None:
    island = LineString([(4, 4), (6, 4), (6, 6), (4, 6), (4, 4)])  # counter-clockwise: the land is on its left

    assert is_sea([island], 1, 1)
    assert not is_sea([island], 5, 5)


def test_a_coast_that_the_extract_cuts_off_goes_on_to_the_edge() -> None:
    cut = LineString([(4, 1), (4, 9)])

    assert is_sea([cut], 6, 5)
    assert not is_sea([cut], 2, 5)


def test_without_a_coast_there_is_no_sea() -> None:
    assert sea_areas([], BOUNDS) == []
    assert sea_areas([LineString([(50, 50), (60, 60)])], BOUNDS) == []


def test_the_sea_is_read_from_an_extract(tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.grid(4, 4)
    nodes = [osm.node(ORIGIN_LAT + lat, ORIGIN_LON - 0.001) for lat in (0.02, 0.0, -0.02)]
    osm.way(nodes[:2], natural="coastline")
    osm.way(nodes[1:], natural="coastline")
    bounds = Bbox(ORIGIN_LON - 0.01, ORIGIN_LAT - 0.01, ORIGIN_LON + 0.01, ORIGIN_LAT + 0.01)

    [sea] = sea_of(osm.write(tmp_path / "a.osm.pbf"), bounds)

    assert sea.shape.contains(Point(ORIGIN_LON - 0.005, ORIGIN_LAT))
    assert not sea.shape.contains(Point(ORIGIN_LON + 0.005, ORIGIN_LAT))

"""A city's bounds: never around the globe, never over half an ocean for a remote island."""

from collections import Counter
from pathlib import Path

import pytest

from geo.city.bounds import city_bounds
from geo.city.refusal import CityImportRefused
from geo.city.survey import Survey, survey_extract
from geo.city.time_zone import zone_of
from geo.geometry.bbox import Bbox, BboxInvalid
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

WORLD = Bbox(-180, -90, 180, 90)


def surveyed(tmp_path: Path, *towns: tuple[float, float], bbox: Bbox | None = None) -> Survey:
    """Towns at these longitudes and latitudes, each one street smaller than the one before."""
    osm = MadeOsm()
    for number, (lon, lat) in enumerate(towns):
        osm.grid(5 - number, 5 - number, lon=lon, lat=lat)
    return survey_extract(osm.write(tmp_path / "a.osm.pbf"), bbox)


def bounds_of(survey: Survey, wish: Bbox | None = None) -> Bbox:
    return city_bounds(survey.inside, survey.roads_by_cell, wish)


def test_a_wish_for_the_whole_world_is_cut_to_the_roads(tmp_path: Path) -> None:
    survey = surveyed(tmp_path, (ORIGIN_LON, ORIGIN_LAT), bbox=WORLD)

    bounds = bounds_of(survey, WORLD)

    assert bounds.holds(ORIGIN_LAT, ORIGIN_LON)
    assert bounds.east - bounds.west < 0.3


def test_a_wish_near_the_roads_is_kept(tmp_path: Path) -> None:
    wish = Bbox(ORIGIN_LON - 0.05, ORIGIN_LAT - 0.05, ORIGIN_LON + 0.05, ORIGIN_LAT + 0.05)

    assert bounds_of(surveyed(tmp_path, (ORIGIN_LON, ORIGIN_LAT), bbox=wish), wish) == wish


def test_a_city_across_the_180th_meridian_is_refused_and_both_sides_are_named(tmp_path: Path) -> None:
    survey = surveyed(tmp_path, (178.42, -18.13), (-179.97, -16.81))

    with pytest.raises(CityImportRefused, match=r"178\.4,-18\.2,178\.5,-18\.1, -180,-16\.9") as refused:
        bounds_of(survey)

    assert refused.value.code == "across_180"


def test_one_side_of_it_is_a_city(tmp_path: Path) -> None:
    east = Bbox(177, -19, 180, -16)

    bounds = bounds_of(surveyed(tmp_path, (178.42, -18.13), (-179.97, -16.81), bbox=east), east)

    assert 178 < bounds.west < bounds.east < 179


def test_far_islands_are_refused_and_the_part_with_most_roads_is_named_first(tmp_path: Path) -> None:
    survey = surveyed(tmp_path, (-71.55, -33.05), (-109.35, -27.15))

    with pytest.raises(CityImportRefused, match=r"most roads lie in -71\.6,-33\.1") as refused:
        bounds_of(survey)

    assert refused.value.code == "too_wide"


def test_a_single_straight_street_is_a_city(tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.way([osm.node(ORIGIN_LAT, ORIGIN_LON), osm.node(ORIGIN_LAT, ORIGIN_LON + 0.02)], highway="residential")

    bounds = bounds_of(survey_extract(osm.write(tmp_path / "a.osm.pbf"), None))

    assert bounds.south < ORIGIN_LAT < bounds.north


def test_a_box_with_west_and_east_swapped_is_said_to_be_so() -> None:
    with pytest.raises(BboxInvalid, match="swapped"):
        Bbox.parse("111.57,-7.69,111.49,-7.59")


@pytest.mark.parametrize(
    ("lon", "lat", "zone"),
    [
        (111.52, -7.63, "Asia/Jakarta"),
        (119.43, -5.14, "Asia/Makassar"),
        (140.70, -2.54, "Asia/Jayapura"),
        (-71.25, -29.90, "America/Santiago"),
        (178.44, -18.13, "Pacific/Fiji"),
        (11.57, 48.14, "Europe/Berlin"),
    ],
)
def test_the_time_zone_is_that_of_most_roads(lon: float, lat: float, zone: str, tmp_path: Path) -> None:
    assert zone_of(surveyed(tmp_path, (lon, lat)).roads_by_cell) == zone


def test_where_no_zone_is_known_it_is_jakarta_s() -> None:
    assert zone_of(Counter()) == "Asia/Jakarta"

"""Reading an extract: refusals, clipping, features, and what goes to the map."""

import json
from pathlib import Path

import osmium
import pytest

from geo.city.basemap import geojson_line
from geo.city.clip import write_working_extract
from geo.city.features import Feature, Layer, read_features
from geo.city.refusal import CityImportRefused
from geo.city.survey import survey_extract
from geo.geometry.bbox import Bbox
from tests.made_osm import ORIGIN_LAT, ORIGIN_LON, MadeOsm

AROUND_TOWN = Bbox(ORIGIN_LON - 0.01, ORIGIN_LAT - 0.01, ORIGIN_LON + 0.01, ORIGIN_LAT + 0.01)
ELSEWHERE = Bbox(0, 0, 1, 1)


def refusal_of(source: Path, bbox: Bbox | None = None) -> str:
    with pytest.raises(CityImportRefused) as refused:
        survey_extract(source, bbox)
    return refused.value.code


def features_of(osm: MadeOsm, tmp_path: Path) -> list[Feature]:
    return list(read_features(osm.write(tmp_path / "town.osm.pbf")))


@pytest.fixture
def town(tmp_path: Path) -> Path:
    osm = MadeOsm()
    osm.grid(5, 5)
    return osm.write(tmp_path / "town.osm.pbf")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "none.osm.pbf") == "file_missing"


@pytest.mark.parametrize("name", ["a.osm.pbf", "a.osm", "a.txt"])
def test_a_file_of_something_else_is_refused(name: str, tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_bytes(b"this is not a map" * 100)

    assert refusal_of(source) == "file_unreadable"


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("suffix", ["osm.pbf", "osm"])
def test_a_truncated_file_is_refused(suffix: str, kept: float, tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.grid(30, 30)
    whole = osm.write(tmp_path / f"whole.{suffix}").read_bytes()
    cut = tmp_path / f"cut.{suffix}"
    cut.write_bytes(whole[: int(len(whole) * kept)])

    assert refusal_of(cut) in ("file_unreadable", "no_roads", "file_empty")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert refusal_of(MadeOsm().write(tmp_path / "empty.osm.pbf")) == "file_empty"
    zero = tmp_path / "zero.osm.pbf"
    zero.touch()
    assert refusal_of(zero) in ("file_empty", "file_unreadable")


def test_a_file_without_a_drivable_road_is_refused(tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.way([osm.node(0, 0), osm.node(0, 0.001)], highway="footway")
    osm.node(0, 0, place="city", name="Kota")

    assert refusal_of(osm.write(tmp_path / "a.osm.pbf")) == "no_roads"


def test_roads_whose_nodes_were_cut_off_are_none(tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.way([1001, 1002], highway="residential")

    assert refusal_of(osm.write(tmp_path / "a.osm.pbf")) == "no_roads"


def test_an_area_outside_the_file_is_refused_and_both_are_named(town: Path) -> None:
    with pytest.raises(CityImportRefused, match=r"0,0,1,1") as refused:
        survey_extract(town, ELSEWHERE)

    assert refused.value.code == "outside_bbox"
    assert "111.52" in refused.value.message


def test_an_area_beside_all_roads_of_the_file_is_refused(tmp_path: Path) -> None:
    osm = MadeOsm()
    for lat in (ORIGIN_LAT - 1, ORIGIN_LAT + 1):
        osm.grid(3, 3, lat=lat)

    assert refusal_of(osm.write(tmp_path / "a.osm.pbf"), AROUND_TOWN) == "no_roads"


def test_clipping_keeps_ways_that_reach_into_the_box_whole(tmp_path: Path) -> None:
    osm = MadeOsm()
    inside, outside = osm.node(ORIGIN_LAT, ORIGIN_LON), osm.node(ORIGIN_LAT, ORIGIN_LON + 0.5)
    far = osm.node(ORIGIN_LAT, ORIGIN_LON + 0.6)
    kept = osm.way([inside, outside], highway="primary")
    left = osm.way([outside, far], highway="primary")
    no_turn = osm.relation([("w", kept, "from"), ("n", outside, "via"), ("w", left, "to")], type="restriction")
    osm.relation([("w", kept, "outer")], type="boundary", boundary="administrative", admin_level="4")
    source, target = osm.write(tmp_path / "a.osm.pbf"), tmp_path / "b.osm.pbf"

    write_working_extract(source, target, bbox=AROUND_TOWN, driving_side="left")

    ways = {thing.id: dict(thing.tags) for thing in osmium.FileProcessor(str(target), osmium.osm.WAY)}
    relations = [thing.id for thing in osmium.FileProcessor(str(target), osmium.osm.RELATION)]
    assert ways[kept] == {"highway": "primary", "driving_side": "left"}
    assert relations == [no_turn]


def test_a_way_s_own_driving_side_is_kept(tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.way([osm.node(0, 0), osm.node(0, 0.001)], highway="primary", driving_side="right")
    source, target = osm.write(tmp_path / "a.osm.pbf"), tmp_path / "b.osm.pbf"

    write_working_extract(source, target, bbox=None, driving_side="left")

    sides = [way.tags["driving_side"] for way in osmium.FileProcessor(str(target), osmium.osm.WAY)]
    assert sides == ["right"]


def test_every_layer_is_read(tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.way([osm.node(0, 0), osm.node(0, 0.001)], highway="secondary", name="Jalan Raya", oneway="yes")
    osm.way([osm.node(0.1, 0), osm.node(0.1, 0.001)], waterway="river", name="Bengawan Madiun")
    osm.square(0.2, 0, 0.001, natural="water")
    osm.square(0.3, 0, 0.001, building="hospital", amenity="hospital", name="RSUD Kota")
    osm.node(0.4, 0, place="suburb", name="Taman")
    osm.square(0.5, 0, 0.01, boundary="administrative", admin_level="7", name="Sogaten", ref="35.77.02.1002")

    features = features_of(osm, tmp_path)

    assert {(feature.layer, feature.kind, feature.name) for feature in features} == {
        (Layer.ROADS, "secondary", "Jalan Raya"),
        (Layer.WATER, "river", "Bengawan Madiun"),
        (Layer.WATER, "water", None),
        (Layer.BUILDINGS, "hospital", "RSUD Kota"),
        (Layer.POIS, "hospital", "RSUD Kota"),
        (Layer.PLACES, "suburb", "Taman"),
        (Layer.AREAS, "admin_level_7", "Sogaten"),
    }


def test_a_multipolygon_is_one_area(tmp_path: Path) -> None:
    osm = MadeOsm()
    ring = osm.square(0, 0, 0.01)
    hole = osm.square(0.004, 0.004, 0.001)
    osm.relation([("w", ring, "outer"), ("w", hole, "inner")], type="multipolygon", natural="water")

    [water] = features_of(osm, tmp_path)

    assert water.layer is Layer.WATER
    assert water.shape.area == pytest.approx(0.01**2 - 0.001**2)


def test_a_broken_ring_is_left_out_and_its_neighbours_stay(tmp_path: Path) -> None:
    osm = MadeOsm()
    bow_tie = [osm.node(0, 0), osm.node(0.01, 0.01), osm.node(0, 0.01), osm.node(0.01, 0)]
    osm.way([*bow_tie, bow_tie[0]], building="yes")
    osm.square(0.1, 0, 0.001, building="yes")

    assert len(features_of(osm, tmp_path)) == 1


def test_a_road_drawn_against_its_traffic_is_turned(tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.way([osm.node(0, 0), osm.node(0, 1)], highway="primary", oneway="-1")

    [road] = features_of(osm, tmp_path)

    assert road.oneway
    assert list(road.shape.coords) == [(1, 0), (0, 0)]
    assert road.node_ids == (2, 1)


def test_other_names_are_kept_each_once(tmp_path: Path) -> None:
    osm = MadeOsm()
    tags = {"highway": "primary", "name": "Jalan Pahlawan", "alt_name": "Jalan Besar;Jalan Pahlawan", "old_name": "X"}
    osm.way([osm.node(0, 0), osm.node(0, 1)], **tags)

    [road] = features_of(osm, tmp_path)

    assert road.names == ("Jalan Pahlawan", "Jalan Besar", "X")


def test_the_map_is_told_class_name_and_direction(tmp_path: Path) -> None:
    osm = MadeOsm()
    osm.way([osm.node(0, 0), osm.node(0, 1)], highway="residential", name='Gang "Salak"', oneway="yes")

    line = json.loads(geojson_line(features_of(osm, tmp_path)[0]))

    assert line["properties"] == {"class": "minor", "name": 'Gang "Salak"', "oneway": True}
    assert line["geometry"]["coordinates"] == [[0, 0], [1, 0]]
    assert line["tippecanoe"] == {"minzoom": 12}

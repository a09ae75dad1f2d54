"""Gazetteer rows made from features."""

import pytest
import shapely

from geo.city.features import Feature, Layer
from geo.city.names import NameBook
from geo.city.place_row import PlaceRow

KM_DEG = 0.009


def street(name: str, *points: tuple[float, float], kind: str = "minor", node_ids: tuple[int, ...] = ()) -> Feature:
    ids = node_ids or tuple(hash((name, point)) for point in points)
    return Feature(Layer.ROADS, kind, shapely.LineString(points), (name,), node_ids=ids)


def rows_of(*features: Feature) -> list[PlaceRow]:
    book = NameBook()
    for feature in features:
        book.add(feature)
    return list(book.place_rows())


def test_pieces_of_one_street_are_one_place_on_the_street() -> None:
    bend = street("Jalan Pahlawan", (0, 0), (0.001, 0), (0.001, 0.001))
    rest = street("Jalan Pahlawan", (0.001, 0.001), (0.001, 0.002))

    [row] = rows_of(bend, rest)

    assert row.kind == "street"
    at = shapely.Point(row.position.lon, row.position.lat)
    assert shapely.union(bend.shape, rest.shape).distance(at) == pytest.approx(0, abs=1e-9)


def test_streets_of_one_name_far_apart_are_two_places() -> None:
    rows = rows_of(
        street("Jalan Melati", (0, 0), (0.001, 0)), street("Jalan Melati", (5 * KM_DEG, 0), (5 * KM_DEG + 0.001, 0))
    )

    assert len(rows) == 2


def test_two_spellings_are_one_street_under_its_usual_name() -> None:
    rows = rows_of(
        street("Jl. Pahlawan", (0, 0), (0.001, 0)),
        street("Jalan Pahlawan", (0.001, 0), (0.002, 0)),
        street("Jalan Pahlawan", (0.002, 0), (0.003, 0)),
    )

    assert [row.name for row in rows] == ["Jalan Pahlawan"]


def test_two_streets_that_share_a_node_make_a_crossing_there() -> None:
    rows = rows_of(
        street("Jalan A", (0, 0), (1, 0), (2, 0), node_ids=(1, 2, 3)),
        street("Jalan B", (1, -1), (1, 0), (1, 1), node_ids=(4, 2, 5)),
    )

    [crossing] = [row for row in rows if row.kind == "crossing"]
    assert crossing.name == "Jalan A × Jalan B"
    assert (crossing.position.lon, crossing.position.lat) == (1, 0)


def test_a_street_that_goes_on_without_its_street_word_does_not_cross_itself() -> None:
    rows = rows_of(
        street("José Balmaceda", (0, 0), (1, 0), node_ids=(1, 2)),
        street("Av. José Balmaceda", (1, 0), (2, 0), node_ids=(2, 3)),
        street("Pasaje José Balmaceda", (1, 0), (1, -1), node_ids=(2, 4)),
        street("Juan de Dios Peni", (1, 0), (1, 1), node_ids=(2, 5)),
    )

    assert {row.name for row in rows if row.kind == "crossing"} == {
        "Av. José Balmaceda × Juan de Dios Peni",
        "Av. José Balmaceda × Pasaje José Balmaceda",
        "José Balmaceda × Juan de Dios Peni",
        "José Balmaceda × Pasaje José Balmaceda",
        "Juan de Dios Peni × Pasaje José Balmaceda",
    }


def test_a_bridge_over_a_street_is_no_crossing() -> None:
    rows = rows_of(
        street("Jalan A", (0, 0), (2, 0), node_ids=(1, 3)), street("Jalan B", (1, -1), (1, 1), node_ids=(4, 5))
    )

    assert {row.kind for row in rows} == {"street"}


def test_the_two_lanes_of_a_dual_carriageway_make_one_crossing() -> None:
    rows = rows_of(
        street("Jalan A", (0, 0), (1, 0), node_ids=(1, 2)),
        street("Jalan A", (0, 0.0002), (1, 0.0002), node_ids=(3, 4)),
        street("Jalan B", (1, 0), (1, 0.0002), node_ids=(2, 4)),
    )

    assert len([row for row in rows if row.kind == "crossing"]) == 1


def test_the_smallest_area_around_a_street_tells_it_from_another() -> None:
    city = Feature(Layer.AREAS, "admin_level_5", shapely.box(-1, -1, 1, 1), ("Kota",), admin_level=5)
    ward = Feature(Layer.AREAS, "admin_level_7", shapely.box(-0.1, -0.1, 0.1, 0.1), ("Sogaten",), admin_level=7)

    rows = rows_of(city, ward, street("Jalan A", (0, 0), (0.001, 0)))

    assert next(row for row in rows if row.kind == "street").detail == "Sogaten"


def test_without_areas_the_nearest_quarter_tells() -> None:
    near = Feature(Layer.PLACES, "suburb", shapely.Point(0.005, 0), ("Taman",))
    far = Feature(Layer.PLACES, "suburb", shapely.Point(0.02, 0), ("Kartoharjo",))

    rows = rows_of(far, near, street("Jalan A", (0, 0), (0.001, 0)))

    assert next(row for row in rows if row.kind == "street").detail == "Taman"


def test_a_place_is_found_by_each_of_its_names_and_shows_the_first() -> None:
    hospital = Feature(Layer.POIS, "hospital", shapely.Point(0, 0), ("RSUD dr. Soedono", "RS Umum"))

    rows = rows_of(hospital)

    assert {row.normalized for row in rows} == {"rumah sakit umum daerah dokter sudono", "rumah sakit umum"}
    assert {row.name for row in rows} == {"RSUD dr. Soedono"}
    assert {row.detail for row in rows} == {"hospital"}


def test_areas_become_rows_of_both_tables() -> None:
    book = NameBook()
    book.add(Feature(Layer.AREAS, "admin_level_7", shapely.box(0, 0, 1, 1), ("Sogaten",), admin_level=7, code="1002"))

    [area] = book.area_rows()
    [place] = book.place_rows()

    assert (area.level, area.name, area.code) == (7, "Sogaten", "1002")
    assert area.boundary.geom_type == "MultiPolygon"
    assert place.kind == "area"

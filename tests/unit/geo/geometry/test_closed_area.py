"""Closures have a shape that the router can avoid."""

import pytest

from base.position import Position
from geo.geometry.closed_area import ClosedAreaInvalid, closed_polygon, closed_street, near
from geo.geometry.polyline import decode_polyline6

A, B, C = Position(-7.63, 111.52), Position(-7.63, 111.53), Position(-7.62, 111.53)


def test_a_street_is_closed_to_both_sides_by_its_width() -> None:
    area = closed_street([A, B], buffer_m=20)

    assert near(area, Position(-7.63 + 0.0001, 111.525), within_m=0)
    assert not near(area, Position(-7.63 + 0.0003, 111.525), within_m=0)
    assert near(area, Position(-7.63 + 0.0003, 111.525), within_m=50)


def test_a_polygon_is_closed_with_what_lies_in_it() -> None:
    assert near(closed_polygon([A, B, C]), Position(-7.628, 111.528), within_m=0)


@pytest.mark.parametrize("points", [[A, B], [A, A, A], [A, C, Position(-7.62, 111.52), B], [A, B, A]])
def test_points_that_enclose_nothing_are_refused(points: list[Position]) -> None:
    with pytest.raises(ClosedAreaInvalid):
        closed_polygon(points)


def test_half_an_island_is_no_closure() -> None:
    with pytest.raises(ClosedAreaInvalid):
        closed_polygon([Position(-7, 110), Position(-7, 113), Position(-8, 113)])


def test_a_line_needs_two_places() -> None:
    with pytest.raises(ClosedAreaInvalid):
        closed_street([A, A])


def test_a_route_is_read_back_as_it_was_written() -> None:
    # The example in Google's description; with six decimals the same steps are a tenth of the size.
    assert decode_polyline6("_p~iF~ps|U_ulLnnqC") == [(-12.02, 3.85), (-12.095, 4.07)]

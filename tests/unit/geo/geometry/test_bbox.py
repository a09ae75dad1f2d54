"""Bounding boxes as people type them."""

import pytest

from geo.geometry.bbox import Bbox, BboxInvalid

MADIUN = Bbox(111.49, -7.69, 111.57, -7.59)


def test_west_south_east_north_is_read_in_that_order() -> None:
    assert Bbox.parse("111.49,-7.69,111.57,-7.59") == MADIUN


@pytest.mark.parametrize(
    "text",
    ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "111.57,-7.69,111.49,-7.59", "0,0,181,1", "nan,0,1,1", "1,1,1,2", "1,1,2,1"],
)
def test_what_is_no_rectangle_is_refused(text: str) -> None:
    with pytest.raises(BboxInvalid):
        Bbox.parse(text)


def test_boxes_that_touch_meet() -> None:
    assert MADIUN.meets(Bbox(111.57, -7.69, 112.0, -7.0))
    assert not MADIUN.meets(Bbox(111.58, -7.69, 112.0, -7.0))


def test_a_place_on_the_edge_is_held() -> None:
    assert MADIUN.holds(lat=-7.69, lon=111.49)
    assert not MADIUN.holds(lat=-7.70, lon=111.5)

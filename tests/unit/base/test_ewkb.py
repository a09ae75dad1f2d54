"""Points as PostGIS sends them."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from base.ewkb import NotAPoint, pack_point, unpack_point
from base.position import Position

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


@given(LATITUDES, LONGITUDES)
def test_a_packed_point_comes_back_as_it_was(lat: float, lon: float) -> None:
    assert unpack_point(pack_point(lat, lon)) == Position(lat, lon)


@given(LATITUDES, LONGITUDES)
def test_a_packed_point_is_what_shapely_writes(lat: float, lon: float) -> None:
    point = shapely.set_srid(shapely.Point(lon, lat), 4326)

    assert pack_point(lat, lon) == shapely.to_wkb(point, byte_order=1, include_srid=True)


@pytest.mark.parametrize(
    "shape",
    [
        b"",
        b"\x00" * 25,
        shapely.to_wkb(shapely.Point(1, 2), byte_order=1),
        shapely.to_wkb(shapely.set_srid(shapely.Point(1, 2), 3857), byte_order=1, include_srid=True),
        shapely.to_wkb(shapely.set_srid(shapely.Point(1, 2), 4326), byte_order=0, include_srid=True),
        shapely.to_wkb(shapely.set_srid(shapely.LineString([(1, 2), (3, 4)]), 4326), byte_order=1, include_srid=True),
    ],
)
def test_anything_else_is_no_point(shape: bytes) -> None:
    with pytest.raises(NotAPoint):
        unpack_point(shape)

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulators.places import Place
from simulators.polyline import PolylineBroken, decode_polyline6, encode_polyline6

places = st.builds(Place, st.floats(-90, 90), st.floats(-180, 180))


def test_a_known_line_is_read() -> None:
    assert decode_polyline6("_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI") == [
        Place(38.5, -120.2),
        Place(40.7, -120.95),
        Place(43.252, -126.453),
    ]


@given(st.lists(places, max_size=30))
def test_what_is_written_is_read_again(line: list[Place]) -> None:
    read = decode_polyline6(encode_polyline6(line))

    assert len(read) == len(line)
    assert all(isclose(a.lat, b.lat, abs_tol=1e-6) for a, b in zip(read, line, strict=True))
    assert all(isclose(a.lon, b.lon, abs_tol=1e-6) for a, b in zip(read, line, strict=True))


@pytest.mark.parametrize("text", ["_izlhA", "_izlhA~rlgd", "_izlhA~rlgdF_", "\n?", "é??"])
def test_a_broken_line_is_refused(text: str) -> None:
    with pytest.raises(PolylineBroken):
        decode_polyline6(text)

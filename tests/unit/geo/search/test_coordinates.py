"""Coordinates typed into the search."""

import pytest

from base.position import Position
from geo.search.gazetteer import as_coordinates


@pytest.mark.parametrize(
    "typed",
    [
        "-7.63, 111.52",
        "‑7.63,111.52",
        "−7.63 111.52",
        "7.63 S, 111.52 E",
        "7.63 LS 111.52 BT",
        "7.63°S; 111.52°E",
    ],
)
def test_coordinates_are_understood(typed: str) -> None:
    place = as_coordinates(typed)

    assert place is not None
    assert place.position == Position(lat=-7.63, lon=111.52)


@pytest.mark.parametrize("typed", ["", "jalan 7", "7", "95, 10", "10, 200", "1 2 3", "RT 3 RW 2"])
def test_other_numbers_are_no_coordinates(typed: str) -> None:
    assert as_coordinates(typed) is None

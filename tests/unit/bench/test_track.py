"""How many fixes are made for `track`."""

import pytest

from bench.track import FIXES_PER_DAY, plan


@pytest.mark.parametrize(
    ("fixes", "days", "units"), [(50_000_000, 10, 578), (1_000_000, 10, 11), (8_640, 1, 1), (1, 1, 1)]
)
def test_whole_days_of_whole_units_near_the_wish(fixes: int, days: int, units: int) -> None:
    assert plan(fixes) == (days * units * FIXES_PER_DAY, days, units)

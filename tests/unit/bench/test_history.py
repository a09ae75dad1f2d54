"""How the prepared history is spread."""

import pytest

from bench.history import DAYS, per_day


@pytest.mark.parametrize(("fixes", "times"), [(50_000_000, 500), (1_000_000, 10), (40_000, 1), (1, 1)])
def test_each_of_ten_thousand_units_has_its_share_of_every_day(fixes: int, times: int) -> None:
    assert per_day(fixes, units=10_000) == times
    assert DAYS * 10_000 * times >= fixes // 2

"""Percentiles are samples that really occurred."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.samples import percentile, ratio, spread_ms


@pytest.mark.parametrize(("percent", "expected"), [(50, 50), (99, 99), (100, 100), (1, 1), (0, 1)])
def test_percentiles_of_one_to_a_hundred(percent: float, expected: float) -> None:
    assert percentile(list(range(100, 0, -1)), percent) == expected


def test_one_slow_answer_in_fifty_shows_in_the_p99() -> None:
    assert percentile([0.01] * 49 + [2.0], 99) == 2.0


def test_no_samples_are_no_figure() -> None:
    assert percentile([], 99) is None
    assert spread_ms([]) == {"p50_ms": None, "p99_ms": None, "max_ms": None}


def test_seconds_become_milliseconds_under_the_prefix() -> None:
    assert spread_ms([0.2], "to_vehicle_") == {
        "to_vehicle_p50_ms": 200.0,
        "to_vehicle_p99_ms": 200.0,
        "to_vehicle_max_ms": 200.0,
    }


def test_a_ratio_to_nothing_is_unknown() -> None:
    assert ratio(4.0, 2.0) == 2.0
    assert ratio(4.0, None) is ratio(None, 2.0) is ratio(4.0, 0.0) is None


@given(st.lists(st.floats(min_value=0, max_value=1e6), min_size=1), st.floats(min_value=0, max_value=100))
def test_a_percentile_is_always_one_of_the_samples(samples: list[float], percent: float) -> None:
    assert percentile(samples, percent) in samples

"""A bench's line has the documented fields, and states correctly whether the budget held."""

import json

import pytest

from bench.budgets import BUDGETS
from bench.report import Measured, Report
from bench.runner import NAMES

QUICK = {"p50_ms": 12.34567, "p99_ms": 80.0, "ratio_to_matrix": 1.5}


def make_report(name: str = "recommend", /, **figures: float | None) -> Report:
    return Report(name, Measured(QUICK | figures, {"matrix_p50_ms": 9.0}), {"cores": 2})


def test_a_line_has_exactly_the_keys_of_the_contract() -> None:
    line = json.loads(make_report().as_json())

    assert list(line) == ["name", "figures", "budget", "limit", "ok", "machine"]
    assert line["budget"] == {"p50_ms": 30, "p99_ms": 100, "ratio_to_matrix": 2}
    assert line["figures"]["p50_ms"] == 12.35
    assert line["ok"] is True


@pytest.mark.parametrize(("figure", "value"), [("p50_ms", 30.1), ("p99_ms", 101.0), ("ratio_to_matrix", 2.5)])
def test_one_figure_over_its_budget_is_enough_to_fail(figure: str, value: float) -> None:
    assert not make_report(**{figure: value}).ok


def test_a_figure_that_could_not_be_measured_never_holds() -> None:
    assert not make_report(p99_ms=None).ok
    assert json.loads(make_report(p99_ms=None).as_json())["figures"]["p99_ms"] is None


def test_a_rate_must_be_at_least_its_budget() -> None:
    whole = {"lost": 0, "twice": 0, "to_stored_p99_ms": 800}

    assert make_report("ingest", stored_per_s=10_000, **whole).ok
    assert not make_report("ingest", stored_per_s=9_999, **whole).ok
    assert not make_report("ingest", stored_per_s=20_000, **(whole | {"lost": 1})).ok


def test_every_bench_has_a_budget_and_every_budget_a_bench() -> None:
    assert set(NAMES) == set(BUDGETS)


def test_rows_mark_what_held_and_what_did_not() -> None:
    rows = list(make_report(p99_ms=200.0).rows())

    assert ("✓", "p50_ms", "12.35", "≤ 30") in rows
    assert ("✗", "p99_ms", "200", "≤ 100") in rows
    assert ("", "limit: matrix_p50_ms", "9", "") in rows

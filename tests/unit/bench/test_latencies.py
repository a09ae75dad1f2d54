"""What is read from the consoles' frames."""

from typing import Any

import msgspec
import pytest

from bench.console_watch import fixed_times
from bench.live import seen
from bench.send import made_assignments

FIXED_AT = "2026-03-01T03:00:00.500000Z"
FIXED_AT_S = 1_772_334_000.5


def frame(**content: Any) -> bytes:
    return msgspec.json.encode(content)


def fixes_frame(*unit_ids: str) -> bytes:
    return frame(type="fixes", fixes=[[unit_id, -29.9, -71.3, 90.0, 11.2, FIXED_AT] for unit_id in unit_ids])


def test_each_fix_on_each_console_is_a_sample() -> None:
    consoles = [
        [(FIXED_AT_S + 0.1, fixes_frame("AMB-01", "AMB-02")), (FIXED_AT_S + 0.1, frame(type="tick", seq=1))],
        [(FIXED_AT_S + 0.3, fixes_frame("AMB-01", "AMB-02"))],
    ]

    figures = seen(consoles, sent=2)

    assert figures["samples"] == 4
    assert figures["p50_ms"] == pytest.approx(100, abs=0.01)
    assert figures["max_ms"] == pytest.approx(300, abs=0.01)
    assert figures["shown_pct"] == 100


def test_a_fix_that_never_came_to_a_console_is_missed_and_not_averaged_away() -> None:
    figures = seen([[(FIXED_AT_S + 0.1, fixes_frame("AMB-01"))], []], sent=1)

    assert figures["shown_pct"] == 50


def test_only_fixes_have_times() -> None:
    assert fixed_times({"type": "event", "kind": "unit_changed"}) == []


def test_an_assignment_counts_when_it_is_made_and_not_when_it_changes() -> None:
    data = {"assignments": [{"id": "a-1"}, {"id": "a-2"}]}

    assert made_assignments({"type": "event", "kind": "units_assigned", "data": data}) == ["a-1", "a-2"]
    assert made_assignments({"type": "event", "kind": "status_changed", "data": data}) == []
    assert made_assignments({"type": "tick", "seq": 1}) == []

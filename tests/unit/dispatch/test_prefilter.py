"""The air-line bound loses no unit: none that it rules out would have been advised."""

from collections.abc import Sequence
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.candidate import Basis, Candidate, CandidateState
from dispatch.domain.prefilter import PACE_MARGIN, earliest_s, goes_round, likely_pace_mps, times_to_beat
from dispatch.domain.recommendation import advise
from dispatch.domain.response_plan import UnitRequirement

TOP_SPEED_MPS = 30.0
TURNOUT_S = 10.0
CAPABILITIES = ("pumper", "ladder", "rescue")


def make_candidate(unit_id: str, eta_s: float | None, capabilities: frozenset[str]) -> Candidate:
    return Candidate(unit_id, capabilities, CandidateState.ON_THE_ROAD, Basis.ROAD, 0.0, eta_s, 1000.0, 3.0)


def need(count: int, capability: str = "pumper") -> UnitRequirement:
    return UnitRequirement(capability, count)


def beat(needs: Sequence[UnitRequirement], *candidates: tuple[float | None, str]) -> float:
    made = [make_candidate(f"U-{i}", eta_s, frozenset({able})) for i, (eta_s, able) in enumerate(candidates)]
    return times_to_beat(advise(needs, [], made, []), ["pumper"])["pumper"]


def test_another_must_beat_the_last_one_advised() -> None:
    assert beat([need(2)], (100, "pumper"), (200, "pumper"), (300, "pumper")) == 200


def test_while_something_is_missing_anybody_may_help() -> None:
    assert beat([need(2)], (100, "pumper")) == inf


def test_once_all_places_of_a_kind_are_taken_nobody_later_takes_one() -> None:
    assert beat([need(1), need(1, "ladder")], (100, "pumper"), (150, "pumper"), (900, "ladder")) == 100


def test_what_nobody_asks_for_cannot_be_beaten() -> None:
    assert beat([need(1, "ladder")], (100, "pumper"), (900, "ladder")) == -inf


def test_whom_a_unit_at_work_would_make_room_for_can_still_win() -> None:
    both = frozenset({"pumper", "ladder"})
    late = make_candidate("LATE", 900, both)

    advice = advise([need(1), need(1, "ladder")], [both], [late], [])

    assert advice.advised == ("LATE",)
    assert times_to_beat(advice, ["pumper", "ladder"]) == {"pumper": 900, "ladder": 900}


def test_a_drive_far_round_about_says_that_something_lies_between() -> None:
    assert goes_round(9_000, 330)
    assert goes_round(None, 330)
    assert not goes_round(1_500, 900)


def test_a_unit_without_a_road_estimate_proves_nothing() -> None:
    assert beat([need(1)], (None, "pumper")) == inf


def test_the_likely_pace_is_somewhat_above_the_middle_of_those_seen() -> None:
    assert likely_pace_mps([(1_000, 100), (1_200, 100), (3_000, 100)]) == pytest.approx(12 * PACE_MARGIN)


def test_without_a_drive_any_pace_is_likely() -> None:
    assert likely_pace_mps([]) == inf
    assert likely_pace_mps([(120, 0)]) == inf


able_st = st.frozensets(st.sampled_from(CAPABILITIES), min_size=1)
# Air distance, and the extra driving time over a straight line at top speed: a river, a railway, a hill.
units_st = st.lists(st.tuples(st.floats(0, 8000), st.floats(1, 20), able_st), max_size=14)
needs_st = st.lists(st.sampled_from(CAPABILITIES), unique=True, max_size=3).flatmap(
    lambda chosen: st.tuples(*(st.builds(UnitRequirement, st.just(each), st.integers(1, 3)) for each in chosen))
)


@given(units_st, needs_st, st.integers(1, 6))
def test_asking_only_who_could_win_advises_as_asking_all(
    units: Sequence[tuple[float, float, frozenset[str]]], needs: Sequence[UnitRequirement], first: int
) -> None:
    city = [
        (distance_m, make_candidate(f"U-{i:02}", TURNOUT_S + distance_m * detour / TOP_SPEED_MPS, able))
        for i, (distance_m, detour, able) in enumerate(sorted(units, key=lambda unit: unit[0]))
    ]
    asked = [candidate for _, candidate in city[:first]]

    bounds = times_to_beat(advise(needs, [], asked, []), [each.capability for each in needs])
    asked += [
        candidate
        for distance_m, candidate in city[first:]
        if any(
            earliest_s(distance_m, turnout_s=TURNOUT_S, top_speed_mps=TOP_SPEED_MPS) < bounds.get(able, -inf)
            for able in candidate.capabilities
        )
    ]

    everybody = [candidate for _, candidate in city]
    assert advise(needs, [], asked, []).advised == advise(needs, [], everybody, []).advised

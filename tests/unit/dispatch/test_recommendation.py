"""Ranking by road ETA among trusted units, and the earliest set that meets the plan."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain import display_names
from dispatch.domain.assignment import OVER, AssignmentStatus
from dispatch.domain.candidate import Basis, Candidate, CandidateState, LeftOut, is_heard
from dispatch.domain.ranking import Side
from dispatch.domain.reason import Reason, ReasonCode
from dispatch.domain.reason_texts import LANGUAGES, say
from dispatch.domain.recommendation import Advice, advise
from dispatch.domain.requirement_matching import fill_slots, lacking
from dispatch.domain.response_plan import UnitRequirement
from geo.city.capabilities import CAPABILITIES as CAPABILITIES_OF_A_CITY


def make_candidate(
    unit_id: str,
    drive_s: float | None,
    *capabilities: str,
    state: CandidateState = CandidateState.ON_THE_ROAD,
    basis: Basis = Basis.ROAD,
    turnout_s: float = 0.0,
    fix_age_s: float | None = 3.0,
) -> Candidate:
    able = frozenset(capabilities or ("ambulance_bls",))
    return Candidate(unit_id, able, state, basis, turnout_s, drive_s, 1000.0, fix_age_s)


def need(count: int = 1, capability: str = "ambulance_bls") -> UnitRequirement:
    return UnitRequirement(capability, count)


def advise_one(*candidates: Candidate, count: int = 1) -> Advice:
    return advise([need(count)], [], candidates, [])


def ranked(advice: Advice) -> list[str]:
    return [row.candidate.unit_id for row in advice.candidates]


def test_the_nearest_by_road_is_advised() -> None:
    advice = advise_one(make_candidate("FAR", 300), make_candidate("NEAR", 100))

    assert advice.advised == ("NEAR",)
    assert ranked(advice) == ["NEAR", "FAR"]


def test_turnout_counts_a_unit_at_its_station_may_lose_to_one_that_rolls() -> None:
    advice = advise_one(make_candidate("ASLEEP", 100, turnout_s=60), make_candidate("ROLLING", 140, turnout_s=5))

    assert advice.advised == ("ROLLING",)


def test_an_eta_that_could_not_be_computed_ranks_last() -> None:
    advice = advise_one(make_candidate("LOST", None), make_candidate("FAR", 5000))

    assert ranked(advice) == ["FAR", "LOST"]
    assert advice.candidates[1].candidate.eta_s is None


def test_an_air_line_estimate_never_passes_a_road_one() -> None:
    advice = advise_one(make_candidate("GUESS", 10, basis=Basis.AIR_LINE), make_candidate("ROAD", 500))

    assert ranked(advice) == ["ROAD", "GUESS"]


def test_a_stale_unit_is_advised_only_when_nobody_else_is_left() -> None:
    stale = make_candidate("STALE", 10, state=CandidateState.STALE, fix_age_s=900.0)

    assert advise_one(stale, make_candidate("FRESH", 500)).advised == ("FRESH",)
    assert advise_one(stale).advised == ("STALE",)


def test_the_only_ladder_is_not_used_up_as_a_pumper() -> None:
    both = make_candidate("LADDER", 50, "pumper", "ladder")
    pumper = make_candidate("PUMPER", 90, "pumper")

    advice = advise([need(1, "pumper"), need(1, "ladder")], [], [both, pumper], [])

    assert set(advice.advised) == {"LADDER", "PUMPER"}
    assert advice.shortfalls == ()


def test_units_at_work_count_and_only_what_is_missing_is_advised() -> None:
    advice = advise(
        [need(2, "pumper")],
        [frozenset({"pumper"})],
        [make_candidate("DMK-02", 100, "pumper"), make_candidate("DMK-03", 50, "pumper")],
        [],
    )

    assert advice.advised == ("DMK-03",)
    assert advice.requirements[0].assigned == 1
    assert advice.requirements[0].missing == 0


def test_a_unit_at_work_takes_the_place_that_leaves_the_most_to_those_who_are_free() -> None:
    both = frozenset({"ambulance_als", "ambulance_bls"})
    needs = [need(1, "ambulance_bls"), need(1, "ambulance_als")]
    near, far = make_candidate("NEAR", 100), make_candidate("FAR", 900, *both)

    advice = advise(needs, [both], [far, near], [])

    assert advice.advised == ("NEAR",)
    assert {row.capability: row.assigned for row in advice.requirements} == {"ambulance_bls": 0, "ambulance_als": 1}


def test_what_is_lacking_is_whatever_would_fill_one_place_more() -> None:
    both = frozenset({"pumper", "ladder"})

    assert lacking(["pumper", "ladder"], [both]) == both
    assert lacking(["pumper", "ladder"], [frozenset({"pumper"})]) == {"ladder"}
    assert lacking(["pumper", "ladder"], [both, both]) == frozenset()


def test_a_shortfall_says_how_many_and_why() -> None:
    busy = LeftOut("AMB-02", frozenset({"ambulance_bls"}), Reason(ReasonCode.ASSIGNED, {}))

    advice = advise([need(2), need(1, "ladder")], [], [make_candidate("AMB-01", 10)], [busy])

    shortfalls = {row.capability: row for row in advice.shortfalls}
    assert shortfalls["ambulance_bls"].missing == 1
    assert say(shortfalls["ambulance_bls"].reason, "en") == "no ambulance free: 1 busy"
    assert say(shortfalls["ladder"].reason, "id") == "kota tidak punya mobil tangga"
    assert shortfalls["ladder"].reason.code is ReasonCode.NO_SUCH_UNIT


def test_who_was_sent_already_is_no_reason_why_nobody_else_can() -> None:
    here = LeftOut("AMB-02", frozenset({"ambulance_bls"}), Reason(ReasonCode.SENT_HERE, {"status": "on_scene"}))

    [shortfall] = advise([need(2)], [frozenset({"ambulance_bls"})], [], [here]).shortfalls

    assert say(shortfall.reason, "en") == "the city has no further ambulance"


def test_a_vehicle_whose_crew_goes_with_another_says_so_instead_of_how_near_it_is() -> None:
    pumper = replace(make_candidate("DMK-01", 100, "pumper"), crew_pool="west")
    ladder = replace(make_candidate("LAD-01", 110, "ladder"), crew_pool="west")
    far_ladder = make_candidate("LAD-02", 900, "ladder")

    advice = advise([need(1, "pumper"), need(1, "ladder")], [], [pumper, ladder, far_ladder], [])

    assert advice.advised == ("DMK-01", "LAD-02")
    reasons = {row.candidate.unit_id: row.reasons for row in advice.candidates}
    assert [say(each, "id") for each in reasons["LAD-01"]] == ["krunya sama dengan DMK-01"]


def test_the_first_says_by_how_much_and_the_next_how_much_later() -> None:
    advice = advise_one(make_candidate("AMB-01", 100), make_candidate("AMB-03", 260))

    assert say(advice.candidates[0].reasons[0], "en") == "2 min 40 s nearer than AMB-03"
    assert say(advice.candidates[1].reasons[0], "id") == "2 mnt 40 dtk di belakang AMB-01"


def test_two_a_few_seconds_apart_are_as_near() -> None:
    advice = advise_one(make_candidate("AMB-01", 100), make_candidate("AMB-03", 105))

    assert [say(row.reasons[0], "en") for row in advice.candidates] == ["as near as AMB-03", "as near as AMB-01"]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(3, "5 s"), (18, "20 s"), (58, "1 min"), (75, "1 min 20 s"), (238, "4 min"), (703, "12 min"), (7300, "2 h")],
)
def test_times_are_rounded_as_they_are_said(seconds: float, text: str) -> None:
    assert display_names.duration(seconds, "en") == text


def test_a_kind_is_called_by_its_name_and_only_what_is_asked_for() -> None:
    advice = advise([need(1, "water_rescue")], [], [make_candidate("RSC-02", 100, "rescue", "water_rescue")], [])

    (reason,) = advice.candidates[0].reasons
    assert say(reason, "en") == "the only free water rescue team"
    assert say(reason, "id") == "satu-satunya tim penyelamat air yang bebas"


def test_every_capability_and_reason_has_a_name_in_every_language() -> None:
    for language in LANGUAGES:
        assert set(display_names.CAPABILITIES[language]) == set(CAPABILITIES_OF_A_CITY)
        assert set(display_names.SIDES[language]) == set(Side)
        assert set(display_names.STATUSES[language]) == set(AssignmentStatus) - OVER


def test_nobody_is_called_nearest_for_want_of_a_road_answer() -> None:
    advice = advise_one(*(make_candidate(name, s, basis=Basis.AIR_LINE) for name, s in [("A", 10.0), ("B", 20.0)]))

    codes = [reason.code for reason in advice.candidates[0].reasons]
    assert codes == [ReasonCode.AIR_LINE]


def test_every_reason_can_be_said_in_every_language() -> None:
    facts = {
        "by_s": 61.0,
        "than": "AMB-01",
        "capabilities": ["ladder"],
        "turnout_s": 60.0,
        "age_s": 3600.0,
        "incident_number": "2026-000001",
        "wait_s": 60,
        "priority": 4,
        "status": "en_route",
        "why": "flat tyre",
        "side": "west",
        "count": 1,
        "crew": 1,
        "unit_id": "AMB-01",
        "in_s": 600.0,
    }
    for code in ReasonCode:
        for language in LANGUAGES:
            assert say(Reason(code, facts), language)


CAPABILITIES = ("pumper", "ladder", "rescue")
units_st = st.lists(st.frozensets(st.sampled_from(CAPABILITIES), min_size=1), max_size=5)
slots_st = st.lists(st.sampled_from(CAPABILITIES), max_size=4)


@given(slots_st, units_st)
def test_as_many_slots_are_filled_as_can_be_and_by_the_earliest_units(
    slots: Sequence[str], units: Sequence[frozenset[str]]
) -> None:
    filled = fill_slots(slots, units)

    assert len(set(filled.values())) == len(filled)
    assert all(slots[slot] in units[unit] for unit, slot in filled.items())
    assert sorted(filled) == list(_best_by_trying_all(slots, units))


def _best_by_trying_all(slots: Sequence[str], units: Sequence[frozenset[str]]) -> tuple[int, ...]:
    """Return the set with most units and, among equals, the first in rank order."""
    best: tuple[int, ...] = ()
    for order in permutations(range(len(slots))):
        for chosen in _choices(slots, order, units):
            key = tuple(sorted(chosen))
            if (-len(key), key) < (-len(best), best):
                best = key
    return best


def _choices(slots: Sequence[str], order: Sequence[int], units: Sequence[frozenset[str]]) -> list[set[int]]:
    sets: list[set[int]] = [set()]
    for slot in order:
        grown = [
            chosen | {unit}
            for chosen in sets
            for unit in range(len(units))
            if unit not in chosen and slots[slot] in units[unit]
        ]
        sets += grown
    return sets


candidates_st = st.lists(
    st.tuples(
        st.none() | st.floats(1, 5000),
        st.sampled_from(CandidateState),
        st.sampled_from(Basis),
        st.none() | st.floats(0, 1e5),
    ),
    max_size=8,
)


@given(candidates_st)
def test_nothing_ranks_before_a_trusted_road_eta_because_something_failed(
    rows: list[tuple[float | None, CandidateState, Basis, float | None]],
) -> None:
    advice = advise_one(
        *(
            make_candidate(f"U-{i}", drive_s, state=state, basis=basis, fix_age_s=age)
            for i, (drive_s, state, basis, age) in enumerate(rows)
        )
    )

    def is_trusted(candidate: Candidate) -> bool:
        return (
            candidate.eta_s is not None
            and candidate.basis is Basis.ROAD
            and candidate.state is not CandidateState.STALE
        )

    trusted = [is_trusted(row.candidate) for row in advice.candidates]
    assert trusted == sorted(trusted, reverse=True)
    by_rank = [row.candidate for row in advice.candidates if is_trusted(row.candidate)]
    for heard in (True, False):  # within the band, a unit never heard from ranks last
        etas = [each.eta_s or 0.0 for each in by_rank if is_heard(each) is heard]
        assert etas == sorted(etas)
    for place, each in enumerate(by_rank):
        assert (each.eta_s or 0.0) <= min(after.eta_s or 0.0 for after in by_rank[place:]) + each.band_s

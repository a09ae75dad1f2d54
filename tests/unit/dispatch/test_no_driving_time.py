"""A unit without a known driving time never meets a requirement, wherever units are advised."""

from datetime import UTC, datetime
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.advice.propose_replacement import next_best
from dispatch.commands.assign_units import PlannedDrive
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.board_advice import assign_board, free_options, slots_of
from dispatch.domain.busy_candidate import saving_s
from dispatch.domain.candidate import Basis, Candidate, CandidateState, LeftOut
from dispatch.domain.move_up import CoverMap, Limits, Standby, fill_holes, stations_for, suggest_moves
from dispatch.domain.ranking import Sending, rank
from dispatch.domain.reason import Reason, ReasonCode
from dispatch.domain.reason_texts import LANGUAGES, say
from dispatch.domain.recommendation import advise
from dispatch.domain.replacement import Board, Errand, Rival, objection, propose
from dispatch.domain.response_plan import UnitRequirement
from dispatch.domain.route_diversity import by_other_roads
from dispatch.watches.send_automatically import can_all_come, is_unambiguous
from tests.desk import SETTINGS
from tests.unit.dispatch.recommendations import make_recommendation

KINDS = ("ambulance_bls", "pumper", "ladder")
NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
RULES = SETTINGS.replacement
LIMITS = Limits(gain_min=0.01, drive_max_s=900)

drives = st.none() | st.floats(0, 20_000)
able = st.sets(st.sampled_from(KINDS), min_size=1).map(frozenset)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    return [
        Candidate(
            f"U{number}",
            draw(able),
            draw(st.sampled_from(CandidateState)),
            draw(st.sampled_from(Basis)),
            60.0,
            draw(drives),
            1000.0,
            draw(st.none() | st.floats(0, 9000)),
            crew_pool=draw(st.none() | st.sampled_from(("A", "B"))),
            approach=draw(st.frozensets(st.integers(0, 3))),
        )
        for number in range(draw(st.integers(0, 7)))
    ]


needs = st.lists(
    st.builds(UnitRequirement, st.sampled_from(KINDS), st.integers(1, 3)), max_size=3, unique_by=lambda n: n.capability
)


def no_drive(unit_id: str, *capabilities: str) -> Candidate:
    able = frozenset(capabilities or ("ambulance_bls",))
    return Candidate(unit_id, able, CandidateState.AT_STATION, Basis.ROAD, 60.0, None, None, None, caveat=FAR)


FAR = ReasonCode.TOO_FAR


def test_a_unit_that_no_road_leads_from_is_listed_last_and_the_shortfall_is_told() -> None:
    advice = advise([UnitRequirement("ambulance_bls", 1)], [], [no_drive("OLD-1"), no_drive("OLD-2")], [])

    assert advice.advised == ()
    assert [row.candidate.unit_id for row in advice.candidates] == ["OLD-1", "OLD-2"]
    (shortfall,) = advice.shortfalls
    assert shortfall.missing == 1
    assert shortfall.reason == Reason(ReasonCode.NONE_FREE, {"capability": "ambulance_bls", "because": {"too_far": 2}})
    assert say(shortfall.reason, "en") == "no ambulance free: 2 far outside the service area"
    assert [say(row.reasons[0], "id") for row in advice.candidates] == ["di luar wilayah layanan, terlalu jauh"] * 2


def test_what_keeps_the_others_is_counted_beside_those_out_of_reach() -> None:
    busy = LeftOut("AMB-02", frozenset({"ambulance_bls"}), Reason(ReasonCode.ASSIGNED, {}))

    advice = advise([UnitRequirement("ambulance_bls", 2)], [], [no_drive("OLD-1")], [busy])

    assert advice.shortfalls[0].reason.facts["because"] == {"assigned": 1, "too_far": 1}


@given(needs, st.lists(able, max_size=2), candidates())
def test_nobody_without_a_driving_time_is_advised_or_meets_anything(
    wanted: list[UnitRequirement], at_work: list[frozenset[str]], units: list[Candidate]
) -> None:
    advice = advise(wanted, at_work, units, [])

    etas = {row.candidate.unit_id: row.candidate.eta_s for row in advice.candidates}
    assert set(etas) == {unit.unit_id for unit in units}
    assert None not in {etas[unit_id] for unit_id in advice.advised}
    reachable = [unit for unit in units if unit.eta_s is not None]
    assert advice.requirements == advise(wanted, at_work, reachable, []).requirements
    assert {row.capability for row in advice.shortfalls} == {
        row.capability for row in advice.requirements if row.missing
    }
    ranks = [row.candidate.eta_s is None for row in advice.candidates]
    assert ranks == sorted(ranks), "those out of reach are last"


@given(candidates(), st.dictionaries(st.sampled_from([f"U{n}" for n in range(7)]), st.floats(0, 1e4)))
def test_cover_never_lifts_a_unit_out_of_reach_over_one_that_can_come(
    units: list[Candidate], loss_s: dict[str, float]
) -> None:
    ordered = rank(units, Sending(3, 0.0, loss_s))

    out_of_reach = [unit.eta_s is None for unit in ordered]
    assert out_of_reach == sorted(out_of_reach)


@given(candidates(), st.lists(st.sampled_from(KINDS), max_size=5))
def test_another_road_is_never_one_that_is_not_known(units: list[Candidate], slots: list[str]) -> None:
    ordered, instead_of = by_other_roads(rank(units), slots)

    lost = [unit.eta_s is None for unit in ordered]
    assert lost == sorted(lost)
    assert not instead_of.keys() & {unit.unit_id for unit in units if unit.eta_s is None}


@given(st.lists(st.sampled_from(KINDS), max_size=4), candidates())
def test_the_board_never_sends_a_unit_out_of_reach(wanted: list[str], units: list[Candidate]) -> None:
    slots = slots_of("X", 2, 0.0, wanted)
    options = [option for index, slot in enumerate(slots) for option in free_options(index, slot, units)]

    chosen = assign_board(slots, options)

    out_of_reach = {unit.unit_id for unit in units if unit.eta_s is None}
    assert not {option.unit_id for option in chosen.values()} & out_of_reach


@given(needs, candidates())
def test_nothing_is_sent_by_itself_where_a_driving_time_is_missing(
    wanted: list[UnitRequirement], units: list[Candidate]
) -> None:
    advice = advise(wanted, [], units, [])

    if is_unambiguous(make_recommendation(advice)):
        etas = {row.candidate.unit_id: row.candidate.eta_s for row in advice.candidates}
        assert advice.advised
        assert all(etas[unit_id] is not None for unit_id in advice.advised)


@given(needs, candidates())
def test_the_next_unit_of_an_alert_can_come(wanted: list[UnitRequirement], units: list[Candidate]) -> None:
    advice = advise(wanted, [], units, [])

    named = next_best(advice)

    etas = {unit.unit_id: unit.eta_s for unit in units}
    assert all(etas[unit_id] is not None for unit_id in named)


@given(needs, candidates(), able)
def test_a_busy_unit_is_never_measured_against_one_out_of_reach(
    wanted: list[UnitRequirement], units: list[Candidate], capabilities: frozenset[str]
) -> None:
    advice = advise(wanted, [], units, [])
    reachable = [unit for unit in units if unit.eta_s is not None]

    assert saving_s(100.0, capabilities, advice) == saving_s(100.0, capabilities, advise(wanted, [], reachable, []))


@given(drives, drives)
def test_nobody_is_relieved_by_or_for_a_time_that_is_not_known(remaining_s: float | None, eta_s: float | None) -> None:
    needed = frozenset({"ambulance_bls"})
    errand = Errand(UUID(int=1), "A", UUID(int=2), 1, AssignmentStatus.EN_ROUTE, needed, remaining_s)
    rival = Rival("B", needed, eta_s)
    proposals = propose([(errand, rival)], Board(NOW), RULES)

    if remaining_s is None or eta_s is None:
        assert proposals == []
        assert objection(errand, rival, Board(NOW), RULES) is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "code", [ReasonCode.NO_ROAD, ReasonCode.TOO_FAR, ReasonCode.ROUTER_SLOW, ReasonCode.ROUTER_DOWN]
)
def test_each_caveat_has_its_own_words(language: str, code: ReasonCode) -> None:
    others = {say(Reason(each), language) for each in (FAR, ReasonCode.NO_ETA, ReasonCode.AIR_LINE) if each is not code}

    assert say(Reason(code), language) not in others


@given(
    st.lists(st.floats(0, 900) | st.just(float("inf")), min_size=9, max_size=9),
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)), max_size=5),
)
def test_nobody_is_moved_where_no_road_leads(drives_s: list[float], places: list[tuple[int, int, int]]) -> None:
    cover = CoverMap(np.eye(3), np.array(drives_s).reshape(3, 3), np.array([0.5, 0.3, 0.2]), 0.3)
    standing = [Standby(f"U{number}", *place) for number, place in enumerate(places)]

    moves = [
        *suggest_moves(standing, cover, LIMITS),
        *fill_holes(standing, [], cover, LIMITS),
        *stations_for({unit.unit_id for unit in standing}, standing, [], cover, LIMITS),
    ]

    assert all(np.isfinite(move.drive_s) for move in moves)


def test_nothing_goes_by_itself_when_a_driving_time_was_lost_since_it_was_announced() -> None:
    known, lost = PlannedDrive(60.0, None, drive_s=100.0), PlannedDrive(60.0, None)

    assert can_all_come(["A"], {"A": known})
    assert not can_all_come(["A", "B"], {"A": known, "B": lost})
    assert not can_all_come(["A", "B"], {"A": known})

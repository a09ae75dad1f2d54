"""Replacing a unit on its way: only if enough time is saved, never back and forth, never at a priority 1's cost."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.replacement import (
    ON_ITS_WAY,
    Board,
    Errand,
    Objection,
    Proposal,
    Replacement,
    Rival,
    objection,
    propose,
)
from dispatch.settings import DispatchSettings
from tests.desk import SETTINGS

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
RULES = SETTINGS.replacement
CAPABILITIES = ("ambulance_bls", "ambulance_als", "pumper")
UNITS = tuple(f"U-{number}" for number in range(6))
CALLS = tuple(UUID(int=number) for number in range(1, 5))


def make_errand(**more: object) -> Errand:
    errand = Errand(
        assignment_id=UUID(int=100),
        unit_id="AMB-01",
        incident_id=CALLS[0],
        priority=1,
        status=AssignmentStatus.EN_ROUTE,
        needed=frozenset({"ambulance_bls"}),
        remaining_s=600.0,
        error_s=20.0,
    )
    return replace(errand, **more)  # type: ignore[arg-type]


def make_rival(**more: object) -> Rival:
    return replace(Rival("AMB-02", frozenset({"ambulance_bls"}), 300.0, 20.0), **more)  # type: ignore[arg-type]


BOARD = Board(NOW)


def test_a_nearer_unit_that_can_do_the_same_is_proposed() -> None:
    (proposal,) = propose([(make_errand(), make_rival())], BOARD, RULES)

    assert (proposal.rival.unit_id, proposal.saving_s) == ("AMB-02", 300.0)


@pytest.mark.parametrize(
    ("errand", "rival", "board", "expected"),
    [
        (make_errand(status=AssignmentStatus.TRANSPORTING), make_rival(), BOARD, Objection.NOT_ON_THE_WAY),
        (make_errand(remaining_s=None), make_rival(), BOARD, Objection.NO_ESTIMATE),
        (make_errand(), make_rival(eta_s=None), BOARD, Objection.NO_ESTIMATE),
        (make_errand(remaining_s=RULES.lock_s), make_rival(eta_s=10.0), BOARD, Objection.ALMOST_THERE),
        (make_errand(), make_rival(capabilities=frozenset({"pumper"})), BOARD, Objection.LACKS_CAPABILITY),
        (make_errand(), make_rival(eta_s=540.0), BOARD, Objection.SAVES_TOO_LITTLE),
        (make_errand(priority=3), make_rival(eta_s=450.0), BOARD, Objection.SAVES_TOO_LITTLE),
        (make_errand(error_s=60.0), make_rival(eta_s=515.0), BOARD, Objection.WITHIN_ERROR),
        (make_errand(), make_rival(), Board(NOW, lacking={"ambulance_bls"}), Objection.WAITED_FOR),
        (make_errand(), make_rival(), Board(NOW, refused={(UUID(int=100), "AMB-02")}), Objection.REFUSED),
        (
            make_errand(),
            make_rival(),
            Board(NOW, [Replacement(CALLS[0], "AMB-02", "AMB-01", NOW - timedelta(hours=2))]),
            Objection.BACK_AND_FORTH,
        ),
        (
            make_errand(),
            make_rival(),
            Board(NOW, [Replacement(CALLS[1], "AMB-07", "AMB-02", NOW - timedelta(minutes=19))]),
            Objection.REASSIGNED_LATELY,
        ),
    ],
)
def test_each_rule_speaks_against_it(errand: Errand, rival: Rival, board: Board, expected: Objection) -> None:
    assert objection(errand, rival, board, RULES) is expected


errands = st.builds(
    Errand,
    assignment_id=st.uuids(),
    unit_id=st.sampled_from(UNITS),
    incident_id=st.sampled_from(CALLS),
    priority=st.integers(1, 5),
    status=st.sampled_from(AssignmentStatus),
    needed=st.frozensets(st.sampled_from(CAPABILITIES), max_size=2),
    remaining_s=st.none() | st.floats(0, 2000),
    error_s=st.floats(10, 60),
)
rivals = st.builds(
    Rival,
    unit_id=st.sampled_from(UNITS),
    capabilities=st.frozensets(st.sampled_from(CAPABILITIES), min_size=1),
    eta_s=st.none() | st.floats(0, 2000),
    error_s=st.floats(10, 60),
)
rounds = st.lists(
    st.tuples(
        st.lists(errands, max_size=4),
        st.lists(rivals, max_size=4),
        st.frozensets(st.sampled_from(CAPABILITIES), max_size=1),
        st.integers(1, 30),  # minutes until the next
    ),
    max_size=8,
)


@given(rounds)
def test_whatever_is_followed_no_rule_is_ever_broken(
    evening: Sequence[tuple[Sequence[Errand], Sequence[Rival], frozenset[str], int]],
) -> None:
    now, done = NOW, list[Replacement]()
    for under_way, free, lacking, minutes in evening:
        board = Board(now, tuple(done), lacking)
        pairs = [(errand, rival) for errand in under_way for rival in free if errand.unit_id != rival.unit_id]

        for proposal in propose(pairs, board, RULES):
            check(proposal, board)
            # The same crew may not go twice in one round either.
            if objection(proposal.errand, proposal.rival, replace(board, earlier=tuple(done)), RULES) is None:
                done.append(
                    Replacement(proposal.errand.incident_id, proposal.errand.unit_id, proposal.rival.unit_id, now)
                )
        now += timedelta(minutes=minutes)
    check_history(done)


def check(proposal: Proposal, board: Board) -> None:
    errand, rival = proposal.errand, proposal.rival
    assert errand.status in ON_ITS_WAY
    assert errand.remaining_s is not None
    assert rival.eta_s is not None
    assert errand.remaining_s > RULES.lock_s
    assert rival.eta_s < errand.remaining_s - RULES.saving_min_s[errand.priority]  # so no priority 1 comes later
    assert not rival.capabilities & set(board.lacking)  # nor one that is still waiting
    assert errand.needed <= rival.capabilities


def check_history(done: Sequence[Replacement]) -> None:
    for number, later in enumerate(done):
        for earlier in done[:number]:
            same_call = earlier.incident_id == later.incident_id
            assert not (same_call and earlier.replaced == later.sent)
            same_crew = {earlier.replaced, earlier.sent} & {later.replaced, later.sent}
            if same_call or same_crew:
                assert later.at - earlier.at >= RULES.quiet


@pytest.mark.parametrize(
    ("set_by", "read"),
    [
        ({"SIGAP_DIVERSION_LOCK_S": "90"}, 90),
        ({"SIGAP_DIVERSION_LOCK_S": "90", "SIGAP_REPLACEMENT_LOCK_S": "60"}, 60),
        ({}, 120),
    ],
)
def test_a_city_that_set_the_rules_by_their_old_names_keeps_them(
    monkeypatch: pytest.MonkeyPatch, set_by: dict[str, str], read: float
) -> None:
    for name, value in set_by.items():
        monkeypatch.setenv(name, value)

    assert DispatchSettings().replacement.lock_s == read

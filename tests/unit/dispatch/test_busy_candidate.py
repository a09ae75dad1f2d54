"""Suggesting a busy unit: only if enough is saved, and never at the cost of an incident as urgent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.busy_candidate import AtWork, BusyCandidate, could_help, saving_s, sooner
from dispatch.domain.candidate import Basis, Candidate, CandidateState
from dispatch.domain.recommendation import advise
from dispatch.domain.response_plan import UnitRequirement
from tests.desk import SETTINGS

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
RULES = replace(SETTINGS.replacement, lock_s=120)
AMBULANCE = frozenset({"ambulance_bls"})


def at_work(status: AssignmentStatus, *, priority: int = 4, arrives_in_s: float | None = 600) -> AtWork:
    arrives_at = None if arrives_in_s is None else NOW + timedelta(seconds=arrives_in_s)
    since = NOW - timedelta(minutes=5)
    return AtWork(UUID(int=9), "AMB-09", AMBULANCE, status, since, arrives_at, UUID(int=1), "2026-000001", priority)


def test_one_on_its_way_to_something_less_urgent_could_be_diverted() -> None:
    assert could_help(at_work(AssignmentStatus.EN_ROUTE), priority=1, now=NOW, rules=RULES) == (True, 0.0)


@pytest.mark.parametrize(
    "unit",
    [
        at_work(AssignmentStatus.EN_ROUTE, priority=1),
        at_work(AssignmentStatus.EN_ROUTE, arrives_in_s=119),
        at_work(AssignmentStatus.ON_SCENE),
        at_work(AssignmentStatus.TRANSPORTING),
        replace(at_work(AssignmentStatus.EN_ROUTE), reassigned_lately=True),
    ],
)
def test_as_urgent_or_almost_there_or_with_a_patient_or_diverted_lately_it_stays(unit: AtWork) -> None:
    assert could_help(unit, priority=1, now=NOW, rules=RULES) is None


def test_one_at_a_hospital_is_free_when_such_usually_are() -> None:
    found = could_help(at_work(AssignmentStatus.AT_HOSPITAL, priority=1), priority=3, now=NOW, rules=RULES)

    assert found == (False, 600.0)


def candidate(unit_id: str, eta_s: float) -> Candidate:
    return Candidate(unit_id, AMBULANCE, CandidateState.ON_THE_ROAD, Basis.ROAD, 0.0, eta_s, 1000.0, 3.0)


def test_it_saves_against_the_last_that_is_advised_for_the_same() -> None:
    advice = advise([UnitRequirement("ambulance_bls", 2)], [], [candidate("A", 100), candidate("B", 500)], [])

    assert saving_s(200, AMBULANCE, advice) == 300


def test_where_nobody_is_free_there_is_nothing_to_save_against() -> None:
    advice = advise([UnitRequirement("ambulance_bls", 2)], [], [candidate("A", 100)], [])

    assert saving_s(900, AMBULANCE, advice) is None


def busy(unit_id: str, eta_s: float, saves_s: float | None) -> BusyCandidate:
    unit = AtWork(UUID(int=9), unit_id, AMBULANCE, AssignmentStatus.EN_ROUTE, NOW, None, UUID(int=1), "2026-000001", 4)
    return BusyCandidate(unit, True, 0.0, eta_s, 1000.0, Basis.ROAD, saves_s)


def test_only_what_saves_enough_or_fills_a_hole_is_said_the_soonest_first() -> None:
    found = sooner([busy("LATE", 300, 61), busy("LITTLE", 90, 60), busy("HOLE", 200, None)], 60)

    assert [each.unit.unit_id for each in found] == ["HOLE", "LATE"]

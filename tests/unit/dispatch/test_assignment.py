"""The statuses of an assignment: steps may be skipped, none undone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.ids import new_id
from dispatch.domain.assignment import (
    NEXT,
    OVER,
    Assignment,
    AssignmentStatus,
    advance,
    correct,
    is_late_word,
    turnout_time,
    wrong_steps,
)
from dispatch.domain.refusals import AssignmentIsOver, NothingToCorrect, StatusNotAllowed

S = AssignmentStatus
SENT = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
LATER = SENT + timedelta(minutes=4)


def make_assignment(status: AssignmentStatus = S.DISPATCHED) -> Assignment:
    return Assignment(
        id=new_id(), unit_key=1, unit_id="AMB-01", incident_id=new_id(), status=status, dispatched_at=SENT
    )


def test_a_repeated_status_changes_nothing() -> None:
    assigned = make_assignment(S.ON_SCENE)

    assert advance(assigned, S.ON_SCENE, LATER, recorded_at=LATER) is assigned


def test_a_repeated_end_changes_nothing() -> None:
    over = make_assignment(S.CLEAR)

    assert advance(over, S.CLEAR, LATER, recorded_at=LATER) is over


def test_a_forgotten_button_is_skipped_and_stays_missing() -> None:
    arrived = advance(make_assignment(), S.ON_SCENE, LATER, recorded_at=LATER)

    assert arrived.reached_at == {S.ON_SCENE: LATER}
    assert turnout_time(arrived) is None


def test_turnout_runs_from_dispatched_to_en_route() -> None:
    rolling = advance(make_assignment(), S.EN_ROUTE, LATER, recorded_at=LATER)

    assert turnout_time(rolling) == timedelta(minutes=4)


def test_clear_releases_the_unit_when_it_was_recorded() -> None:
    pressed, recorded = LATER, LATER + timedelta(minutes=1)

    cleared = advance(make_assignment(S.ON_SCENE), S.CLEAR, pressed, recorded_at=recorded)

    assert cleared.released_at == recorded
    assert cleared.reached_at[S.CLEAR] == pressed


def test_a_patient_on_board_is_not_called_off() -> None:
    with pytest.raises(StatusNotAllowed):
        advance(make_assignment(S.TRANSPORTING), S.CANCELED, LATER, recorded_at=LATER)


@pytest.mark.parametrize("over", sorted(OVER))
def test_what_is_over_stays_over(over: AssignmentStatus) -> None:
    with pytest.raises(AssignmentIsOver):
        advance(make_assignment(over), S.EN_ROUTE, LATER, recorded_at=LATER)


@given(st.lists(st.sampled_from(S), max_size=12))
def test_whatever_is_pressed_no_step_is_undone_and_only_the_end_releases(pressed: list[AssignmentStatus]) -> None:
    assigned = make_assignment()
    steps = list(S)

    for status in pressed:
        try:
            after = advance(assigned, status, LATER, recorded_at=LATER)
        except (AssignmentIsOver, StatusNotAllowed):
            continue
        assert steps.index(after.status) >= steps.index(assigned.status)
        assert after.status is assigned.status or after.status in NEXT[assigned.status]
        assigned = after

    assert (assigned.released_at is not None) == (assigned.status in OVER)


def test_a_press_that_comes_late_with_an_earlier_time_tells_of_a_skipped_step() -> None:
    arrived = advance(make_assignment(), S.ON_SCENE, LATER, recorded_at=LATER)

    assert is_late_word(arrived, S.EN_ROUTE, SENT + timedelta(minutes=1))
    assert not is_late_word(arrived, S.EN_ROUTE, LATER + timedelta(seconds=1)), "that would be a step back"
    assert not is_late_word(arrived, S.EN_ROUTE, SENT - timedelta(seconds=1)), "nobody leaves before the order"
    assert not is_late_word(arrived, S.TRANSPORTING, SENT + timedelta(minutes=1)), "that is a step ahead"
    advanced = advance(make_assignment(S.ACKNOWLEDGED), S.EN_ROUTE, LATER, recorded_at=LATER)
    assert not is_late_word(advanced, S.EN_ROUTE, LATER), "known already"


def pressed(*steps: AssignmentStatus) -> Assignment:
    assignment = make_assignment()
    for minute, step in enumerate(steps, start=1):
        at = SENT + timedelta(minutes=minute)
        assignment = advance(assignment, step, at, recorded_at=at)
    return assignment


def test_a_correction_takes_back_what_was_never_reached_and_keeps_what_was() -> None:
    cleared = pressed(S.EN_ROUTE, S.ON_SCENE, S.CLEAR)

    corrected = correct(cleared, S.ON_SCENE, None, recorded_at=LATER)

    assert (corrected.status, corrected.released_at) == (S.ON_SCENE, None)
    assert corrected.reached_at == {S.EN_ROUTE: SENT + timedelta(minutes=1), S.ON_SCENE: SENT + timedelta(minutes=2)}
    assert wrong_steps(cleared, S.ON_SCENE) == {S.CLEAR}


def test_a_correction_gives_a_step_its_right_time() -> None:
    arrived = pressed(S.EN_ROUTE, S.ON_SCENE)

    assert correct(arrived, S.ON_SCENE, SENT, recorded_at=LATER).reached_at[S.ON_SCENE] == SENT
    with pytest.raises(NothingToCorrect):
        correct(arrived, S.ON_SCENE, None, recorded_at=LATER)


def test_a_step_ahead_is_no_correction() -> None:
    with pytest.raises(StatusNotAllowed):
        correct(pressed(S.EN_ROUTE), S.ON_SCENE, None, recorded_at=LATER)


def test_who_was_called_off_in_the_log_was_there_in_truth() -> None:
    canceled = advance(make_assignment(S.ON_SCENE), S.CANCELED, LATER, recorded_at=LATER)

    corrected = correct(canceled, S.CLEAR, None, recorded_at=LATER + timedelta(minutes=1))

    assert (corrected.status, corrected.released_at) == (S.CLEAR, LATER)
    assert wrong_steps(canceled, S.CLEAR) == {S.CANCELED}

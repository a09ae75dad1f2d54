from typing import Any

import pytest

from simulators.board import Board, EventsMissing

UNIT = {"unit_id": "AMB-01", "status": "available", "position": None}
INCIDENT = {"id": "i1", "number": "2026-000001", "closed_at": None}
ASSIGNMENT = {"id": "a1", "unit_id": "AMB-01", "incident_id": "i1", "status": "dispatched", "released_at": None}
ALARM = {"id": 1, "kind": "order_not_acknowledged", "taken_at": None}
SNAPSHOT = {"type": "snapshot", "as_of": 10, "incidents": [], "units": [UNIT], "assignments": [], "alarms": []}


def board_after(*frames: dict[str, Any]) -> Board:
    board = Board()
    for frame in (SNAPSHOT, *frames):
        board.fold(frame)
    return board


def event(seq: int, **data: Any) -> dict[str, Any]:
    return {"type": "event", "seq": seq, "kind": "anything", "at": "2026-03-01T12:00:00Z", "data": data}


def fixes(fixed_at: str, lat: float = -7.6) -> dict[str, Any]:
    return {"type": "fixes", "fixes": [["AMB-01", lat, 111.5, 90.0, 12.0, fixed_at]]}


def test_a_snapshot_replaces_everything() -> None:
    board = board_after(event(11, incidents=[INCIDENT]), SNAPSHOT)

    assert board.as_of == 10
    assert not board.incidents
    assert set(board.units) == {"AMB-01"}


def test_events_bring_what_is_new_and_change_what_is_known() -> None:
    board = board_after(
        event(11, incidents=[INCIDENT]),
        event(12, incidents=[INCIDENT | {"number": "2026-000002"}], assignments=[ASSIGNMENT], alarms=[ALARM]),
    )

    assert board.as_of == 12
    assert board.incidents["i1"]["number"] == "2026-000002"
    assert set(board.assignments) == {"a1"}
    assert set(board.alarms) == {1}


def test_what_is_over_leaves_the_board() -> None:
    board = board_after(
        event(11, incidents=[INCIDENT], assignments=[ASSIGNMENT], alarms=[ALARM]),
        event(12, incidents=[INCIDENT | {"closed_at": "now"}]),
        event(13, assignments=[ASSIGNMENT | {"released_at": "now"}]),
        event(14, alarms=[ALARM | {"taken_at": "now"}]),
    )

    assert not board.incidents
    assert not board.assignments
    assert not board.alarms


def test_an_event_that_comes_again_changes_nothing() -> None:
    board = board_after(event(11, incidents=[INCIDENT]), event(12, incidents=[INCIDENT | {"closed_at": "now"}]))

    board.fold(event(11, incidents=[INCIDENT]))

    assert board.as_of == 12
    assert not board.incidents


def test_a_missing_event_is_noticed() -> None:
    board = board_after()

    with pytest.raises(EventsMissing):
        board.fold(event(12, incidents=[INCIDENT]))

    assert board.as_of == 10
    assert not board.incidents


def test_an_event_about_a_unit_keeps_where_it_is() -> None:
    unit_in_event = {"unit_id": "AMB-01", "status": "en_route"}
    board = board_after(fixes("2026-03-01T12:00:00Z"), event(11, units=[unit_in_event]))

    assert board.units["AMB-01"]["status"] == "en_route"
    assert board.units["AMB-01"]["position"]["lat"] == -7.6


def test_fixes_move_units_that_are_known() -> None:
    board = board_after(fixes("2026-03-01T12:00:00Z"), fixes("2026-03-01T12:00:01Z", lat=-7.61))

    board.fold({"type": "fixes", "fixes": [["NOBODY", 0, 0, None, None, "2026-03-01T12:00:00Z"]]})

    assert board.units["AMB-01"]["position"] == {
        "lat": -7.61,
        "lon": 111.5,
        "course_deg": 90.0,
        "speed_mps": 12.0,
        "fixed_at": "2026-03-01T12:00:01Z",
    }
    assert set(board.units) == {"AMB-01"}


def test_a_tick_tells_a_board_that_it_is_behind() -> None:
    board = board_after({"type": "tick", "seq": 12, "at": "now"})
    assert board.is_behind

    board.fold(event(11))
    board.fold(event(12))
    assert not board.is_behind


def test_after_a_resync_the_board_asks_for_everything() -> None:
    assert board_after({"type": "resync"}).as_of is None


def test_an_unknown_frame_is_left_alone() -> None:
    assert board_after({"type": "weather", "rain": True}).as_of == 10


def test_the_board_does_not_change_the_frames_it_was_given() -> None:
    board_after(fixes("2026-03-01T12:00:00Z"))

    assert UNIT["position"] is None

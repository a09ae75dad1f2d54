from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

from rich.console import Console

from simulators.live_client import Light, LiveClient
from simulators.watch_view import board_view

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class NoTokens:
    async def token(self, *, instead_of: str | None = None) -> str:
        raise NotImplementedError(instead_of)


def ago(**age: float) -> str:
    return (NOW - timedelta(**age)).isoformat()


def shown(**snapshot: list[dict[str, Any]]) -> str:
    client = LiveClient("ws://nowhere/live", NoTokens())
    client.board.fold({"type": "snapshot", "as_of": 42, **snapshot})
    text = StringIO()
    Console(file=text, width=160).print(board_view(client, NOW))
    return text.getvalue()


def an_incident(**changes: Any) -> dict[str, Any]:
    incident = {
        "id": "i1",
        "number": "2026-000007",
        "type": "structure_fire",
        "priority": 1,
        "position": {"lat": -7.63, "lon": 111.52},
        "address": None,
        "status": "dispatched",
        "created_at": ago(minutes=6),
        "first_dispatched_at": ago(minutes=5),
        "first_on_scene_at": None,
    }
    return incident | changes


def an_assignment(**changes: Any) -> dict[str, Any]:
    assignment = {
        "id": "a1",
        "unit_id": "DMK-01",
        "incident_id": "i1",
        "status": "dispatched",
        "dispatched_at": ago(seconds=42),
        "reached_at": {},
    }
    return assignment | changes


def test_an_incident_is_shown_with_its_clocks() -> None:
    text = shown(incidents=[an_incident()], assignments=[an_assignment()])

    line = next(line for line in text.splitlines() if "2026-000007" in line)
    assert line.split()[1:9] == ["1", "structure_fire", "dispatched", "6:00", "1:00", "9:00", "left", "DMK-01"]


def test_a_late_incident_says_by_how_much() -> None:
    assert "-5:00 left" in shown(incidents=[an_incident(created_at=ago(minutes=20))])


def test_an_incident_somebody_reached_says_how_long_it_took() -> None:
    assert "there in 4:00" in shown(incidents=[an_incident(first_on_scene_at=ago(minutes=2))])


def test_an_order_that_nobody_acknowledged_is_shown_until_somebody_does() -> None:
    waiting = shown(incidents=[an_incident()], assignments=[an_assignment()])
    answered = shown(incidents=[an_incident()], assignments=[an_assignment(status="acknowledged")])

    assert "0:42" in waiting
    assert "0:42" not in answered


def test_a_unit_is_shown_with_the_age_of_its_fix() -> None:
    position = {"lat": 1, "lon": 2, "course_deg": None, "speed_mps": 10.0, "fixed_at": ago(seconds=75)}
    unit = {"unit_id": "AMB-01", "kind": "ambulance", "status": "available", "position": position}
    never = {"unit_id": "AMB-02", "kind": "ambulance", "status": "available", "position": None}

    lines = {
        line.split()[0]: line for line in shown(units=[unit, never]).splitlines() if line.strip().startswith("AMB")
    }

    assert "1:15" in lines["AMB-01"]
    assert lines["AMB-01"].split()[-1] == "36"
    assert "none" in lines["AMB-02"]


def test_an_alarm_is_shown() -> None:
    alarm = {"id": 1, "kind": "sos", "unit_id": "AMB-03", "incident_id": None, "raised_at": ago(hours=1, minutes=2)}

    text = shown(alarms=[alarm])

    assert "sos" in text
    assert "1:02:00" in text


def test_a_board_without_a_connection_says_so() -> None:
    assert Light.CUT_OFF in shown()

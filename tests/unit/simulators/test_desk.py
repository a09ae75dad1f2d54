from typing import Any

from simulators.board import Board
from simulators.desk import same_incident
from simulators.places import moved
from tests.unit.simulators.factories import CENTRE


def incident(incident_id: str, *, east_m: float = 0, minute: int = 0, kind: str = "structure_fire") -> dict[str, Any]:
    place = moved(CENTRE, east_m=east_m, north_m=0)
    return {
        "id": incident_id,
        "type": kind,
        "created_at": f"2026-03-01T12:{minute:02}:00Z",
        "position": {"lat": place.lat, "lon": place.lon},
        "status": "waiting",
    }


def board_with(*incidents: dict[str, Any]) -> Board:
    return Board(incidents={each["id"]: each for each in incidents})


def test_two_calls_about_one_fire_are_one_incident() -> None:
    board = board_with(incident("second", minute=2, east_m=150), incident("first"))

    assert same_incident(board, "second") == "first"
    assert same_incident(board, "first") is None


def test_what_is_far_away_or_of_another_type_is_another_incident() -> None:
    board = board_with(
        incident("fire"), incident("far fire", minute=1, east_m=800), incident("medical", minute=1, kind="medical")
    )

    assert same_incident(board, "far fire") is None
    assert same_incident(board, "medical") is None

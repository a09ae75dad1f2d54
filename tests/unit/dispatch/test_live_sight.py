"""Who sees what of the live picture."""

from datetime import UTC, datetime
from types import NoneType
from typing import Any, get_type_hints
from uuid import UUID, uuid4

import pytest
from msgspec import Struct, defstruct
from msgspec.structs import asdict

from core.domain.actor import Role
from core.domain.browser import is_own_page
from dispatch.domain.incident import TEXTS, IncidentStatus
from dispatch.domain.visibility import SEEN_BY_ONLOOKERS, as_seen, event_data_as_seen, sees_callers
from dispatch.live.sight import CrewSight, WallSight
from dispatch.views.board import AlertOut, AssignmentOut, IncidentOut, LiveCallOut, PlacedUnitOut, SuggestionOut
from dispatch.views.closures import ClosureOut
from dispatch.views.geometry import PlaceOut
from dispatch.views.live import SnapshotOut

NOW = datetime(2026, 3, 1, tzinfo=UTC)
INCIDENT_VIEW = IncidentOut(
    id=UUID(int=1),
    number="2026-000001",
    type="medical",
    priority=1,
    alarm_level=1,
    position=PlaceOut(lat=-7.63, lon=111.52),
    near_place="Pasar",
    **dict.fromkeys(TEXTS, "Gang Melati 7"),
    created_at=NOW,
    closed_at=None,
    disposition=None,
    merged_into=None,
    first_dispatched_at=None,
    first_on_scene_at=None,
    status=IncidentStatus.WAITING,
    nobody_came=False,
)
INCIDENT = {"id": "i-1", "address": "Gang Melati 7", "near_place": "Pasar", "description": "pingsan", "priority": 1}


def assignment(unit_id: str = "AMB-01", incident_id: str = "i-1", released_at: str | None = None) -> dict[str, Any]:
    return {"id": "a-1", "unit_id": unit_id, "incident_id": incident_id, "released_at": released_at, "reason": "dekat"}


def test_the_wall_shows_no_words() -> None:
    data = {"incidents": [INCIDENT], "assignments": [assignment()], "reason": "karena", "by": "user:sri"}

    seen = WallSight().event(data)

    assert seen == {
        "incidents": [{**INCIDENT, "address": None, "near_place": None, "description": None}],
        "assignments": [{**assignment(), "reason": None}],
    }


def test_the_wall_counts_the_calls_that_wait_and_names_nobody() -> None:
    call = {"id": "c-1", "received_at": "2026-03-01T03:00:00Z", "claimed_at": None, "claimed_by": "siti"}

    assert WallSight().event({"calls": [call]}) == {"calls": [{**call, "claimed_by": None}]}


def test_only_the_desk_sees_what_is_suggested() -> None:
    suggestion = SuggestionOut(
        id=UUID(int=1),
        kind="replace",
        incident_id=UUID(int=2),
        assignment_id=UUID(int=3),
        unit_id="AMB-01",
        with_unit_id="AMB-02",
        saving_s=90,
        made_at=NOW,
        data={},
        outcome=None,
        closed_at=None,
    )
    lists: dict[str, Any] = {"incidents": [], "units": [], "assignments": [], "alarms": [], "calls": []}
    snapshot = SnapshotOut(type="snapshot", as_of=1, mark="m", **lists, suggestions=[suggestion])
    logged = {**lists, "suggestions": [{"id": "s-1"}]}

    assert WallSight().snapshot(snapshot).suggestions == []
    assert CrewSight("AMB-01").snapshot(snapshot).suggestions == []
    assert "suggestions" not in {**WallSight().event(logged), **CrewSight("AMB-01").event(logged)}


def test_a_crew_follows_its_incident_from_the_order_to_its_release() -> None:
    crew = CrewSight("AMB-01")
    other_words = {"incidents": [{**INCIDENT, "description": "sadar lagi"}]}

    before = crew.event(other_words)
    ordered = crew.event({"incidents": [INCIDENT], "assignments": [assignment()]})
    during = crew.event(other_words)
    released = crew.event({"incidents": [INCIDENT], "assignments": [assignment(released_at="2026-03-01T00:00:00Z")]})
    after = crew.event(other_words)

    assert before == {}
    assert ordered == {"incidents": [INCIDENT], "assignments": [assignment()]}
    assert during == other_words
    assert released["incidents"] == [INCIDENT]
    assert after == {}


def test_a_crew_is_told_of_its_own_incident_only_and_until_the_event_that_ends_its_work() -> None:
    crew, incident_id, other_id = CrewSight("AMB-01"), uuid4(), uuid4()
    ordered = {"assignments": [assignment(incident_id=str(incident_id))]}
    released = {"assignments": [assignment(incident_id=str(incident_id), released_at="2026-03-01T00:00:00Z")]}
    of_others = {"assignments": [assignment("AMB-02", str(other_id))]}

    told = []
    for data in (of_others, ordered, of_others, released, {}):
        crew.event(data)
        told.append((crew.sees_incident(incident_id), crew.sees_incident(other_id)))

    assert told == [(False, False), (True, False), (True, False), (True, False), (False, False)]


def test_a_crew_hears_nothing_of_others() -> None:
    crew = CrewSight("AMB-01")

    data = {"incidents": [INCIDENT], "units": [{"unit_id": "AMB-02"}], "assignments": [assignment("AMB-02")]}

    assert crew.event(data | {"alarms": [{"id": 1}]}) == {}


def test_only_the_desk_sees_callers_and_only_who_acts_sees_words() -> None:
    seen = {role: as_seen("incidents", INCIDENT_VIEW, role) for role in Role}
    wordless = {role for role in Role if all(getattr(seen[role], name) is None for name in TEXTS)}

    assert {role for role in Role if sees_callers(role)} == {Role.CALL_TAKER, Role.DISPATCHER, Role.SUPERVISOR}
    assert wordless == {Role.ADMIN, Role.VIEWER}


def test_a_page_is_ours_by_its_host_or_by_being_named() -> None:
    allowed = ["https://dispatch.example"]

    assert is_own_page("http://sigap.local:8112", host="sigap.local:8112", allowed=[])
    assert is_own_page("https://dispatch.example", host="sigap.local:8112", allowed=allowed)
    for origin in (None, "null", "https://elsewhere.example", "http://sigap.local", "https://sigap.local:8112.evil"):
        assert not is_own_page(origin, host="sigap.local:8112", allowed=allowed)


def test_a_wall_is_told_what_is_wrong_with_the_system_and_nothing_of_people() -> None:
    alarms = [{"kind": kind, "detail": {"about": "it"}} for kind in ("history_not_kept", "sos", "unit_stalled")]

    seen = WallSight().event({"alarms": alarms})["alarms"]

    assert [alarm["detail"] for alarm in seen] == [{"about": "it"}, {"about": "it"}, None]


def test_a_field_that_nobody_decided_about_is_hidden_from_onlookers() -> None:
    undecided = defstruct("Undecided", [("remark", str | None)], bases=(IncidentOut,), frozen=True, kw_only=True)
    new = undecided(**asdict(INCIDENT_VIEW), remark="kamar Bu Siti")

    seen = {role: asdict(as_seen("incidents", new, role))["remark"] for role in Role}

    assert {role for role, remark in seen.items() if remark is None} == {Role.ADMIN, Role.VIEWER}


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        ("incidents", IncidentOut),
        ("units", PlacedUnitOut),
        ("assignments", AssignmentOut),
        ("alarms", AlertOut),
        ("calls", LiveCallOut),
        ("closures", ClosureOut),
    ],
)
def test_what_onlookers_do_not_see_is_declared_as_null_for_them(kind: str, shape: type[Struct]) -> None:
    hidden = {name: hint for name, hint in get_type_hints(shape).items() if name not in SEEN_BY_ONLOOKERS[kind]}

    assert [name for name, hint in hidden.items() if NoneType not in getattr(hint, "__args__", ())] == []
    assert SEEN_BY_ONLOOKERS[kind] <= set(shape.__struct_fields__)


def test_an_admin_reads_the_codes_of_an_event_and_not_its_texts() -> None:
    data = {"unit_id": "AMB-01", "in_service": False, "reason": "sopir sakit", "remark": "Bu Siti", "calls": [{}]}

    assert event_data_as_seen(data, Role.ADMIN) == {
        "unit_id": "AMB-01", "in_service": False, "reason": None, "remark": None
    }  # fmt: skip
    assert event_data_as_seen(data, Role.SUPERVISOR) == data

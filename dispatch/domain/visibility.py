"""What each role may see of the desk: one table for HTTP and the socket. A field that is not named in it is hidden.

See decision 45.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from base.raw_json import JsonObject
from core.domain.actor import Role
from dispatch.domain.alerts import ALERTS

DESK = frozenset({Role.CALL_TAKER, Role.DISPATCHER, Role.SUPERVISOR})

# Fields that onlookers (the wall, an admin) see. No free text: anybody passing by can read a wall.
SEEN_BY_ONLOOKERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "incidents": frozenset(
            {"id", "number", "type", "priority", "alarm_level", "position", "status", "created_at", "closed_at"}
            | {"disposition", "merged_into", "first_dispatched_at", "first_on_scene_at", "nobody_came"}
        ),
        "units": frozenset(
            {"unit_id", "callsign", "agency_id", "station_id", "kind", "capabilities", "profile", "crew", "crew_pool"}
            | {"staffed", "in_service", "service_changed_at", "free_since_at", "retired_at", "status", "crew_with"}
            | {"eido", "position", "assignment_id", "incident_id", "move_up"}
        ),
        "assignments": frozenset(
            {"id", "unit_id", "incident_id", "status", "dispatched_at", "eta_s", "turnout_s", "distance_m"}
            | {"released_at", "replaces_id", "hospital_id", "reached_at", "sources", "flags"}
        ),
        "alarms": frozenset(
            {"id", "kind", "incident_id", "unit_id", "assignment_id", "raised_at", "taken_at", "taken_by"}
        ),
        "calls": frozenset({"id", "channel", "received_at", "answered_at", "claimed_at", "closed_at"}),
        "closures": frozenset(
            {"id", "kind", "geometry", "starts_at", "ends_at", "created_at", "created_by", "wait_s"},
        ),
    }
)
# Their detail names nobody: an admin must know what is wrong, the wall when a call for help says it was made.
ALERTS_WITHOUT_WORDS = frozenset(kind for kind, alert in ALERTS.items() if alert.is_public)
# Facts of an event whose text is a code or an entry of the setup: an admin reads them in the log, beside ids and times.
FACTS_SEEN_BY_ADMINS = frozenset(
    {"added", "alarm", "by", "changed", "clock", "entry", "flag", "geofence", "handed_over_to", "id", "incident_type"}
    | {
        "diverted_to",
        "into",
        "kind",
        "list",
        "merged",
        "outcome",
        "redirected_to",
        "relieved_by",
        "replaced_by",
        "role",
        "sign",
        "status",
        "step",
        "username",
        "worker",
    }
    | {"was_merged_into"}
)
_IDS_AND_TIMES = ("_id", "_ids", "_at")
_STATED = "claimed_at"  # the text that a device sent in place of a time


def sees_free_text(role: Role) -> bool:
    """Addresses, descriptions, reasons: they may name people."""
    return role in DESK or role is Role.CREW


def sees_callers(role: Role) -> bool:
    return role in DESK


def as_seen[View: Struct](kind: str, view: View, role: Role) -> View:
    """One incident, unit, assignment, alert or closure; what is hidden is null."""
    return view if sees_free_text(role) else as_seen_by_onlookers(kind, view)


def as_seen_by_onlookers[View: Struct](kind: str, view: View) -> View:
    seen = _seen_by_onlookers(kind, getattr(view, "kind", None))
    return replace(view, **{name: None for name in view.__struct_fields__ if name not in seen})


def all_as_seen[View: Struct](kind: str, views: Iterable[View], role: Role) -> list[View]:
    return [as_seen(kind, view, role) for view in views]


def logged_as_seen_by_onlookers(kind: str, view: JsonObject) -> JsonObject:
    """As `as_seen_by_onlookers`, of a view that was read back from the log."""
    seen = _seen_by_onlookers(kind, view.get("kind"))
    return {name: value if name in seen else None for name, value in view.items()}


def _seen_by_onlookers(kind: str, alert: str | None) -> frozenset[str]:
    seen = SEEN_BY_ONLOOKERS[kind]
    return seen | {"detail"} if kind == "alarms" and alert in ALERTS_WITHOUT_WORDS else seen


def event_data_as_seen(data: JsonObject, role: Role) -> JsonObject:
    """What an event carries: whole views for the consoles, and the facts of the event itself."""
    if role in DESK:
        return data
    return {name: _carried(name, value) for name, value in data.items() if name not in _ABOUT_CALLS}


_ABOUT_CALLS = frozenset({"calls", "suggestions"})


def _carried(name: str, value: Any) -> object:
    if name == "closure":
        return logged_as_seen_by_onlookers("closures", value)
    if name in SEEN_BY_ONLOOKERS:
        return [logged_as_seen_by_onlookers(name, view) for view in value]
    return value if is_code(name, value) else None


def is_code(name: str, value: object) -> bool:
    """A fact without free text: a number, an id, a time, a code or an entry of the setup."""
    is_number = value is None or isinstance(value, bool | int | float)
    is_id_or_time = name.endswith(_IDS_AND_TIMES) and name != _STATED
    return is_number or name in FACTS_SEEN_BY_ADMINS or is_id_or_time

"""Shapes that are read singly: a call with all its places, an incident with its whole history."""

from datetime import datetime
from uuid import UUID

from base.raw_json import JsonObject
from base.view import View
from dispatch.views.board import AssignmentOut, IncidentOut, LiveCallOut
from dispatch.views.event_kind import EventKind
from dispatch.views.geometry import PlaceOut


class CallOut(LiveCallOut, frozen=True):
    caller_number: str | None
    caller_name: str | None
    words: str | None


class CallerLocationOut(View, frozen=True):
    id: int
    source: str
    position: PlaceOut
    accuracy_m: float | None
    confidence: float | None
    measured_at: datetime | None
    received_at: datetime


class CallFileOut(CallOut, frozen=True):
    locations: list[CallerLocationOut]


class NoteOut(View, frozen=True):
    id: int
    at: datetime
    by: str
    text: str


class TimelineEntryOut(View, frozen=True):
    seq: int
    kind: EventKind
    at: datetime
    actor: str
    data: JsonObject


class EventOut(View, frozen=True):
    seq: int
    kind: EventKind
    at: datetime
    actor: str
    incident_id: UUID | None
    data: JsonObject


class IncidentFileOut(IncidentOut, frozen=True):
    assignments: list[AssignmentOut]
    calls: list[CallOut]
    notes: list[NoteOut]
    timeline: list[TimelineEntryOut]

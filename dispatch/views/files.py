"""Shapes that are read singly: a call with all its places, an incident with its whole history."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from base.raw_json import JsonObject
from base.view import View
from dispatch.domain.call import CallDisposition, Channel
from dispatch.views.board import AssignmentOut, IncidentOut
from dispatch.views.event_kind import EventKind
from dispatch.views.geometry import PlaceOut


class CallOut(View, frozen=True):
    id: UUID
    channel: Channel
    caller_number: str | None
    caller_name: str | None
    words: str | None
    received_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    answered_by: str | None
    claimed_by: Annotated[str | None, Field(description="who works on it now; null: it waits for somebody")]
    claimed_at: datetime | None
    disposition: CallDisposition | None
    incident_id: UUID | None


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

"""What goes over the websocket `/live`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, GetPydanticSchema

from base.raw_json import JsonObject
from base.view import View
from dispatch.views.board import (
    AlertOut,
    AssignmentOut,
    IncidentOut,
    LiveCallOut,
    PlacedUnitOut,
    SuggestionOut,
    UnitOut,
)
from dispatch.views.event_kind import EventKind
from tracking.movement.movement import Movement

type FixRowOut = tuple[str, float, float, float | None, float | None, datetime]

type MovementRowOut = tuple[str, Movement, datetime, float | None, str | None, str | None, datetime | None]


class SnapshotOut(View, frozen=True):
    type: Literal["snapshot"]
    as_of: int
    mark: str
    incidents: list[IncidentOut]
    units: list[PlacedUnitOut]
    assignments: list[AssignmentOut]
    alarms: list[AlertOut]
    calls: list[LiveCallOut]
    suggestions: list[SuggestionOut]


class ChangedOut(BaseModel):
    """The current views of everything the event touched, each replacing the one before, and the event's own facts."""

    model_config = ConfigDict(strict=True, extra="allow")

    incidents: list[IncidentOut] = Field(default_factory=list)
    units: list[UnitOut] = Field(default_factory=list)
    assignments: list[AssignmentOut] = Field(default_factory=list)
    alarms: list[AlertOut] = Field(default_factory=list)
    calls: list[LiveCallOut] = Field(default_factory=list)
    suggestions: list[SuggestionOut] = Field(default_factory=list)


# Described by today's shapes, sent as it was logged: an entry of an older version has that version's fields.
LoggedData = Annotated[JsonObject, GetPydanticSchema(lambda _, handler: handler(ChangedOut))]


class EventFrameOut(View, frozen=True):
    type: Literal["event"]
    seq: int
    kind: EventKind
    at: datetime
    mark: str
    incident_id: UUID | None
    data: LoggedData


class FixesOut(View, frozen=True):
    """unit_id, lat, lon, course_deg, speed_mps, fixed_at: the newest fix of each unit that moved."""

    type: Literal["fixes"]
    fixes: Sequence[FixRowOut]


class MovementsOut(View, frozen=True):
    """unit_id, movement, movement_since_at, heading_deg, device_id, device_kind, device_since_at."""

    type: Literal["movements"]
    movements: Sequence[MovementRowOut]


class TickOut(View, frozen=True):
    type: Literal["tick"]
    seq: int
    at: datetime


class ResyncOut(View, frozen=True):
    type: Literal["resync"]


type LiveFrame = Annotated[
    SnapshotOut | EventFrameOut | FixesOut | MovementsOut | TickOut | ResyncOut, Field(discriminator="type")
]

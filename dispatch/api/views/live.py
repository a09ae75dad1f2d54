"""What goes over the websocket `/live`: described here so that clients are generated from it, sent by dispatch.live."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from dispatch.api.bodies import Body
from dispatch.api.event_kind import EventKind
from dispatch.api.views.board import (
    AlertOut,
    AssignmentOut,
    IncidentOut,
    LiveCallOut,
    PlacedUnitOut,
    SuggestionOut,
    UnitOut,
)
from tracking.movement.movement import Movement

type FixRowOut = tuple[str, float, float, float | None, float | None, datetime]

type MovementRowOut = tuple[str, Movement, datetime, float | None, str | None, str | None, datetime | None]


class SnapshotOut(Body):
    type: Literal["snapshot"]
    as_of: int
    mark: str
    incidents: list[IncidentOut]
    units: list[PlacedUnitOut]
    assignments: list[AssignmentOut]
    alarms: list[AlertOut]
    calls: list[LiveCallOut]
    suggestions: list[SuggestionOut]


class ChangedOut(Body):
    """Whole views of what the event touched, each in the place of the one before; beside them the event's own facts."""

    model_config = ConfigDict(extra="allow")

    incidents: list[IncidentOut] = Field(default_factory=list)
    units: list[UnitOut] = Field(default_factory=list)
    assignments: list[AssignmentOut] = Field(default_factory=list)
    alarms: list[AlertOut] = Field(default_factory=list)
    calls: list[LiveCallOut] = Field(default_factory=list)
    suggestions: list[SuggestionOut] = Field(default_factory=list)


class EventFrameOut(Body):
    type: Literal["event"]
    seq: int
    kind: EventKind
    at: datetime
    mark: str
    incident_id: UUID | None
    data: ChangedOut


class FixesOut(Body):
    """unit_id, lat, lon, course_deg, speed_mps, fixed_at: the newest of each unit that moved."""

    type: Literal["fixes"]
    fixes: list[FixRowOut]


class MovementsOut(Body):
    """unit_id, movement, movement_since_at, heading_deg, device_id, device_kind, device_since_at."""

    type: Literal["movements"]
    movements: list[MovementRowOut]


class TickOut(Body):
    type: Literal["tick"]
    seq: int
    at: datetime


class ResyncOut(Body):
    type: Literal["resync"]


type LiveFrame = Annotated[
    SnapshotOut | EventFrameOut | FixesOut | MovementsOut | TickOut | ResyncOut, Field(discriminator="type")
]

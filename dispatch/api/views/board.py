"""What stands on the board, in one shape wherever it shows: answers, snapshots and events."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from dispatch.api.bodies import Body
from dispatch.api.event_kind import EventKind
from dispatch.domain.alert import AlertKind
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.call import CallDisposition, Channel
from dispatch.domain.incident import Disposition, IncidentStatus
from dispatch.domain.unit import UnitStatus
from tracking.movement.movement import Movement

type MilestoneSource = Literal["pressed", "inferred", "imported", "corrected"]


class PlaceOut(Body):
    lat: float
    lon: float


class IncidentOut(Body):
    """Without words (`address`, `near_place`, `description`) for a wall."""

    id: UUID
    number: str
    type: str
    priority: int
    alarm_level: int
    position: PlaceOut
    address: str | None
    near_place: str | None = Field(description="what has a name near its position: a crossing, a quarter")
    description: str | None
    created_at: datetime
    closed_at: datetime | None
    disposition: Disposition | None
    merged_into: UUID | None
    first_dispatched_at: datetime | None
    first_on_scene_at: datetime | None
    status: IncidentStatus
    nobody_came: bool = Field(description="units were sent, and all left before one arrived: it waits again")


class MoveUpOut(Body):
    """The unit stands in at another station, or is on its way there."""

    id: UUID
    station_id: str
    ordered_at: datetime
    acknowledged_at: datetime | None
    arrived_at: datetime | None


class EidoOut(Body):
    """NENA-STA-021.1 registries."""

    primary: str
    secondary: str


class UnitOut(Body):
    unit_id: str
    callsign: str
    agency_id: str
    station_id: str | None
    kind: str
    capabilities: list[str]
    profile: str
    crew: int | None
    crew_pool: str | None
    crew_with: str | None = Field(description="of one whose status is crew_is_out: the unit that its crew is out with")
    staffed: bool
    in_service: bool
    out_of_service_reason: str | None
    service_changed_at: datetime
    free_since_at: datetime | None = Field(description="of one that is available: since then")
    retired_at: datetime | None = Field(description="out of the fleet since then; such a unit is on no board")
    move_up: MoveUpOut | None
    assignment_id: UUID | None
    incident_id: UUID | None
    status: UnitStatus
    eido: EidoOut


class LastPositionOut(PlaceOut):
    course_deg: float | None
    speed_mps: float | None
    accuracy_m: float | None
    fixed_at: datetime
    device_id: str | None = Field(description="of several in the unit the one that moves the marker")
    device_kind: str | None
    device_since_at: datetime | None
    movement: Movement | None
    movement_since_at: datetime | None
    heading_deg: float | None


class PlacedUnitOut(UnitOut):
    position: LastPositionOut | None = Field(description="null: it never had a fix")


class NoticeOut(Body):
    """What the crew was told after its order: the words of a note are in the incident's file."""

    id: int
    at: datetime
    changed: list[str]
    note_id: int | None
    confirmed_at: datetime | None


class AssignmentOut(Body):
    """By milestone when it was reached, who says so and what is odd about it; one that was not reached is missing."""

    id: UUID
    unit_id: str
    incident_id: UUID
    status: AssignmentStatus
    dispatched_at: datetime
    eta_s: float | None
    turnout_s: float | None = Field(description="of `eta_s`, until wheels roll; null without a route")
    distance_m: float | None
    reason: str | None
    released_at: datetime | None
    replaces_id: UUID | None
    hospital_id: str | None
    reached_at: dict[str, datetime]
    sources: dict[str, MilestoneSource]
    flags: dict[str, str]
    notices: list[NoticeOut] | None = Field(description="oldest first; null for those who see no words")


class AlertOut(Body):
    id: int
    kind: AlertKind
    incident_id: UUID | None
    unit_id: str | None
    assignment_id: UUID | None
    raised_at: datetime
    detail: dict[str, Any] | None
    taken_at: datetime | None
    taken_by: str | None


class SuggestionOut(Body):
    """A nearer unit (`with_unit_id`) in the place of one on its way (`unit_id`)."""

    id: UUID
    kind: str
    incident_id: UUID
    assignment_id: UUID
    unit_id: str
    with_unit_id: str
    saving_s: float
    made_at: datetime
    data: dict[str, Any]
    outcome: str | None
    closed_at: datetime | None


class LiveCallOut(Body):
    """A call as the board shows it: neither number, name nor words."""

    id: UUID
    channel: Channel
    received_at: datetime
    answered_at: datetime | None
    answered_by: str | None
    claimed_by: str | None = Field(description="who works on it now; null: it waits for somebody")
    claimed_at: datetime | None
    closed_at: datetime | None
    disposition: CallDisposition | None
    incident_id: UUID | None


class CallOut(LiveCallOut):
    caller_number: str | None
    caller_name: str | None
    words: str | None


class CallerLocationOut(Body):
    id: int
    source: str
    position: PlaceOut
    accuracy_m: float | None
    confidence: float | None
    measured_at: datetime | None
    received_at: datetime


class CallFileOut(CallOut):
    locations: list[CallerLocationOut]


class NoteOut(Body):
    id: int
    at: datetime
    by: str
    text: str


class TimelineEntryOut(Body):
    seq: int
    kind: EventKind
    at: datetime
    actor: str
    data: dict[str, Any]


class EventOut(TimelineEntryOut):
    incident_id: UUID | None


class IncidentFileOut(IncidentOut):
    assignments: list[AssignmentOut]
    calls: list[CallOut]
    notes: list[NoteOut]
    timeline: list[TimelineEntryOut]

"""What is on the board: incidents, units, assignments, alerts, calls and suggestions; the same in every answer."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from base.raw_json import JsonObject
from base.view import View
from dispatch.domain.alert import AlertKind
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.call import CallDisposition, Channel
from dispatch.domain.incident import Disposition, IncidentStatus
from dispatch.domain.unit import UnitStatus
from dispatch.views.geometry import PlaceOut
from tracking.movement.movement import Movement

type MilestoneSource = Literal["pressed", "inferred", "imported", "corrected"]


class IncidentOut(View, frozen=True):
    """Its texts are null for the wall and admins."""

    id: UUID
    number: str
    type: str
    priority: int
    alarm_level: int
    position: PlaceOut
    address: str | None
    near_place: Annotated[str | None, Field(description="what has a name near its position: a crossing, a quarter")]
    description: str | None
    created_at: datetime
    closed_at: datetime | None
    disposition: Disposition | None
    merged_into: UUID | None
    first_dispatched_at: datetime | None
    first_on_scene_at: datetime | None
    status: IncidentStatus
    nobody_came: Annotated[bool, Field(description="units were sent, and all left before one arrived: it waits again")]


class MoveUpOut(View, frozen=True):
    """The unit stands in at another station, or is on its way there."""

    id: UUID
    station_id: str
    ordered_at: datetime
    acknowledged_at: datetime | None
    arrived_at: datetime | None


class EidoOut(View, frozen=True):
    """NENA-STA-021.1 registries."""

    primary: str
    secondary: str


class UnitOut(View, frozen=True):
    unit_id: str
    callsign: str
    agency_id: str
    station_id: str | None
    kind: str
    capabilities: list[str]
    profile: str
    crew: int | None
    crew_pool: str | None
    staffed: bool
    in_service: bool
    out_of_service_reason: str | None
    service_changed_at: datetime
    retired_at: Annotated[datetime | None, Field(description="out of the fleet since then; such a unit is on no board")]
    free_since_at: Annotated[datetime | None, Field(description="of one that is available: since then")]
    status: UnitStatus
    crew_with: Annotated[
        str | None, Field(description="of one whose status is crew_is_out: the unit that its crew is out with")
    ]
    assignment_id: UUID | None
    incident_id: UUID | None
    move_up: MoveUpOut | None
    eido: EidoOut


class LastPositionOut(PlaceOut, frozen=True):
    course_deg: float | None
    speed_mps: float | None
    accuracy_m: float | None
    fixed_at: datetime
    device_id: Annotated[str | None, Field(description="of several in the unit the one that moves the marker")]
    device_kind: str | None
    device_since_at: datetime | None
    movement: Movement | None
    movement_since_at: datetime | None
    heading_deg: float | None


class PlacedUnitOut(UnitOut, frozen=True):
    position: Annotated[LastPositionOut | None, Field(description="null: it never had a fix")]


class NoticeOut(View, frozen=True):
    """What the crew was sent after its order: the text of a note is in the incident's file."""

    at: datetime
    id: int
    changed: list[str]
    note_id: int | None
    confirmed_at: datetime | None


class AssignmentOut(View, frozen=True):
    """By milestone when it was reached, the source and any flag; one that was not reached is missing."""

    id: UUID
    unit_id: str
    incident_id: UUID
    status: AssignmentStatus
    dispatched_at: datetime
    eta_s: float | None
    turnout_s: Annotated[float | None, Field(description="of `eta_s`, until wheels roll; null without a route")]
    distance_m: float | None
    reason: str | None
    released_at: datetime | None
    replaces_id: UUID | None
    hospital_id: str | None
    notices: Annotated[list[NoticeOut] | None, Field(description="oldest first; null for those who see no words")]
    reached_at: dict[str, datetime]
    sources: dict[str, MilestoneSource]
    flags: dict[str, str]


class AlertOut(View, frozen=True):
    id: int
    kind: AlertKind
    incident_id: UUID | None
    unit_id: str | None
    assignment_id: UUID | None
    raised_at: datetime
    detail: JsonObject | None
    taken_at: datetime | None
    taken_by: str | None


class SosOut(View, frozen=True):
    """A call for help was taken; pressed again before anybody took its alarm, it is the same one."""

    alarm_id: int


class SuggestionOut(View, frozen=True):
    """A nearer unit (`with_unit_id`) in place of one on its way (`unit_id`)."""

    id: UUID
    kind: str
    incident_id: UUID
    assignment_id: UUID
    unit_id: str
    with_unit_id: str
    saving_s: float
    made_at: datetime
    data: JsonObject
    outcome: str | None
    closed_at: datetime | None


class LiveCallOut(View, frozen=True):
    """A call as the board shows it: no number, name or free text."""

    id: UUID
    channel: Channel
    received_at: datetime
    answered_at: datetime | None
    answered_by: str | None
    claimed_by: Annotated[str | None, Field(description="who works on it now; null: it waits for somebody")]
    claimed_at: datetime | None
    closed_at: datetime | None
    disposition: CallDisposition | None
    incident_id: UUID | None

"""What is sent to a crew: the order in its wire format."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from msgspec import UNSET, Struct, UnsetType

from base.position import Position
from dispatch.domain.assignment import Assignment
from dispatch.domain.incident import Incident, IncidentTexts, texts_of


class OrderKind(StrEnum):
    DISPATCH = "dispatch"
    UPDATE = "update"  # place, type or text of the incident changed, or a note was written
    CANCEL = "cancel"  # turn back
    DIVERT = "divert"
    MOVE_UP = "move_up"


ASKS_FOR_AN_ANSWER = frozenset({OrderKind.DISPATCH, OrderKind.DIVERT, OrderKind.MOVE_UP})
RESTS_UNANSWERED = frozenset({OrderKind.CANCEL, OrderKind.UPDATE})  # the desk waits for no answer to these


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedPlace(IncidentTexts):
    """Nothing from the caller but the text about the place and the event; for a move-up the station."""

    id: UUID | None = None
    number: str | None = None
    type: str
    priority: int | None = None
    position: Position
    near_place: str | None = None


class OrderedRoute(Struct, frozen=True):
    eta_s: float | None
    distance_m: float | None
    polyline6: str | None


class OrderBody(Struct, frozen=True, kw_only=True):
    """The payload of `down/order`. Only a move-up has a `station_id`, only other orders a `note`."""

    order_id: UUID
    kind: OrderKind
    assignment_id: UUID
    unit_id: str
    incident: OrderedPlace
    station_id: str | UnsetType = UNSET
    route: OrderedRoute
    note: str | UnsetType | None = UNSET
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OrderPolicy:
    """An order not acknowledged for `ack_timeout_s` raises an alert; after `expires_s` it is no longer delivered.

    A crew's status may be `status_max_age` old when it arrives, and `status_max_ahead` in the future. A unit that was
    released can be returned to its incident for `reopen_max_age`.
    """

    ack_timeout_s: float
    expires_s: float
    status_max_age: timedelta
    status_max_ahead: timedelta
    reopen_max_age: timedelta

    def expires_at(self, now: datetime) -> datetime:
        return now + timedelta(seconds=self.expires_s)


@dataclass(frozen=True, slots=True)
class Order:
    id: UUID
    kind: OrderKind
    assignment: Assignment
    incident: Incident
    issued_at: datetime
    expires_at: datetime
    note: str | None = None  # for an update: the text written at the desk

    def body(self) -> OrderBody:
        assignment, incident = self.assignment, self.incident
        return OrderBody(
            order_id=self.id,
            kind=self.kind,
            assignment_id=assignment.id,
            unit_id=assignment.unit_id,
            incident=OrderedPlace(
                id=incident.id,
                number=incident.number,
                type=incident.type,
                priority=incident.priority,
                position=incident.position,
                near_place=incident.near_place,
                **texts_of(incident),
            ),
            route=OrderedRoute(assignment.drive_s, assignment.distance_m, assignment.polyline6),
            note=self.note,
            issued_at=self.issued_at,
            expires_at=self.expires_at,
        )

"""What happened somewhere, and how far the response has got."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from base.position import Position
from dispatch.domain.assignment import OVER, AssignmentStatus


class IncidentStatus(StrEnum):
    WAITING = "waiting"  # nobody has been sent yet, or everybody left before arriving
    DISPATCHED = "dispatched"  # at least one unit has its order
    EN_ROUTE = "en_route"  # at least one unit is on its way
    ON_SCENE = "on_scene"  # at least one unit has arrived
    CLEARED = "cleared"  # units were there and all are free again; to be closed
    CLOSED = "closed"


# The status of an incident is that of its most advanced unit.
_BY_UNIT = {
    AssignmentStatus.DISPATCHED: IncidentStatus.DISPATCHED,
    AssignmentStatus.ACKNOWLEDGED: IncidentStatus.DISPATCHED,
    AssignmentStatus.EN_ROUTE: IncidentStatus.EN_ROUTE,
    AssignmentStatus.ON_SCENE: IncidentStatus.ON_SCENE,
    AssignmentStatus.TRANSPORTING: IncidentStatus.ON_SCENE,
    AssignmentStatus.AT_HOSPITAL: IncidentStatus.ON_SCENE,
}
_ORDER = list(IncidentStatus)


ALARM_LEVEL_MAX = 9


class Disposition(StrEnum):
    """How an incident ended."""

    RESOLVED = "resolved"
    TRANSPORTED = "transported"
    HANDED_OVER = "handed_over"
    FALSE_ALARM = "false_alarm"
    PRANK = "prank"
    DUPLICATE = "duplicate"
    CANCELED = "canceled"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentTexts:
    """Free text about an incident, which may name persons: crews get it with the order, and it is forgotten in time.

    Null: nothing was said.
    """

    address: str | None = None
    description: str | None = None


TEXTS = tuple(each.name for each in fields(IncidentTexts))


def texts_of(incident: IncidentTexts) -> dict[str, Any]:
    return {name: getattr(incident, name) for name in TEXTS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(IncidentTexts):
    id: UUID
    number: str
    type: str
    priority: int
    alarm_level: int
    position: Position
    near_place: str | None
    created_at: datetime
    closed_at: datetime | None = None
    merged_into: UUID | None = None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


@dataclass(frozen=True, slots=True)
class Situation:
    """What the advice for an incident is based on."""

    type: str
    priority: int
    alarm_level: int
    lat: float
    lon: float

    @classmethod
    def of(cls, incident: Incident) -> "Situation":
        position = incident.position
        return cls(incident.type, incident.priority, incident.alarm_level, position.lat, position.lon)


def status_of(*, closed: bool, assignments: Collection[AssignmentStatus], reached: bool) -> IncidentStatus:
    """Derived, never stored: from the closing and the statuses of all assignments, ended ones too.

    `reached`: any unit ever arrived. If none did, free units mean that the incident waits again.
    """
    if closed:
        return IncidentStatus.CLOSED
    open_ones = [_BY_UNIT[status] for status in assignments if status not in OVER]
    if open_ones:
        return max(open_ones, key=_ORDER.index)
    return IncidentStatus.CLEARED if reached and AssignmentStatus.CLEAR in assignments else IncidentStatus.WAITING


def nobody_came(assignments: Collection[AssignmentStatus], *, reached: bool) -> bool:
    """Whether units were sent, and all are free again without any having arrived."""
    return bool(assignments) and not reached and OVER.issuperset(assignments)

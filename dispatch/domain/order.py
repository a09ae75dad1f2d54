"""What is sent to a crew: the order in its wire format."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from dispatch.domain.assignment import Assignment
from dispatch.domain.incident import Incident, texts_of


class OrderKind(StrEnum):
    DISPATCH = "dispatch"
    UPDATE = "update"  # place, type or text of the incident changed, or a note was written
    CANCEL = "cancel"  # turn back
    DIVERT = "divert"
    MOVE_UP = "move_up"


ASKS_FOR_AN_ANSWER = frozenset({OrderKind.DISPATCH, OrderKind.DIVERT, OrderKind.MOVE_UP})
RESTS_UNANSWERED = frozenset({OrderKind.CANCEL, OrderKind.UPDATE})  # the desk waits for no answer to these


@dataclass(frozen=True, slots=True)
class Order:
    id: UUID
    kind: OrderKind
    assignment: Assignment
    incident: Incident
    issued_at: datetime
    expires_at: datetime
    note: str | None = None  # for an update: the text written at the desk

    def body(self) -> dict[str, Any]:
        """The payload of `down/order`; nothing from the caller but the text about the place and the event."""
        return {
            "order_id": self.id,
            "kind": self.kind,
            "assignment_id": self.assignment.id,
            "unit_id": self.assignment.unit_id,
            "incident": {
                "id": self.incident.id,
                "number": self.incident.number,
                "type": self.incident.type,
                "priority": self.incident.priority,
                "position": {"lat": self.incident.position.lat, "lon": self.incident.position.lon},
                "near_place": self.incident.near_place,
                **texts_of(self.incident),
            },
            "route": {
                "eta_s": self.assignment.drive_s,
                "distance_m": self.assignment.distance_m,
                "polyline6": self.assignment.polyline6,
            },
            "note": self.note,
            "issued_at": self.issued_at,
            "expires_at": self.expires_at,
        }

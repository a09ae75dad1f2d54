"""Orders as they come over MQTT, and which of them a crew has to follow; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from simulators.places import Place


class OrderKind(StrEnum):
    DISPATCH = "dispatch"
    UPDATE = "update"
    CANCEL = "cancel"
    DIVERT = "divert"
    MOVE_UP = "move_up"


class OrderBroken(ValueError):
    """The message is not an order by the contract."""


@dataclass(frozen=True, slots=True)
class Order:
    """`place` and `polyline6` are None where the message has none, as in a cancel."""

    order_id: str
    kind: OrderKind
    assignment_id: str | None
    incident_type: str
    place: Place | None
    polyline6: str | None
    eta_s: float | None
    expires_at: datetime | None


def read_order(payload: bytes) -> Order:
    """Raises OrderBroken."""
    try:
        body = msgspec.json.decode(payload)
        incident: Mapping[str, Any] = body.get("incident") or {}
        route: Mapping[str, Any] = body.get("route") or {}
        position = incident.get("position") or body.get("position")
        expires_at = body.get("expires_at")
        return Order(
            order_id=str(body["order_id"]),
            kind=OrderKind(body["kind"]),
            assignment_id=body.get("assignment_id"),
            incident_type=str(incident.get("type", "")),
            place=Place.read(position) if position else None,
            polyline6=route.get("polyline6"),
            eta_s=route.get("eta_s"),
            expires_at=datetime.fromisoformat(expires_at) if expires_at else None,
        )
    except (msgspec.DecodeError, LookupError, AttributeError, TypeError, ValueError) as error:
        raise OrderBroken(f"not an order: {error}") from error


class OrderBook:
    """Remembers the orders received: an order is sent again until it is acknowledged."""

    def __init__(self) -> None:
        self._seen: set[str] = set()

    def is_to_be_obeyed(self, order: Order, now: datetime) -> bool:
        """Return False for an order that was received before, or that came too late."""
        if order.order_id in self._seen or (order.expires_at is not None and order.expires_at < now):
            return False
        self._seen.add(order.order_id)
        return True

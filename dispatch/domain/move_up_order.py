"""A free unit that stands in at another station: its order, and which units cover for which."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from base.position import Position
from dispatch.domain.order import OrderBody, OrderedPlace, OrderedRoute, OrderKind
from dispatch.domain.turnout import TurnoutKind


@dataclass(frozen=True, slots=True)
class CoverGroup:
    """Units with the capability, which stand in for one another, at the stations of these agencies.

    `holes_only`: their work is rare and long, so they move only for a hole that lasts, not for a little more cover.
    """

    capability: str
    profile: str
    turnout: TurnoutKind
    agency_kinds: frozenset[str]
    holes_only: bool = False


COVER_GROUPS: Mapping[str, CoverGroup] = {
    group.capability: group
    for group in (
        CoverGroup("ambulance_bls", "ambulance", TurnoutKind.AMBULANCE, frozenset({"ambulance", "fire"})),
        CoverGroup("pumper", "pumper", TurnoutKind.FIRE, frozenset({"fire"}), holes_only=True),
    )
}


@dataclass(frozen=True, slots=True)
class Station:
    id: str
    name: str
    position: Position


@dataclass(frozen=True, slots=True)
class MoveUp:
    """`drive_s`, `distance_m` and `polyline6` are null if no route was found."""

    id: UUID
    unit_key: int
    unit_id: str
    station: Station
    ordered_at: datetime
    drive_s: float | None = None
    distance_m: float | None = None
    polyline6: str | None = None
    gain: float | None = None
    reason: str | None = None
    acknowledged_at: datetime | None = None
    arrived_at: datetime | None = None
    ended_at: datetime | None = None


def order_body(
    move_up: MoveUp, kind: OrderKind, *, order_id: UUID, issued_at: datetime, expires_at: datetime
) -> OrderBody:
    """Build the order in the usual shape, so that every device can show it: the station takes the incident's place.

    The crew answers with `assignment_id`, as always.
    """
    station = move_up.station
    return OrderBody(
        order_id=order_id,
        kind=kind,
        assignment_id=move_up.id,
        unit_id=move_up.unit_id,
        incident=OrderedPlace(type="move_up", position=station.position, address=station.name),
        station_id=station.id,
        route=OrderedRoute(move_up.drive_s, move_up.distance_m, move_up.polyline6),
        issued_at=issued_at,
        expires_at=expires_at,
    )

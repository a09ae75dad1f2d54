"""Forecast when busy units will be free again, from how far each has got, and which is first; pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from base.position import Position
from dispatch.domain.assignment import AssignmentStatus as S
from dispatch.domain.response_plan import UnitRequirement, capabilities_with
from geo.geometry.service_area import ServiceArea

# Usual time from reaching a status until clear, where ambulances take one call in two to a hospital.
USUALLY_S: Mapping[S, float] = {
    S.DISPATCHED: 3000.0,
    S.ACKNOWLEDGED: 2900.0,
    S.EN_ROUTE: 2700.0,
    S.ON_SCENE: 2100.0,
    S.TRANSPORTING: 1500.0,
    S.AT_HOSPITAL: 900.0,
}
SOON_S = 120.0  # an overdue unit always counts as about to be free


@dataclass(frozen=True, slots=True)
class BusyUnit:
    """A unit at work, or without its shared crew, for about `free_in_s` from now, at the place of that incident.

    `seen_at`: its last known location, or else its station.
    """

    unit_id: str
    capabilities: frozenset[str]
    profile: str
    crew: int | None
    crew_pool: str | None
    incident_id: UUID
    position: Position
    seen_at: Position | None
    free_in_s: float

    def can(self, need: UnitRequirement) -> bool:
        return need.capability in capabilities_with(self.crew, self.capabilities, [need])


def free_in_s(status: S, in_it_for_s: float) -> float:
    return max(SOON_S, USUALLY_S.get(status, SOON_S) - max(0.0, in_it_for_s))


def in_the_area(busy: Collection[BusyUnit], area: ServiceArea | None) -> list[BusyUnit]:
    """Leave out the units whose work or last known location is outside the service area."""
    return [
        unit
        for unit in busy
        if area is None or (area.holds(unit.position) and (unit.seen_at is None or area.holds(unit.seen_at)))
    ]


def soonest_free(busy: Collection[BusyUnit], need: UnitRequirement, *, besides: UUID) -> Sequence[BusyUnit]:
    """The units that could do it, soonest free first; those at the incident `besides` are left out."""
    able = [unit for unit in busy if unit.incident_id != besides and unit.can(need)]
    return sorted(able, key=lambda unit: (unit.free_in_s, unit.unit_id))

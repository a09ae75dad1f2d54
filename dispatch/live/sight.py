"""The parts of an event, a snapshot or a fix that each kind of console is sent."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from msgspec.structs import replace

from base.raw_json import JsonObject
from core.domain.actor import Account, Role
from dispatch.domain.visibility import DESK, as_seen_by_onlookers, logged_as_seen_by_onlookers
from dispatch.views.live import SnapshotOut

# Consoles that see the same share one encoding of it; a crew's view is shared with nobody.
SHARED_BY_DESK = "desk"
SHARED_BY_WALL = "wall"


class Sight(Protocol):
    @property
    def shared(self) -> str | None:
        """The name under which an encoding may be shared; None if it is for this console only."""

    def snapshot(self, whole: SnapshotOut) -> SnapshotOut: ...

    def event(self, data: JsonObject) -> JsonObject: ...

    def sees_incident(self, incident_id: UUID) -> bool:
        """As of the last event that was passed to `event`, that event included."""

    def sees_unit(self, unit_id: str) -> bool: ...


class DeskSight:
    """Everything."""

    shared: str | None = SHARED_BY_DESK

    def snapshot(self, whole: SnapshotOut) -> SnapshotOut:
        return whole

    def event(self, data: JsonObject) -> JsonObject:
        return data

    def sees_incident(self, _incident_id: UUID) -> bool:
        return True

    def sees_unit(self, _unit_id: str) -> bool:
        return True


class WallSight:
    """Everything that moves, and no free text: a wall is read by whoever passes."""

    shared: str | None = SHARED_BY_WALL

    def snapshot(self, whole: SnapshotOut) -> SnapshotOut:
        wordless = {name: [as_seen_by_onlookers(name, view) for view in getattr(whole, name)] for name in _ON_THE_WALL}
        return replace(whole, **wordless, suggestions=[])

    def event(self, data: JsonObject) -> JsonObject:
        return {
            name: [logged_as_seen_by_onlookers(name, view) for view in data[name]]
            for name in _ON_THE_WALL
            if name in data
        }

    def sees_incident(self, _incident_id: UUID) -> bool:
        return True

    def sees_unit(self, _unit_id: str) -> bool:
        return True


_ON_THE_WALL = ("incidents", "units", "assignments", "alarms", "calls")


class CrewSight:
    """Its own unit, its own assignments, and their incidents."""

    shared: str | None = None

    def __init__(self, unit_id: str | None) -> None:
        self._unit_id = unit_id
        self._incidents: set[str] = set()
        self._over: set[str] = set()  # incidents for which this event is the last one

    def snapshot(self, whole: SnapshotOut) -> SnapshotOut:
        own = [each for each in whole.assignments if each.unit_id == self._unit_id]
        self._over = set()
        self._incidents = {str(assignment.incident_id) for assignment in own}
        return replace(
            whole,
            incidents=[each for each in whole.incidents if str(each.id) in self._incidents],
            units=[each for each in whole.units if each.unit_id == self._unit_id],
            assignments=own,
            alarms=[],
            calls=[],
            suggestions=[],
        )

    def event(self, data: JsonObject) -> JsonObject:
        """An incident is followed from the assignment to its end, including the event that ends it."""
        own = self._own(data.get("assignments", ()))
        self._incidents -= self._over
        self._incidents |= {str(assignment["incident_id"]) for assignment in own}
        self._over = {str(each["incident_id"]) for each in own if each["released_at"] is not None}
        seen = {
            "incidents": self._of_mine(data.get("incidents", ())),
            "units": self._own(data.get("units", ())),
            "assignments": own,
        }
        return {name: views for name, views in seen.items() if views}

    def sees_incident(self, incident_id: UUID) -> bool:
        return str(incident_id) in self._incidents

    def sees_unit(self, unit_id: str) -> bool:
        return unit_id == self._unit_id

    def _own(self, views: Iterable[JsonObject]) -> list[JsonObject]:
        return [view for view in views if view["unit_id"] == self._unit_id]

    def _of_mine(self, incidents: Iterable[JsonObject]) -> list[JsonObject]:
        return [incident for incident in incidents if str(incident["id"]) in self._incidents]


def sight_of(account: Account) -> Sight:
    if account.role is Role.CREW:
        return CrewSight(account.unit_id)
    return DeskSight() if account.role in DESK else WallSight()

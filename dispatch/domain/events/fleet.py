"""Events of units, of their move-ups and of the borders they cross."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from base.view import View
from dispatch.domain.events.event import Event, Touched, Unlogged
from geo.geometry.geofence import FenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class _UnitChanged(Event):
    unit_id: str
    unit_key: Unlogged[int]

    @property
    def touched(self) -> Touched:
        return Touched(units=[self.unit_key])


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMovedUp(_UnitChanged):
    """A free unit was sent to stand in at a station."""

    KIND = "unit_moved_up"
    move_up_id: UUID
    station_id: str
    gain: float | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _MoveUpChanged(_UnitChanged):
    move_up_id: UUID
    station_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCalledBack(_MoveUpChanged):
    """A unit that stands in was called back to its own station."""

    KIND = "unit_called_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveUpAcknowledged(_MoveUpChanged):
    """The crew has the order to stand in."""

    KIND = "move_up_acknowledged"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveUpArrived(_MoveUpChanged):
    """The unit is at the station where it stands in."""

    KIND = "move_up_arrived"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveUpRefused(_UnitChanged):
    """A crew will not stand in at that station: the move is not suggested again for a while."""

    KIND = "move_up_refused"
    station_id: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitServiceChanged(_UnitChanged):
    """A unit is in or out of service, manned, or moved to another station."""

    KIND = "unit_service_changed"
    in_service: bool
    staffed: bool
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _UnitSaved(Event):
    unit_id: str
    unit_keys: Unlogged[Sequence[int]]  # its own, and those of units that shared a crew with it

    @property
    def touched(self) -> Touched:
        return Touched(units=self.unit_keys, with_mates=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAdded(_UnitSaved):
    """A unit was added to the fleet."""

    KIND = "unit_added"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChanged(_UnitSaved):
    """A unit's description or capabilities were changed."""

    KIND = "unit_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRetired(_UnitChanged):
    """A unit left the fleet."""

    KIND = "unit_retired"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReturned(_UnitChanged):
    """A unit is in the fleet again."""

    KIND = "unit_returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsLoaded(Event):
    """Units came from a file."""

    KIND = "units_loaded"
    unit_ids: Sequence[str]
    unit_keys: Unlogged[Sequence[int]]

    @property
    def touched(self) -> Touched:
        return Touched(units=self.unit_keys, with_mates=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitQuiet(Event):
    """A unit that is not at work fell silent."""

    KIND = "unit_quiet"
    unit_id: str
    heard_at: datetime
    interval_s: float


class CrossedFence(View, frozen=True):
    kind: FenceKind
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GeofenceCrossed(Event):
    unit_id: str
    geofence: CrossedFence
    fixed_at: datetime
    scene_of: Unlogged[UUID | None]

    @property
    def of_incident(self) -> UUID | None:
        return self.scene_of


@dataclass(frozen=True, slots=True, kw_only=True)
class GeofenceEntered(GeofenceCrossed):
    """A unit reached a station, hospital, scene or drawn area."""

    KIND = "geofence_entered"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeofenceDwelt(GeofenceCrossed):
    """A unit stayed in one of these: it is not just passing."""

    KIND = "geofence_dwelt"


@dataclass(frozen=True, slots=True, kw_only=True)
class GeofenceLeft(GeofenceCrossed):
    """A unit left one of these."""

    KIND = "geofence_left"

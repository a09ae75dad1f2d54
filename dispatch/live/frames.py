"""What goes over the socket; each frame is encoded once for all consoles that see the same."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Self

import msgspec

from base.view import View
from core.store.log_cursor import Cursor, Entry
from dispatch.live.sight import Sight
from dispatch.views.board import LastPositionOut
from dispatch.views.live import EventFrameOut, FixesOut, FixRowOut, MovementsOut, ResyncOut, SnapshotOut, TickOut
from tracking.movement.positions import UnitPosition
from tracking.movement.unit_movement import UnitMovement


def encode(frame: View) -> str:
    return msgspec.json.encode(frame).decode()


def tick(seq: int, at: datetime) -> str:
    return encode(TickOut(type="tick", seq=seq, at=at))


RESYNC = encode(ResyncOut(type="resync"))


def fix_row(moved: UnitPosition) -> FixRowOut:
    place = moved.position
    # Single precision in the database: more digits would be made up.
    return (
        moved.unit_id,
        round(place.lat, 6),
        round(place.lon, 6),
        _rounded(moved.course_deg),
        _rounded(moved.speed_mps),
        moved.fixed_at,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


class _Encoded:
    """Keeps the text of each shared sight."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def _text(self, sight: Sight, make: Callable[[], View]) -> str:
        if sight.shared is None:
            return encode(make())
        if sight.shared not in self._texts:
            self._texts[sight.shared] = encode(make())
        return self._texts[sight.shared]


class EventFrame(_Encoded):
    """Every console gets every `seq`, so a gap is always a fault; what it may not see is left out of the data."""

    def __init__(self, event: Entry) -> None:
        super().__init__()
        self.seq = event.seq
        self._event = event

    def text(self, sight: Sight) -> str:
        return self._text(sight, lambda: self._frame(sight))

    def _frame(self, sight: Sight) -> EventFrameOut:
        event, incident_id = self._event, self._event.incident_id
        data = sight.event(event.data)
        return EventFrameOut(
            type="event",
            seq=event.seq,
            kind=event.kind,
            at=event.at,
            mark=event.mark,
            incident_id=incident_id if incident_id and sight.sees_incident(incident_id) else None,
            data=data,
        )


class _UnitsFrame[Row](_Encoded, ABC):
    """Of each unit one row, the newest."""

    def __init__(self, rows: Mapping[str, Row]) -> None:
        super().__init__()
        self.rows = rows

    def text(self, sight: Sight) -> str | None:
        """Return None if this console sees none of these units."""
        if not self.rows:
            return None
        if sight.shared is not None:
            return self._text(sight, lambda: self._frame(list(self.rows.values())))
        seen = [row for unit_id, row in self.rows.items() if sight.sees_unit(unit_id)]
        return encode(self._frame(seen)) if seen else None

    def with_newer(self, newer: Self) -> Self:
        return type(self)({**self.rows, **newer.rows})

    @abstractmethod
    def _frame(self, rows: list[Row]) -> View: ...


class FixesFrame(_UnitsFrame[FixRowOut]):
    """The newest fix of each unit that moved."""

    def _frame(self, rows: list[FixRowOut]) -> FixesOut:
        return FixesOut(type="fixes", fixes=rows)

    def since(self, known: Mapping[str, datetime]) -> "FixesFrame":
        """Only what is newer than these."""
        oldest = datetime.min.replace(tzinfo=UTC)
        return FixesFrame({unit_id: row for unit_id, row in self.rows.items() if row[-1] > known.get(unit_id, oldest)})


class MovementsFrame(_UnitsFrame[UnitMovement]):
    """The current activity of each unit and the device that shows it, if either changed."""

    def _frame(self, rows: list[UnitMovement]) -> MovementsOut:
        return MovementsOut(type="movements", movements=rows)

    def unlike(self, known: Mapping[str, UnitMovement]) -> "MovementsFrame":
        """Only what differs from these."""
        return MovementsFrame({unit_id: row for unit_id, row in self.rows.items() if row != known.get(unit_id)})


class SnapshotFrame(_Encoded):
    def __init__(self, whole: SnapshotOut) -> None:
        super().__init__()
        self.as_of = Cursor(whole.as_of, whole.mark)
        positions = {unit.unit_id: unit.position for unit in whole.units if unit.position}
        self.fixed_at = {unit_id: position.fixed_at for unit_id, position in positions.items()}
        self.movements = {unit_id: _movement(unit_id, position) for unit_id, position in positions.items()}
        self._whole = whole

    def text(self, sight: Sight) -> str:
        return self._text(sight, lambda: sight.snapshot(self._whole))


def _movement(unit_id: str, position: LastPositionOut) -> UnitMovement:
    return UnitMovement(unit_id, *(getattr(position, name) for name in UnitMovement._fields[1:]))

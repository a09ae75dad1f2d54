"""What goes over the socket; each frame is encoded once for all consoles that see the same."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from dispatch.live.sight import Lists, Sight
from dispatch.store.event_log import Event
from tracking.store import UnitPosition

type FixRow = tuple[str, float, float, float | None, float | None, datetime]


def encode(frame: Mapping[str, Any]) -> str:
    return msgspec.json.encode(frame).decode()


def tick(seq: int, at: datetime) -> str:
    return encode({"type": "tick", "seq": seq, "at": at})


RESYNC = encode({"type": "resync"})


def fix_row(moved: UnitPosition) -> FixRow:
    place = moved.position
    # Single precision in the database: more digits than it holds would be invented.
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

    def _text(self, sight: Sight, make: Callable[[], Mapping[str, Any]]) -> str:
        if sight.shared is None:
            return encode(make())
        if sight.shared not in self._texts:
            self._texts[sight.shared] = encode(make())
        return self._texts[sight.shared]


class EventFrame(_Encoded):
    """Every console gets every `seq`, so that a gap is always a fault; what it may not see is left out of the data."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.seq = event.seq
        self._event = event

    def text(self, sight: Sight) -> str:
        return self._text(sight, lambda: self._frame(sight))

    def _frame(self, sight: Sight) -> Mapping[str, Any]:
        event = self._event
        return {
            "type": "event",
            "seq": event.seq,
            "kind": event.kind,
            "at": event.at,
            "data": sight.event(event.data),
        }


class FixesFrame(_Encoded):
    """The newest fix of each unit that moved."""

    def __init__(self, rows: Mapping[str, FixRow]) -> None:
        super().__init__()
        self.rows = rows

    def text(self, sight: Sight) -> str | None:
        """None when this console sees none of these units."""
        if not self.rows:
            return None
        if sight.shared is not None:
            return self._text(sight, lambda: _fixes(list(self.rows.values())))
        seen = [row for unit_id, row in self.rows.items() if sight.sees_unit(unit_id)]
        return encode(_fixes(seen)) if seen else None

    def since(self, known: Mapping[str, datetime]) -> "FixesFrame":
        """Only what is newer than what is known already."""
        oldest = datetime.min.replace(tzinfo=UTC)
        return FixesFrame({unit_id: row for unit_id, row in self.rows.items() if row[-1] > known.get(unit_id, oldest)})

    def with_newer(self, newer: "FixesFrame") -> "FixesFrame":
        return FixesFrame({**self.rows, **newer.rows})


def _fixes(rows: Sequence[FixRow]) -> dict[str, Any]:
    return {"type": "fixes", "fixes": rows}


class SnapshotFrame(_Encoded):
    def __init__(self, as_of: int, lists: Lists, fixed_at: Mapping[str, datetime]) -> None:
        super().__init__()
        self.as_of = as_of
        self.fixed_at = fixed_at
        self._lists = lists

    def text(self, sight: Sight) -> str:
        return self._text(sight, lambda: {"type": "snapshot", "as_of": self.as_of, **sight.snapshot(self._lists)})

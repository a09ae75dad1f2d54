"""What a console knows: a snapshot with every later event applied to it; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

type Thing = dict[str, Any]


class EventsMissing(Exception):
    """An event was skipped: a console gets every event, so it must ask for them again from its cursor."""


# For each list: the field that identifies an item, and the field that, once set, removes it from the board.
LISTS = {
    "incidents": ("id", "closed_at"),
    "units": ("unit_id", "retired_at"),
    "assignments": ("id", "released_at"),
    "alarms": ("id", "taken_at"),
    "calls": ("id", "closed_at"),
    "suggestions": ("id", "closed_at"),
}


MOVEMENT = ("movement", "movement_since_at", "heading_deg", "device_id", "device_kind", "device_since_at")


@dataclass(slots=True)
class Board:
    """`as_of` is the cursor: the seq of the newest event applied, None before the first snapshot."""

    as_of: int | None = None
    mark: str | None = None  # came with the snapshot; dropped together with `as_of`
    head: int | None = None  # the newest seq that the server mentioned
    incidents: dict[str, Thing] = field(default_factory=dict)
    units: dict[str, Thing] = field(default_factory=dict)
    assignments: dict[str, Thing] = field(default_factory=dict)
    alarms: dict[Any, Thing] = field(default_factory=dict)
    calls: dict[str, Thing] = field(default_factory=dict)
    suggestions: dict[str, Thing] = field(default_factory=dict)

    @property
    def is_behind(self) -> bool:
        return self.as_of is None or (self.head is not None and self.head > self.as_of)

    def fold(self, frame: Mapping[str, Any]) -> None:
        """Apply one frame; ignore unknown kinds, as the contract may grow. Raises EventsMissing."""
        match frame.get("type"):
            case "snapshot":
                self._replace(frame)
            case "event":
                self._fold_event(frame)
            case "fixes":
                self._move(frame["fixes"])
            case "movements":
                self._set_movements(frame["movements"])
            case "tick":
                self.head = frame["seq"]
            case "resync":
                self.as_of = self.mark = None

    def _replace(self, snapshot: Mapping[str, Any]) -> None:
        for name, (key, _) in LISTS.items():
            things = self._things(name)
            things.clear()
            things.update({thing[key]: dict(thing) for thing in snapshot.get(name, ())})
        self.as_of = self.head = snapshot["as_of"]
        self.mark = snapshot.get("mark")

    def _fold_event(self, event: Mapping[str, Any]) -> None:
        if self.as_of is not None and event["seq"] <= self.as_of:
            return
        if self.as_of is not None and event["seq"] > self.as_of + 1:
            raise EventsMissing(f"event {event['seq']} came after {self.as_of}")
        for name, (key, gone) in LISTS.items():
            for thing in event["data"].get(name, ()):
                self._upsert(self._things(name), thing, key, gone)
        self.as_of, self.mark = event["seq"], event.get("mark")
        self.head = max(self.head or 0, event["seq"])

    def _upsert(self, things: dict[Any, Thing], thing: Thing, key: str, gone: str | None) -> None:
        if gone is not None and thing.get(gone) is not None:
            things.pop(thing[key], None)
            return
        # An event's unit carries no position: fixes do.
        position = things.get(thing[key], {}).get("position")
        things[thing[key]] = {"position": position, **thing} if key == "unit_id" else dict(thing)

    def _move(self, fixes: Iterable[Any]) -> None:
        for unit_id, lat, lon, course_deg, speed_mps, fixed_at in fixes:
            if unit_id in self.units:
                self._set_position(
                    unit_id, lat=lat, lon=lon, course_deg=course_deg, speed_mps=speed_mps, fixed_at=fixed_at
                )

    def _set_movements(self, movements: Iterable[Any]) -> None:
        for unit_id, *values in movements:
            if unit_id in self.units:
                self._set_position(unit_id, **dict(zip(MOVEMENT, values, strict=True)))

    def _set_position(self, unit_id: str, **values: Any) -> None:
        unit = self.units[unit_id]
        unit["position"] = {**(unit.get("position") or {}), **values}

    def _things(self, name: str) -> dict[Any, Thing]:
        things: dict[Any, Thing] = getattr(self, name)
        return things

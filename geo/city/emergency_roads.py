"""Which roads and barriers let an emergency vehicle through, as tags that a router for private cars understands.

See decision 39.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.city.classes import words

RULES_FILE = Path(__file__).with_name("emergency_roads.toml")

Tags = Mapping[str, str]

# From the most specific to the most general: the first tag on a road decides.
FOR_CARS = ("motorcar", "motor_vehicle", "vehicle", "access")
FOR_MOTORCYCLES = ("motorcycle", "motor_vehicle", "vehicle", "access")
CONTRAFLOW = ("oneway:emergency", "oneway:psv", "oneway:bus")
BUS_LANES = ("busway", "busway:left", "busway:right")
DIRECTIONS = ("forward", "backward")

# Tags for private drivers and lorries: removed after they are evaluated, also with a suffix after a colon.
LAW = words(
    "access vehicle motor_vehicle motorcar motorcycle goods hgv psv bus minibus tourist_bus coach taxi hov emergency "
    "motorroad toll"
)
LORRY_SPEEDS = "maxspeed:hgv"
EMERGENCY_ACCESS = ("service", "emergency_access")
SPEED_MAX_KMH = 140

DRIVABLE = words(
    "motorway motorway_link trunk trunk_link primary primary_link secondary secondary_link tertiary tertiary_link "
    "unclassified residential residential_link service road"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of road that is not for every car; km/h if no limit is signed."""

    open: bool
    speed_kmh: float

    def __post_init__(self) -> None:
        if not 0 < self.speed_kmh <= SPEED_MAX_KMH:
            raise ValueError(f"speed_kmh of a kind of road is above 0 and at most {SPEED_MAX_KMH}")


@dataclass(frozen=True, slots=True)
class EmergencyRoads:
    """The settings of `emergency_roads.toml`."""

    emergency_opens: frozenset[str]
    access_shuts: frozenset[str]
    as_wide_as_ours: frozenset[str]
    contraflow_bus_lanes: bool
    binding_turns: frozenset[str]
    openable: frozenset[str]
    standing_open: frozenset[str]
    fixed: frozenset[str]
    removable_bollards: frozenset[str]
    kinds: Mapping[str, Kind]

    def way_tags(self, tags: Tags) -> dict[str, str]:
        """Return the tags that the router gets for a way with `highway`."""
        if tags.get("area") == "yes":
            return dict(tags)
        kept = {key: value for key, value in tags.items() if not _is_law(key) and (key, value) != EMERGENCY_ACCESS}
        if not self._is_open(tags):
            return kept | {"access": "no"} | self._for_motorcycles(tags)
        return kept | self._shut_directions(tags) | self._as_service_road(tags) | self._contraflow(tags)

    def node_tags(self, tags: Tags) -> dict[str, str]:
        """Return the tags for a node: its barrier stops us, opens after a while, or is none."""
        barrier = tags.get("barrier") or ("bollard" if "bollard" in tags else None)
        if barrier is None and not any(key in LAW for key in tags):
            return dict(tags)
        kept = {key: value for key, value in tags.items() if not _is_law(key) and key not in ("barrier", "bollard")}
        if self._stops(barrier, tags):
            return kept | {"barrier": "bollard", "access": "no"} | self._for_motorcycles(tags)
        if barrier in self.fixed or (barrier in self.openable and not self._stands_open(tags)):
            return kept | {"barrier": "gate"}
        if barrier in self.openable:
            return kept
        return kept | ({"barrier": barrier} if barrier else {})

    def binds(self, restriction: Tags) -> bool:
        """Return whether a turn restriction applies to us."""
        exempt = {word.strip() for word in (restriction.get("except") or "").split(";")}
        if exempt & ({"emergency"} | self.as_wide_as_ours):
            return False
        kind = restriction.get("restriction") or restriction.get("restriction:emergency")
        return kind in self.binding_turns

    def _is_open(self, tags: Tags) -> bool:
        highway = tags["highway"]
        if highway not in DRIVABLE and highway not in self.kinds:
            return False
        permitted = self._permitted(tags)
        if permitted is not None:
            return permitted
        return highway in DRIVABLE or self.kinds[highway].open

    def _permitted(self, tags: Tags) -> bool | None:
        """Return None if no tag decides, or only one like `private`."""
        emergency = tags.get("emergency")
        if emergency in self.emergency_opens or EMERGENCY_ACCESS in tags.items():
            return True
        if emergency == "no":
            return False
        if any(self._lets_in(tags.get(key)) for key in self.as_wide_as_ours) or self._lets_in(
            tags.get("motor_vehicle")
        ):
            return True
        return False if self._first(tags, FOR_CARS) in self.access_shuts else None

    def _lets_in(self, value: str | None) -> bool:
        return value is not None and value not in self.access_shuts

    def _first(self, tags: Tags, keys: tuple[str, ...]) -> str | None:
        return next((tags[key] for key in keys if key in tags), None)

    def _stops(self, barrier: str | None, tags: Tags) -> bool:
        permitted = self._permitted(tags)
        if barrier not in self.fixed:
            return permitted is False
        if permitted or (tags.get("bollard") in self.removable_bollards and tags.get("emergency") != "no"):
            return False
        return not self._lets_in(self._first(tags, FOR_CARS))

    def _stands_open(self, tags: Tags) -> bool:
        return self._first(tags, FOR_CARS) in self.standing_open

    def _for_motorcycles(self, tags: Tags) -> dict[str, str]:
        """Return tags for motorcycles on a road that cars may not use at all."""
        access = self._first(tags, FOR_MOTORCYCLES)
        may = self._lets_in(access) or (
            access is None and tags.get("highway") in DRIVABLE and tags.get("emergency") != "no"
        )
        return {"motorcycle": "yes"} if may else {}

    def _as_service_road(self, tags: Tags) -> dict[str, str]:
        """Tag it as a service road: the router has no objection to those once its penalty for them is off."""
        kind = self.kinds.get(tags["highway"])
        if kind is None:
            return {}
        return {"highway": "service", "maxspeed": tags.get("maxspeed") or f"{kind.speed_kmh:g}"}

    def _shut_directions(self, tags: Tags) -> dict[str, str]:
        return {
            f"motor_vehicle:{direction}": "no"
            for direction in DIRECTIONS
            if self._first(tags, tuple(f"{key}:{direction}" for key in ("emergency", *FOR_CARS))) in self.access_shuts
        }

    def _contraflow(self, tags: Tags) -> dict[str, str]:
        if tags.get("oneway:emergency") == "no":
            return {"oneway": "no"}
        against = any(tags.get(key) == "no" for key in CONTRAFLOW)
        against = against or any(tags.get(key) == "opposite_lane" for key in BUS_LANES)
        return {"oneway": "no"} if against and self.contraflow_bus_lanes else {}


@cache
def emergency_roads() -> EmergencyRoads:
    """Return the settings as delivered."""
    return changed_emergency_roads({})


def changed_emergency_roads(changes: Mapping[str, Any]) -> EmergencyRoads:
    """Return the delivered settings with the changes in a city.toml's table; raises ValueError or TypeError."""
    entries = tomllib.loads(RULES_FILE.read_text(encoding="utf-8"))
    known = {field.name for field in fields(EmergencyRoads)}
    if unknown := sorted(set(changes) - known):
        raise ValueError(f"[emergency_roads] has no setting {', '.join(unknown)}; known are {', '.join(sorted(known))}")
    kinds = {name: Kind(**entry) for name, entry in _changed_kinds(entries["kinds"], changes.get("kinds", {}))}
    settings = {name: _setting(name, value, changes.get(name)) for name, value in entries.items() if name != "kinds"}
    return EmergencyRoads(kinds=MappingProxyType(kinds), **settings)


def _changed_kinds(
    delivered: dict[str, dict[str, Any]], changes: dict[str, dict[str, Any]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in delivered | changes:
        yield name, delivered.get(name, {}) | changes.get(name, {})


def _setting(name: str, delivered: object, change: object) -> Any:
    value = delivered if change is None else change
    if type(value) is not type(delivered):
        raise TypeError(f"{name} in [emergency_roads] is a {type(delivered).__name__}, not {value!r}")
    return frozenset(value) if isinstance(value, list) else value


def _is_law(key: str) -> bool:
    return key.partition(":")[0] in LAW or key.startswith(LORRY_SPEEDS)

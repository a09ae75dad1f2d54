"""Driving times between the places of a city, and where a vehicle is between two of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, radians

import numpy as np
from numpy.typing import NDArray

M_PER_DEGREE = 111_195.0
ON_THE_WAY_S, ON_THE_WAY_SHARE = 10.0, 0.03  # a place within this detour is on the way


@dataclass(frozen=True, slots=True)
class Spot:
    """A vehicle's position: `ahead_s` before it reaches `place`."""

    place: int
    ahead_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive between two places; this crew takes `takes_s` for it."""

    start: Spot
    to: int
    left_at_s: float
    takes_s: float


@dataclass(slots=True)
class Ways:
    """`drive_s`: by profile, from place (row) to place (column), in seconds."""

    lat: Sequence[float]
    lon: Sequence[float]
    drive_s: Mapping[str, NDArray[np.float64]]
    _between: dict[tuple[str, int, int], tuple[list[float], list[int]]] = field(default_factory=dict)

    def eta_s(self, profile: str, start: Spot, to: int) -> float:
        return start.ahead_s + float(self.drive_s[profile][start.place, to])

    def air_m(self, start: Spot, to: int) -> float:
        north = self.lat[start.place] - self.lat[to]
        east = (self.lon[start.place] - self.lon[to]) * cos(radians(self.lat[to]))
        return hypot(north, east) * M_PER_DEGREE

    def spot(self, profile: str, drive: Drive, now_s: float) -> Spot:
        """Return the next place on a moving vehicle's route."""
        planned_s = self.eta_s(profile, drive.start, drive.to)
        share = (now_s - drive.left_at_s) / drive.takes_s if drive.takes_s > 0 else 1.0
        driven_s = min(1.0, max(0.0, share)) * planned_s
        if driven_s <= drive.start.ahead_s:
            return Spot(drive.start.place, drive.start.ahead_s - driven_s)
        driven_s -= drive.start.ahead_s
        after_s, places = self._on_the_way(profile, drive.start.place, drive.to)
        index = min(int(np.searchsorted(after_s, driven_s)), len(places) - 1)
        return Spot(places[index], max(0.0, after_s[index] - driven_s))

    def _on_the_way(self, profile: str, start: int, to: int) -> tuple[list[float], list[int]]:
        """Return the seconds after which each place is passed, and the places; the last is the destination."""
        key = (profile, start, to)
        if key not in self._between:
            table = self.drive_s[profile]
            whole_s = table[start, to]
            detour_s = table[start] + table[:, to] - whole_s
            passed = np.flatnonzero(detour_s <= ON_THE_WAY_S + ON_THE_WAY_SHARE * whole_s)
            ordered = sorted((float(table[start, place]), int(place)) for place in passed if place != to)
            kept = [(after_s, place) for after_s, place in ordered if 0 < after_s < whole_s]
            kept.append((float(whole_s), to))
            self._between[key] = [after_s for after_s, _ in kept], [place for _, place in kept]
        return self._between[key]

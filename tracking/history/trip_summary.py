"""Summary of a track: the distance, and when the unit moved, stopped and was parked; pure.

The rules are those of `tracking.movement.movement`, over whole columns: a day takes milliseconds.
A test checks that both agree.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from math import isnan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from base.position import distance_m
from geo.geometry.distances import distances_m
from tracking.history.track import Floats, Track
from tracking.movement.movement import (
    ACCURACY_COUNTED_MAX_M,
    ACCURACY_UNTOLD_M,
    DEPARTED_M,
    FAST_MPS,
    PARKED_AFTER_S,
    REST_FIXES,
    SLOW_MPS,
    SLOW_NOISE_TIMES,
    SURELY_TIMES,
    Movement,
)

LOOK_AHEAD = 64  # fixes searched first for a departure; then twice as many each time


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period in one state; it ends where the next begins."""

    state: Movement
    start_at: datetime
    end_at: datetime


@dataclass(frozen=True, slots=True)
class Journey:
    distance_m: float
    stretches: tuple[Stretch, ...]


class Change(NamedTuple):
    """A new state, from this fix on."""

    at: int  # index in the track
    state: Movement


def journey_of(track: Track) -> Journey:
    """Summarize a track. Only moving adds to the distance: noise of a parked unit does not."""
    if not len(track):
        return Journey(0.0, ())
    track = track.pick(np.diff(track.at_us, prepend=track.at_us[0] - 1) > 0)  # two devices at one time
    walk = _Walk(track)
    changes = walk.changes()
    ends = [track.fixed_at(change.at) for change in changes[1:]] + [track.fixed_at(-1)]
    stretches = (
        Stretch(change.state, track.fixed_at(change.at), end) for change, end in zip(changes, ends, strict=True)
    )
    return Journey(walk.way_m(changes), tuple(stretches))


def changes_of(track: Track) -> list[Change]:
    """Return the changes of state; no two fixes may be of one time. The first change is at 0."""
    return _Walk(track).changes()


class _Passing(NamedTuple):
    lat: float
    lon: float
    at_s: float
    speed_mps: float
    noise_m: float


class _Walk:
    def __init__(self, track: Track) -> None:
        self._track = track
        self._step_m = distances_m(track.lat[:-1], track.lon[:-1], track.lat[1:], track.lon[1:])
        known = ~np.isnan(track.speed_mps)
        self._is_fast = known & (track.speed_mps >= FAST_MPS)
        self._is_fast_twice = np.append(False, self._is_fast[1:] & self._is_fast[:-1])
        self._slow_at = np.flatnonzero(known & (track.speed_mps < SLOW_MPS))
        self._untold_at = np.flatnonzero(~known)
        accuracy_m = np.where(np.isnan(track.accuracy_m), ACCURACY_UNTOLD_M, track.accuracy_m)
        self._noise_m = np.minimum(accuracy_m, ACCURACY_COUNTED_MAX_M)
        self._explained_m = DEPARTED_M + self._noise_m
        self._departure: Change | None = None  # from the current rest

    def changes(self) -> list[Change]:
        found = [Change(0, Movement.MOVING if self._is_fast[0] else Movement.STOPPED)]
        while (following := self._next(found[-1])) is not None:
            found.append(following)
        return found

    def _next(self, now: Change) -> Change | None:
        if now.state is Movement.MOVING:
            index = self._rests_from(now.at)
            return None if index is None else Change(index, Movement.STOPPED)
        if now.state is Movement.PARKED:
            return self._departure
        self._departure = self._departs_from(now.at)
        parked = int(np.searchsorted(self._track.at_us, self._track.at_us[now.at] + PARKED_AFTER_S * 1e6))
        last = len(self._track) if self._departure is None else self._departure.at
        return Change(parked, Movement.PARKED) if parked < last else self._departure

    def _rests_from(self, departure: int) -> int | None:
        slow, untold = _first_after(self._slow_at, departure), _first_after(self._untold_at, departure)
        end = len(self._track) if slow is None else slow + 1
        return slow if untold is None or untold >= end else self._lingers_from(departure, end)

    def _lingers_from(self, departure: int, end: int) -> int | None:
        """Return where it rests before `end`. A missing speed is judged from the last place it has surely left."""
        passed = self._passings[departure]
        for index in range(departure + 1, end):
            now = self._passings[index]
            way_m = distance_m(passed, now)
            lingers = way_m + SLOW_NOISE_TIMES * now.noise_m < SLOW_MPS * (now.at_s - passed.at_s)
            is_slow = lingers if isnan(now.speed_mps) else now.speed_mps < SLOW_MPS
            if is_slow:
                return index
            if way_m > DEPARTED_M + now.noise_m:
                passed = now
        return None

    @cached_property
    def _passings(self) -> list[_Passing]:
        track = self._track
        columns = (track.lat, track.lon, track.at_us / 1e6, track.speed_mps, self._noise_m)
        return list(map(_Passing, *(column.tolist() for column in columns)))

    def _departs_from(self, rest: int) -> Change | None:
        start, width = rest + 1, LOOK_AHEAD
        middles = self._middles_of(rest)
        while start < len(self._track):
            ahead = slice(start, min(start + width, len(self._track)))
            found = np.flatnonzero(self._is_fast_twice[ahead] | self._is_far(ahead, rest, middles))
            if len(found):
                return Change(start + int(found[0]), Movement.MOVING)
            start, width = start + width, width * 2
        return None

    def _middles_of(self, rest: int) -> tuple[Floats, Floats]:
        """Return where it rests, by its first fix, by its first two, and so on."""
        first, fixes = slice(rest, rest + REST_FIXES), np.arange(1, len(self._track) - rest + 1)[:REST_FIXES]
        lon = float(self._track.lon[rest])
        east_deg = (self._track.lon[first] - lon + 180.0) % 360.0 - 180.0
        return self._track.lat[first].cumsum() / fixes, lon + east_deg.cumsum() / fixes

    def _is_far(self, ahead: slice, rest: int, middles: tuple[Floats, Floats]) -> NDArray[np.bool_]:
        """Return which fixes are far away; one fix alone counts only if it is fast, or farther than any noise."""
        track, (lat, lon) = self._track, middles
        its = np.minimum(np.arange(ahead.start, ahead.stop) - rest, len(lat)) - 1
        away_m = distances_m(lat[its], lon[its], track.lat[ahead], track.lon[ahead])
        is_far = away_m > self._explained_m[ahead]
        doubtful = np.flatnonzero(is_far & ~self._is_fast[ahead] & (away_m <= SURELY_TIMES * self._noise_m[ahead]))
        if len(doubtful):
            its, before = its[doubtful], ahead.start + doubtful - 1
            was_away_m = distances_m(lat[its], lon[its], track.lat[before], track.lon[before])
            is_far[doubtful] = was_away_m > self._explained_m[before]
        return is_far

    def way_m(self, changes: list[Change]) -> float:
        """Sum the way along the fixes while it moves, from where it rested, not from the last noise there."""
        way_m, rest = 0.0, 0
        for now, following in pairwise([*changes, Change(len(self._track) - 1, Movement.STOPPED)]):
            if now.state is Movement.STOPPED:
                rest = now.at
            if now.state is Movement.MOVING:
                if now.at:
                    lat, lon, set_off = self._track.lat, self._track.lon, slice(now.at, now.at + 1)
                    way_m += float(distances_m(float(lat[rest]), float(lon[rest]), lat[set_off], lon[set_off])[0])
                way_m += float(self._step_m[now.at : following.at].sum())
        return way_m


def _first_after(indexes: NDArray[np.intp], index: int) -> int | None:
    at = int(np.searchsorted(indexes, index, side="right"))
    return int(indexes[at]) if at < len(indexes) else None

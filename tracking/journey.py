"""What a track tells beyond its line: how far, and when it moved, stopped and was parked; pure.

The rules are those of `tracking.movement`, over whole columns: a day is told in milliseconds.
A test holds both together.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.distances import distances_m
from tracking.movement import ACCURACY_COUNTED_MAX_M, DEPARTED_M, FAST_MPS, PARKED_AFTER_S, SLOW_MPS, Movement
from tracking.track import Track

LOOK_AHEAD = 64  # fixes that are looked at first for a departure; then twice as many


@dataclass(frozen=True, slots=True)
class Stretch:
    """Of one state; it ends where the next begins."""

    state: Movement
    start_at: datetime
    end_at: datetime


@dataclass(frozen=True, slots=True)
class Journey:
    distance_m: float
    stretches: tuple[Stretch, ...]


class Change(NamedTuple):
    """From this fix on."""

    at: int  # its place in the track
    state: Movement


def journey_of(track: Track) -> Journey:
    """Only moving adds to the distance: noise of a parked one is no way."""
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
    """Of fixes no two of which are of one time; the first change is at 0."""
    return _Walk(track).changes()


class _Walk:
    def __init__(self, track: Track) -> None:
        self._track = track
        step_s = np.diff(track.at_us) / 1e6
        self._step_m = distances_m(track.lat[:-1], track.lon[:-1], track.lat[1:], track.lon[1:])
        known = ~np.isnan(track.speed_mps)
        is_fast = known & (track.speed_mps >= FAST_MPS)
        self._is_fast_twice = np.append(False, is_fast[1:] & is_fast[:-1])
        crept = np.append(False, self._step_m < SLOW_MPS * step_s)
        self._slow_at = np.flatnonzero(np.where(known, track.speed_mps < SLOW_MPS, crept))
        noise_m = np.minimum(np.nan_to_num(track.accuracy_m), ACCURACY_COUNTED_MAX_M)
        self._departed_beyond_m = DEPARTED_M + noise_m
        self._begins_fast = bool(is_fast[0])
        self._departure: Change | None = None  # from where it rests now

    def changes(self) -> list[Change]:
        found = [Change(0, Movement.MOVING if self._begins_fast else Movement.STOPPED)]
        while (following := self._next(found[-1])) is not None:
            found.append(following)
        return found

    def _next(self, now: Change) -> Change | None:
        if now.state is Movement.MOVING:
            index = _first_after(self._slow_at, now.at)
            return None if index is None else Change(index, Movement.STOPPED)
        if now.state is Movement.PARKED:
            return self._departure
        self._departure = self._departs_from(now.at)
        parked = int(np.searchsorted(self._track.at_us, self._track.at_us[now.at] + PARKED_AFTER_S * 1e6))
        last = len(self._track) if self._departure is None else self._departure.at
        return Change(parked, Movement.PARKED) if parked < last else self._departure

    def _departs_from(self, rest: int) -> Change | None:
        start, width = rest + 1, LOOK_AHEAD
        while start < len(self._track):
            ahead = slice(start, start + width)
            gone = self._from_rest_m(rest, ahead) > self._departed_beyond_m[ahead]
            found = np.flatnonzero(gone | self._is_fast_twice[ahead])
            if len(found):
                return Change(start + int(found[0]), Movement.MOVING)
            start, width = start + width, width * 2
        return None

    def way_m(self, changes: list[Change]) -> float:
        """Along the fixes while it moves; from where it stood, not from the last noise there, to where it set off."""
        way_m, rest = 0.0, 0
        for now, following in pairwise([*changes, Change(len(self._track) - 1, Movement.STOPPED)]):
            if now.state is Movement.STOPPED:
                rest = now.at
            if now.state is Movement.MOVING:
                if now.at:
                    way_m += float(self._from_rest_m(rest, slice(now.at, now.at + 1))[0])
                way_m += float(self._step_m[now.at : following.at].sum())
        return way_m

    def _from_rest_m(self, rest: int, where: slice) -> NDArray[np.float64]:
        track = self._track
        return distances_m(float(track.lat[rest]), float(track.lon[rest]), track.lat[where], track.lon[where])


def _first_after(indexes: NDArray[np.intp], index: int) -> int | None:
    at = int(np.searchsorted(indexes, index, side="right"))
    return int(indexes[at]) if at < len(indexes) else None

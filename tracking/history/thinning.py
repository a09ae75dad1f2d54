"""Chooses the fixes of an old track to keep: for its shape in space and time, its stops, signs of life; pure."""

import numpy as np
from numpy.typing import NDArray

from geo.geometry.distances import distances_m
from tracking.history.track import Track
from tracking.history.trip_summary import changes_of
from tracking.movement.movement import Movement

TOLERANCE_M = 10.0  # the thinned track may be this far from the real position at any time
KEPT_EVERY_S = 600.0  # at rest: enough to answer by the quarter of an hour which units were near a place


def worth_keeping(track: Track) -> NDArray[np.bool_]:
    """Return which to keep of one device's fixes, oldest first, no two at one time."""
    keep = np.zeros(len(track), bool)
    if not len(track):
        return keep
    changes = changes_of(track)
    ends = [change.at for change in changes[1:]] + [len(track) - 1]
    for change, end in zip(changes, ends, strict=True):
        keep[[change.at, end]] = True
        if change.state is Movement.MOVING:
            _keep_shape(track, change.at, end, keep)
        else:
            _keep_signs_of_life(track, change.at, end, keep)
    return keep


def _keep_shape(track: Track, first: int, last: int, keep: NDArray[np.bool_]) -> None:
    """Apply Douglas-Peucker with the distance at the same time (Meratnia and de By), so that a replay is right too."""
    open_ends = [(first, last)]
    while open_ends:
        start, end = open_ends.pop()
        if end - start < 2:
            continue
        off_m = _off_m(track, start, end)
        farthest = int(np.argmax(off_m))
        if off_m[farthest] > TOLERANCE_M:
            between = start + 1 + farthest
            keep[between] = True
            open_ends += [(start, between), (between, end)]


def _off_m(track: Track, start: int, end: int) -> NDArray[np.float64]:
    """Return how far each fix between lies from a straight drive at constant speed at its time."""
    between = slice(start + 1, end)
    share = (track.at_us[between] - track.at_us[start]) / (track.at_us[end] - track.at_us[start])
    lat = track.lat[start] + share * (track.lat[end] - track.lat[start])
    lon = track.lon[start] + share * (track.lon[end] - track.lon[start])
    return distances_m(lat, lon, track.lat[between], track.lon[between])


def _keep_signs_of_life(track: Track, first: int, last: int, keep: NDArray[np.bool_]) -> None:
    since_s = (track.at_us[first : last + 1] - track.at_us[first]) / 1e6
    nth = (since_s // KEPT_EVERY_S).astype(np.int64)
    keep[first : last + 1] |= np.diff(nth, prepend=0) > 0
    if last > first:
        keep[last - 1] = True  # the last fix at rest: the next begins a drive

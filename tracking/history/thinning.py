"""Which fixes of an old track are worth keeping: its shape in place and time, its stops, a sign of life; pure."""

import numpy as np
from numpy.typing import NDArray

from geo.geometry.distances import distances_m
from tracking.history.track import Track
from tracking.history.trip_summary import changes_of
from tracking.movement.movement import Movement

TOLERANCE_M = 10.0  # so far from where it really was at that time the thinned track may lie
KEPT_EVERY_S = 600.0  # while it rests: who was near a place is still told by the quarter of an hour


def worth_keeping(track: Track) -> NDArray[np.bool_]:
    """Of one device's fixes, oldest first, no two at one time."""
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
    """Douglas-Peucker by the distance at the same time (Meratnia and de By), so that a replay is right too."""
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
    """How far each fix between lies from where a straight and even drive would have been at its time."""
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
        keep[last - 1] = True  # the last one of the rest: the next begins a drive

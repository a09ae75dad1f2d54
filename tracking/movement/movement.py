"""A state machine over fixes: whether a vehicle is parked, moving or stopped in traffic, and its heading; pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from math import atan2, cos, degrees, radians, sin

from base.position import distance_m
from tracking.fix import Fix

PARKED_AFTER_S = 180.0  # longer than any traffic light
SLOW_MPS = 1.5  # receivers report this much while stationary
FAST_MPS = 3.0  # no stationary receiver reports this twice in a row
DEPARTED_M = 40.0  # farther from where it stopped than noise reaches
ACCURACY_COUNTED_MAX_M = 50.0
ACCURACY_UNTOLD_M = 15.0  # that of a cheap receiver between houses: a device that sends none is no better
REST_FIXES = 6  # their middle is where it rests: one fix alone may be off as far as another
SURELY_TIMES = 5.0  # beyond this many times the noise one fix is enough
SLOW_NOISE_TIMES = 2.0  # a way may be longer than it looks by this many times the noise
HEADING_WEIGHT = 0.5  # weight of the newest course


class Movement(StrEnum):
    PARKED = "parked"
    MOVING = "moving"
    STOPPED = "stopped"  # stationary, and may go on at any moment


@dataclass(frozen=True, slots=True)
class Middle:
    """The mean position of the first fixes of a rest."""

    lat: float
    lon: float
    fixes: int = 1


@dataclass(frozen=True, slots=True)
class Moved:
    state: Movement
    since_at: datetime  # when it came to rest, or set off
    rested: Fix  # where it last came to rest
    middle: Middle
    passed: Fix  # while it moves: the last place that it has surely left
    newest: Fix
    heading_deg: float | None = None  # smoothed, and kept while stationary


def after(before: Moved | None, fix: Fix) -> Moved:
    """Return the state after this fix; a fix older than the newest changes nothing."""
    if before is None:
        state = Movement.MOVING if _is_fast(fix) else Movement.STOPPED
        heading_deg = fix.course_deg if _is_fast(fix) else None
        return Moved(state, fix.fixed_at, fix, Middle(fix.lat, fix.lon), fix, fix, heading_deg)
    if fix.fixed_at <= before.newest.fixed_at:
        return before
    now = _came_to_rest(before, fix) if before.state is Movement.MOVING else _stays_or_departs(before, fix)
    return replace(now, newest=fix, heading_deg=smooth_heading(before.heading_deg, fix))


def smooth_heading(before_deg: float | None, fix: Fix) -> float | None:
    """Average courses around the circle; a course sent while stationary is noise."""
    if fix.course_deg is None or fix.speed_mps is None or fix.speed_mps < SLOW_MPS:
        return before_deg
    if before_deg is None:
        return fix.course_deg
    old, new = radians(before_deg), radians(fix.course_deg)
    east = (1 - HEADING_WEIGHT) * sin(old) + HEADING_WEIGHT * sin(new)
    north = (1 - HEADING_WEIGHT) * cos(old) + HEADING_WEIGHT * cos(new)
    if abs(east) < 1e-9 and abs(north) < 1e-9:  # about-turn: there is no mean
        return fix.course_deg
    return degrees(atan2(east, north)) % 360


def _came_to_rest(before: Moved, fix: Fix) -> Moved:
    if _is_slow(before, fix):
        middle = Middle(fix.lat, fix.lon)
        return replace(before, state=Movement.STOPPED, since_at=fix.fixed_at, rested=fix, middle=middle)
    return replace(before, passed=fix) if distance_m(before.passed, fix) > _explained_m(fix) else before


def _stays_or_departs(before: Moved, fix: Fix) -> Moved:
    if _has_departed(before, fix):
        return replace(before, state=Movement.MOVING, since_at=fix.fixed_at, passed=fix)
    rested_s = (fix.fixed_at - before.since_at).total_seconds()
    still = replace(before, middle=_with(before.middle, fix))
    if before.state is Movement.STOPPED and (fix.ignition is False or rested_s >= PARKED_AFTER_S):
        return replace(still, state=Movement.PARKED)
    return still


def _with(middle: Middle, fix: Fix) -> Middle:
    if middle.fixes == REST_FIXES:
        return middle
    fixes = middle.fixes + 1
    east_deg = (fix.lon - middle.lon + 180.0) % 360.0 - 180.0  # right across the date line too
    return Middle(middle.lat + (fix.lat - middle.lat) / fixes, middle.lon + east_deg / fixes, fixes)


def _has_departed(before: Moved, fix: Fix) -> bool:
    """Return whether it is fast or far away; one slow fix alone counts only if farther than any noise."""
    if _is_fast(fix) and _is_fast(before.newest):
        return True
    away_m = distance_m(before.middle, fix)
    if away_m <= _explained_m(fix):
        return False
    was_away = distance_m(before.middle, before.newest) > _explained_m(before.newest)
    return was_away or _is_fast(fix) or away_m > SURELY_TIMES * _noise_m(fix)


def _is_fast(fix: Fix) -> bool:
    return fix.speed_mps is not None and fix.speed_mps >= FAST_MPS


def _is_slow(before: Moved, fix: Fix) -> bool:
    """Return whether it is slow. A missing speed is at most that since the last place it left."""
    if fix.speed_mps is not None:
        return fix.speed_mps < SLOW_MPS
    seconds = (fix.fixed_at - before.passed.fixed_at).total_seconds()
    return distance_m(before.passed, fix) + SLOW_NOISE_TIMES * _noise_m(fix) < SLOW_MPS * seconds


def _explained_m(fix: Fix) -> float:
    """Return how far from its real position noise may show it."""
    return DEPARTED_M + _noise_m(fix)


def _noise_m(fix: Fix) -> float:
    return min(ACCURACY_UNTOLD_M if fix.accuracy_m is None else fix.accuracy_m, ACCURACY_COUNTED_MAX_M)

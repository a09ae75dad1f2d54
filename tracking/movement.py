"""Whether a vehicle is parked, moving or stopped in traffic, and where it heads: a state machine over fixes; pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from math import atan2, cos, degrees, radians, sin

from geo.position import distance_m
from tracking.fix import Fix

PARKED_AFTER_S = 180.0  # a traffic light is over before
SLOW_MPS = 1.5  # receivers report so much while they stand
FAST_MPS = 3.0  # no receiver that stands reports this twice in a row
DEPARTED_M = 40.0  # farther from where it stopped than noise carries
ACCURACY_COUNTED_MAX_M = 50.0
HEADING_WEIGHT = 0.5  # of the newest course


class Movement(StrEnum):
    PARKED = "parked"
    MOVING = "moving"
    STOPPED = "stopped"  # stands, and may go on any moment


@dataclass(frozen=True, slots=True)
class Moved:
    state: Movement
    since_at: datetime  # when it came to rest, or set off
    rested: Fix  # where it last came to rest
    newest: Fix
    heading_deg: float | None = None  # smooth, and kept while it stands


def after(before: Moved | None, fix: Fix) -> Moved:
    """What is known once this fix came; an older one than the newest changes nothing."""
    if before is None:
        state = Movement.MOVING if _is_fast(fix) else Movement.STOPPED
        return Moved(state, fix.fixed_at, fix, fix, fix.course_deg if _is_fast(fix) else None)
    if fix.fixed_at <= before.newest.fixed_at:
        return before
    now = _came_to_rest(before, fix) if before.state is Movement.MOVING else _stays_or_departs(before, fix)
    return replace(now, newest=fix, heading_deg=smooth_heading(before.heading_deg, fix))


def smooth_heading(before_deg: float | None, fix: Fix) -> float | None:
    """Courses are averaged around the circle; a course told while standing is noise."""
    if fix.course_deg is None or fix.speed_mps is None or fix.speed_mps < SLOW_MPS:
        return before_deg
    if before_deg is None:
        return fix.course_deg
    old, new = radians(before_deg), radians(fix.course_deg)
    east = (1 - HEADING_WEIGHT) * sin(old) + HEADING_WEIGHT * sin(new)
    north = (1 - HEADING_WEIGHT) * cos(old) + HEADING_WEIGHT * cos(new)
    if abs(east) < 1e-9 and abs(north) < 1e-9:  # about turn: no middle
        return fix.course_deg
    return degrees(atan2(east, north)) % 360


def _came_to_rest(before: Moved, fix: Fix) -> Moved:
    return (
        replace(before, state=Movement.STOPPED, since_at=fix.fixed_at, rested=fix) if _is_slow(before, fix) else before
    )


def _stays_or_departs(before: Moved, fix: Fix) -> Moved:
    if _has_departed(before, fix):
        return replace(before, state=Movement.MOVING, since_at=fix.fixed_at)
    rested_s = (fix.fixed_at - before.since_at).total_seconds()
    if before.state is Movement.STOPPED and (fix.ignition is False or rested_s >= PARKED_AFTER_S):
        return replace(before, state=Movement.PARKED)
    return before


def _has_departed(before: Moved, fix: Fix) -> bool:
    if _is_fast(fix) and _is_fast(before.newest):
        return True
    noise_m = min(fix.accuracy_m or 0.0, ACCURACY_COUNTED_MAX_M)
    return distance_m(before.rested, fix) > DEPARTED_M + noise_m


def _is_fast(fix: Fix) -> bool:
    return fix.speed_mps is not None and fix.speed_mps >= FAST_MPS


def _is_slow(before: Moved, fix: Fix) -> bool:
    if fix.speed_mps is not None:
        return fix.speed_mps < SLOW_MPS
    seconds = (fix.fixed_at - before.newest.fixed_at).total_seconds()
    return distance_m(before.newest, fix) < SLOW_MPS * seconds

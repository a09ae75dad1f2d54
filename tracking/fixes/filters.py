"""The filters for every fix, in order; pure. Each rejects one kind of impossible or useless fix."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from base.position import distance_m
from geo.geometry.service_area import ServiceArea
from tracking.fix import Fix
from tracking.rejection import RejectReason


@dataclass(frozen=True, slots=True)
class Limits:
    """Computed once per batch: `oldest_at` and `latest_at` move with the clock."""

    oldest_at: datetime
    latest_at: datetime
    speed_max_mps: float
    jump_slack_m: float
    accuracy_max_m: float
    service_area: ServiceArea | None  # None: no city is imported yet, every position is accepted
    mocked_kept: bool = False


class Seen(NamedTuple):
    """A device's earlier fixes; a suspect jumped away from the newest and may still prove right."""

    newest: Fix | None = None
    suspect: Fix | None = None
    still: Fix | None = None  # the first at exactly the point of the newest


NOTHING_SEEN = Seen()

FROZEN_SPEED_MPS = 5.0
FROZEN_WAY_M = 100.0
HELD_MAX_S = 120.0  # for the longest road tunnels in cities
HELD_SPEED_MPS = 30.0

type Filter = Callable[[Fix, Seen, Limits], RejectReason | None]


def reject_reason(fix: Fix, seen: Seen, limits: Limits) -> RejectReason | None:
    """Return the reason of the first filter that rejects the fix, if any."""
    for objects in FILTERS:
        reason = objects(fix, seen, limits)
        if reason is not None:
            return reason
    return None


def is_late(fix: Fix, seen: Seen) -> bool:
    """Return whether it is older than the newest: it completes the history and never moves the marker back."""
    return seen.newest is not None and fix.fixed_at < seen.newest.fixed_at


def seen_after(fix: Fix, reason: RejectReason | None, seen: Seen) -> Seen:
    """Return what is known of the device after this fix was accepted, or rejected for a reason."""
    if reason is RejectReason.IMPOSSIBLE_JUMP:
        return Seen(seen.newest, fix, seen.still)
    if reason is not None or is_late(fix, seen):
        return seen
    return Seen(fix, None, seen.still if _is_same_point(seen.still, fix) else fix)


def mocked(fix: Fix, _seen: Seen, limits: Limits) -> RejectReason | None:
    """Reject a position that an app made up, according to the phone itself."""
    return RejectReason.MOCKED if fix.mocked and not limits.mocked_kept else None


def null_island(fix: Fix, _seen: Seen, _limits: Limits) -> RejectReason | None:
    """Reject 0, 0, which receivers report without a position; no city has units so near to it."""
    return RejectReason.NULL_ISLAND if abs(fix.lat) < 0.001 and abs(fix.lon) < 0.001 else None


def in_the_future(fix: Fix, _seen: Seen, limits: Limits) -> RejectReason | None:
    return RejectReason.IN_THE_FUTURE if fix.fixed_at > limits.latest_at else None


def too_old(fix: Fix, _seen: Seen, limits: Limits) -> RejectReason | None:
    """Reject a fix older than the retention of the history."""
    return RejectReason.TOO_OLD if fix.fixed_at < limits.oldest_at else None


def too_inaccurate(fix: Fix, _seen: Seen, limits: Limits) -> RejectReason | None:
    if fix.accuracy_m is None or fix.accuracy_m <= limits.accuracy_max_m:
        return None
    return RejectReason.TOO_INACCURATE


def outside_service_area(fix: Fix, _seen: Seen, limits: Limits) -> RejectReason | None:
    if limits.service_area is None or limits.service_area.holds(fix):
        return None
    return RejectReason.OUTSIDE_SERVICE_AREA


def impossible_speed(fix: Fix, _seen: Seen, limits: Limits) -> RejectReason | None:
    """Reject a speed that no vehicle reaches: the device sends another unit, so other values may be wrong too."""
    if fix.speed_mps is None or fix.speed_mps <= limits.speed_max_mps:
        return None
    return RejectReason.IMPOSSIBLE_SPEED


def impossible_jump(fix: Fix, seen: Seen, limits: Limits) -> RejectReason | None:
    """Reject a fix too far from the newest for the time between. Two jumps in a row that agree are accepted."""
    if seen.newest is None or fix.fixed_at < seen.newest.fixed_at:
        return None
    if _is_reachable(seen.newest, fix, limits, more_m=_driven_unseen_m(seen)):
        return None
    if seen.suspect is not None and _confirms(seen.suspect, fix, limits):
        return None
    return RejectReason.IMPOSSIBLE_JUMP


def frozen(fix: Fix, seen: Seen, _limits: Limits) -> RejectReason | None:
    """Reject a position that is unchanged to the last digit while the speed says that it moved."""
    if fix.speed_mps is None or fix.speed_mps < FROZEN_SPEED_MPS or seen.still is None:
        return None
    if not _is_same_point(seen.still, fix):
        return None
    driven_m = fix.speed_mps * (fix.fixed_at - seen.still.fixed_at).total_seconds()
    return RejectReason.FROZEN if driven_m > FROZEN_WAY_M else None


def _is_same_point(a: Fix | None, b: Fix) -> bool:
    return a is not None and a.lat == b.lat and a.lon == b.lon


def _confirms(suspect: Fix, fix: Fix, limits: Limits) -> bool:
    """Return whether the fix confirms the suspect; the same fix delivered again does not."""
    return suspect.fixed_at < fix.fixed_at and _is_reachable(suspect, fix, limits)


def _driven_unseen_m(seen: Seen) -> float:
    """Return the way to allow for a tunnel: many receivers repeat the last point inside, and jump ahead at the exit."""
    if seen.newest is None or seen.still is None:
        return 0.0
    held_s = (seen.newest.fixed_at - seen.still.fixed_at).total_seconds()
    return min(held_s, HELD_MAX_S) * HELD_SPEED_MPS


def _is_reachable(start: Fix, end: Fix, limits: Limits, *, more_m: float = 0.0) -> bool:
    seconds = (end.fixed_at - start.fixed_at).total_seconds()
    slack_m = limits.jump_slack_m + (start.accuracy_m or 0.0) + (end.accuracy_m or 0.0) + more_m
    return distance_m(start, end) <= seconds * limits.speed_max_mps + slack_m


FILTERS: Sequence[Filter] = (
    mocked,
    null_island,
    in_the_future,
    too_old,
    too_inaccurate,
    outside_service_area,
    impossible_speed,
    impossible_jump,
    frozen,
)

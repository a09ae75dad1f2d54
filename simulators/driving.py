"""How a vehicle drives along a road: it accelerates, slows for corners and stops at the end; pure."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import sqrt

from simulators.places import Place, course_deg, distance_m

STEP_M = 25.0  # speed changes within a shorter stretch do not matter
ACCELERATION_MPS2 = 1.8
BRAKING_MPS2 = 2.5
SPEED_MIN_MPS = 2.0  # through the sharpest corner
SPEED_MAX_MPS = 33.0  # 119 km/h: no fire engine or ambulance in a city is faster
STANDING_MPS = 0.5  # speed assumed at start and stop, so that no step takes infinitely long
GENTLE_TURN_DEG = 15.0  # less is a bend in the road, not a corner
SEARCH_ROUNDS = 24


@dataclass(frozen=True, slots=True)
class Motion:
    """Where a vehicle really is; `course_deg` is None until it has moved."""

    place: Place
    course_deg: float | None
    speed_mps: float


@dataclass(frozen=True, slots=True)
class Drive:
    """One trip: the places passed, each with its seconds since the start and its speed."""

    places: tuple[Place, ...]
    passed_at_s: tuple[float, ...]
    speeds_mps: tuple[float, ...]

    @property
    def duration_s(self) -> float:
        return self.passed_at_s[-1]

    @property
    def end(self) -> Place:
        return self.places[-1]

    def motion_at(self, elapsed_s: float) -> Motion:
        if elapsed_s >= self.duration_s:
            return Motion(self.end, self._course(len(self.places) - 2), 0.0)
        at = max(bisect_right(self.passed_at_s, max(elapsed_s, 0.0)) - 1, 0)
        begin_s, end_s = self.passed_at_s[at], self.passed_at_s[at + 1]
        share = (max(elapsed_s, 0.0) - begin_s) / (end_s - begin_s)
        speed = _between(self.speeds_mps[at], self.speeds_mps[at + 1], share)
        return Motion(_place_between(self.places[at], self.places[at + 1], share), self._course(at), speed)

    def _course(self, at: int) -> float | None:
        return course_deg(self.places[at], self.places[at + 1]) if at >= 0 else None


def plan_drive(road: Sequence[Place], duration_s: float | None = None) -> Drive:
    """Drive the road in about `duration_s`, or as fast as the corners allow if that is too short.

    Without a duration the vehicle cruises at 36 km/h.
    """
    places = _resampled(road)
    if len(places) == 1:
        return Drive(places, (0.0,), (0.0,))
    if duration_s is None:
        return _at_cruising_speed(places, 10.0)
    slow, fast = SPEED_MIN_MPS, SPEED_MAX_MPS
    for _ in range(SEARCH_ROUNDS):
        cruise = (slow + fast) / 2
        if _at_cruising_speed(places, cruise).duration_s > duration_s:
            slow = cruise
        else:
            fast = cruise
    return _at_cruising_speed(places, fast)


def _at_cruising_speed(places: tuple[Place, ...], cruise_mps: float) -> Drive:
    lengths = [distance_m(a, b) for a, b in pairwise(places)]
    limits = [STANDING_MPS, *(_corner_limit(*three, cruise_mps) for three in _threes(places)), STANDING_MPS]
    reached = _gathering(limits, lengths, ACCELERATION_MPS2)
    speeds = _gathering(reached[::-1], lengths[::-1], BRAKING_MPS2)[::-1]
    times = [length / ((a + b) / 2) for length, (a, b) in zip(lengths, pairwise(speeds), strict=True)]
    return Drive(places, tuple(accumulate(times, initial=0.0)), tuple(speeds))


def _gathering(limits: Sequence[float], lengths: Sequence[float], rate_mps2: float) -> list[float]:
    """Return the speed reachable at each place when acceleration is limited to the rate."""
    speeds = [limits[0]]
    for limit, length in zip(limits[1:], lengths, strict=True):
        speeds.append(min(limit, sqrt(speeds[-1] ** 2 + 2 * rate_mps2 * length)))
    return speeds


def _corner_limit(before: Place, corner: Place, after: Place, cruise_mps: float) -> float:
    turn_deg = abs((course_deg(corner, after) - course_deg(before, corner) + 180) % 360 - 180)
    if turn_deg <= GENTLE_TURN_DEG:
        return cruise_mps
    sharpness = (turn_deg - GENTLE_TURN_DEG) / (180 - GENTLE_TURN_DEG)
    return min(cruise_mps, max(SPEED_MIN_MPS, 14.0 * (1 - sharpness) ** 2))


def _threes(places: Sequence[Place]) -> Iterator[tuple[Place, Place, Place]]:
    return zip(places, places[1:], places[2:], strict=False)


def _resampled(road: Sequence[Place]) -> tuple[Place, ...]:
    """Return the same line with places at most one step apart, and no duplicates."""
    places = [road[0]]
    for begin, end in pairwise(road):
        pieces = max(1, round(distance_m(begin, end) / STEP_M))
        places += [_place_between(begin, end, piece / pieces) for piece in range(1, pieces + 1)]
    return tuple(places[:1] + [b for a, b in pairwise(places) if distance_m(a, b) > 0.01])


def _place_between(begin: Place, end: Place, share: float) -> Place:
    return Place(_between(begin.lat, end.lat, share), _between(begin.lon, end.lon, share))


def _between(begin: float, end: float, share: float) -> float:
    return begin + (end - begin) * share

"""Milestones inferred from a unit's track, whatever its crew pressed: a state machine over its fixes; pure.

See decision 17.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from base.position import Located, Position, distance_m
from tracking.fix import Fix
from tracking.movement import movement
from tracking.movement.movement import Moved, Movement

LEFT_START_M = 80.0
NEARER_M = 150.0  # a unit already moving is following the order once it is this much nearer
AT_SCENE_M, AT_SCENE_DWELL_S = 40.0, 30.0  # parked at the door
NEAR_SCENE_M, NEAR_SCENE_DWELL_S = (
    130.0,
    90.0,
)  # the street is full, or the location is approximate; no red light lasts this long
WENT_NEARER_M = 15.0  # it only waited for a light, and the arrival is moved
LEFT_SCENE_M = 200.0
AT_HOSPITAL_M, AT_HOSPITAL_DWELL_S = 120.0, 60.0
AT_STATION_M, AT_STATION_DWELL_S = 100.0, 60.0
ACCURACY_USED_MAX_M = 100.0  # a less accurate fix is ignored
NOISE_COUNTED_MAX_M = 30.0
DETOUR = 1.2
BRAKING_MPS2 = 2.0
CRAWL_MPS = 4.0


class Step(StrEnum):
    """Named like the button a crew would have pressed, if there is one."""

    LEFT_START = "en_route"
    ARRIVED = "on_scene"
    LEFT_SCENE = "left_scene"  # with or without a patient: no track shows it
    AT_HOSPITAL = "at_hospital"
    BACK = "back_at_station"


class Phase(StrEnum):
    AT_START = "at_start"
    UNDER_WAY = "under_way"
    AT_SCENE = "at_scene"
    AWAY = "away"
    AT_HOSPITAL = "at_hospital"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Sites:
    """`scene` is the location of the incident and where the road meets it; no hospitals if it carries no patient."""

    scene: tuple[Position, ...]
    station: Position | None = None
    hospitals: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Inferred:
    step: Step
    at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a track has got; `found` in the order found, possibly with more than one arrival."""

    phase: Phase = Phase.AT_START
    start: Fix | None = None  # for a unit already moving: where it was farthest from the scene
    rolled: bool = False
    moved: Moved | None = None
    rested_at: datetime | None = None  # when it came to rest, and where
    at_door_since: datetime | None = None  # when a unit at rest was first seen at the scene: it may creep while there
    arrived: Fix | None = None  # where it was when it was taken to have arrived
    found: tuple[Inferred, ...] = ()

    @property
    def is_at_rest(self) -> bool:
        return self.moved is not None and self.moved.state is not Movement.MOVING

    def is_near(self, sites: Sites) -> bool:
        """Near enough to the scene that it may have stopped for it."""
        return self.moved is not None and _to_scene_m(self.moved.newest, sites) <= NEARER_M


def follow(progress: Progress, fixes: Iterable[Fix], sites: Sites) -> Progress:
    """Follow the fixes of one unit since its order, oldest first."""
    for fix in fixes:
        if fix.accuracy_m is None or fix.accuracy_m <= ACCURACY_USED_MAX_M:
            progress = _after(progress, fix, sites)
    return progress


def _after(before: Progress, fix: Fix, sites: Sites) -> Progress:
    moved = movement.after(before.moved, fix)
    if moved is before.moved:
        return before
    now = replace(before, moved=moved, rested_at=_rested_at(before, moved))
    now = replace(now, at_door_since=_at_door_since(now, fix, sites))
    if before.start is None:
        now = replace(now, start=fix, rolled=moved.state is Movement.MOVING)
    return _BY_PHASE[now.phase](now, fix, sites)


def _rested_at(before: Progress, moved: Moved) -> datetime | None:
    if moved.state is Movement.MOVING:
        return None
    if before.moved is None:
        return moved.since_at
    return before.rested_at or _stopped_at(before.moved.newest, moved.rested)


def _at_door_since(now: Progress, fix: Fix, sites: Sites) -> datetime | None:
    """A unit that waits for a light and then creeps on stays at rest in its track; the wait does not count here."""
    if now.moved is None or now.rested_at is None or _to_scene_m(fix, sites) > AT_SCENE_M + _noise_m(fix):
        return None
    if _to_scene_m(now.moved.rested, sites) <= AT_SCENE_M:
        return now.rested_at
    return now.at_door_since or fix.fixed_at


def _stopped_at(driving: Fix, standing: Fix) -> datetime:
    """Interpolate between the last moving fix and the first at rest, assuming it drove the distance between them."""
    speed_mps = max(driving.speed_mps or 0.0, CRAWL_MPS)
    needed_s = distance_m(driving, standing) * DETOUR / speed_mps + (driving.speed_mps or 0.0) / (2 * BRAKING_MPS2)
    return min(driving.fixed_at + timedelta(seconds=needed_s), standing.fixed_at)


def _at_start(now: Progress, fix: Fix, sites: Sites) -> Progress:
    start, moved = now.start, now.moved
    assert start is not None
    assert moved is not None
    if now.is_at_rest:
        return _on_the_way(now, fix, sites) if _to_scene_m(start, sites) > NEARER_M else now
    if now.rolled:
        return _turned_to_the_scene(now, start, fix, sites)
    if distance_m(start, fix) < LEFT_START_M + _noise_m(fix):
        return now
    return _found(now, Step.LEFT_START, moved.since_at, Phase.UNDER_WAY)


def _turned_to_the_scene(now: Progress, start: Fix, fix: Fix, sites: Sites) -> Progress:
    """A unit already moving left when it was farthest from the scene; this is known once it is clearly nearer."""
    nearer_m = _to_scene_m(start, sites) - _to_scene_m(fix, sites)
    if nearer_m < 0:
        return replace(now, start=fix)
    return now if nearer_m < NEARER_M else _found(now, Step.LEFT_START, start.fixed_at, Phase.UNDER_WAY)


def _on_the_way(now: Progress, fix: Fix, sites: Sites) -> Progress:
    since = now.at_door_since
    if since is not None and (fix.fixed_at - since).total_seconds() >= AT_SCENE_DWELL_S:
        return replace(_found(now, Step.ARRIVED, since, Phase.AT_SCENE), arrived=fix)
    is_near = _to_scene_m(fix, sites) <= NEAR_SCENE_M
    if now.rested_at is None or not is_near or not _is_stationary_for(now, fix, NEAR_SCENE_DWELL_S):
        return now
    return replace(_found(now, Step.ARRIVED, now.rested_at, Phase.AT_SCENE), arrived=fix)


def _at_scene(now: Progress, fix: Fix, sites: Sites) -> Progress:
    moved, arrived = now.moved, now.arrived
    assert moved is not None
    assert arrived is not None
    away_m = _to_scene_m(fix, sites)
    if now.is_at_rest:
        went_on = moved.rested.fixed_at > arrived.fixed_at
        is_nearer = away_m < _to_scene_m(arrived, sites) - WENT_NEARER_M
        return _on_the_way(now, fix, sites) if went_on and is_nearer else now
    if away_m <= LEFT_SCENE_M + _noise_m(fix):
        return now
    return _found(now, Step.LEFT_SCENE, moved.since_at, Phase.AWAY)


def _away(now: Progress, fix: Fix, sites: Sites) -> Progress:
    if now.rested_at is None:
        return now
    if _to_scene_m(fix, sites) <= NEAR_SCENE_M and _is_stationary_for(now, fix, AT_SCENE_DWELL_S):
        return replace(now, phase=Phase.AT_SCENE)  # it only fetched something
    to_hospital_m = min((distance_m(fix, hospital) for hospital in sites.hospitals), default=float("inf"))
    is_nearer = sites.station is None or to_hospital_m < distance_m(fix, sites.station)
    if (
        is_nearer
        and to_hospital_m <= AT_HOSPITAL_M + _noise_m(fix)
        and _is_stationary_for(now, fix, AT_HOSPITAL_DWELL_S)
    ):
        return _found(now, Step.AT_HOSPITAL, now.rested_at, Phase.AT_HOSPITAL)
    return _homeward(now, fix, sites)


def _homeward(now: Progress, fix: Fix, sites: Sites) -> Progress:
    if sites.station is None or now.rested_at is None or not _is_stationary_for(now, fix, AT_STATION_DWELL_S):
        return now
    if distance_m(fix, sites.station) > AT_STATION_M + _noise_m(fix):
        return now
    return _found(now, Step.BACK, now.rested_at, Phase.BACK)


_BY_PHASE: Mapping[Phase, Callable[[Progress, Fix, Sites], Progress]] = {
    Phase.AT_START: _at_start,
    Phase.UNDER_WAY: _on_the_way,
    Phase.AT_SCENE: _at_scene,
    Phase.AWAY: _away,
    Phase.AT_HOSPITAL: _homeward,
    Phase.BACK: lambda now, _fix, _sites: now,
}


def _found(now: Progress, step: Step, at: datetime, phase: Phase) -> Progress:
    return replace(now, phase=phase, found=(*now.found, Inferred(step, at)))


def _is_stationary_for(now: Progress, fix: Fix, dwell_s: float) -> bool:
    return now.rested_at is not None and (fix.fixed_at - now.rested_at).total_seconds() >= dwell_s


def _to_scene_m(place: Located, sites: Sites) -> float:
    return min(distance_m(place, scene) for scene in sites.scene)


def _noise_m(fix: Fix) -> float:
    return min(fix.accuracy_m or 0.0, NOISE_COUNTED_MAX_M)

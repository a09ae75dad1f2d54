"""What a track tells beyond its line: how far, and when it moved, stopped and was parked; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from geo.position import distance_m
from tracking import movement
from tracking.fix import Fix
from tracking.movement import Moved, Movement


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


def journey_of(fixes: Sequence[Fix]) -> Journey:
    """Of the fixes of one unit, oldest first. Only moving adds to the distance: noise of a parked one is no way."""
    now: Moved | None = None
    way_m = 0.0
    stretches: list[Stretch] = []
    for fix in fixes:
        before, now = now, movement.after(now, fix)
        if before is not None and Movement.MOVING in (before.state, now.state):
            way_m += (
                distance_m(before.newest, fix) if before.state is Movement.MOVING else distance_m(before.rested, fix)
            )
        if stretches and stretches[-1].state is now.state:
            stretches[-1] = Stretch(now.state, stretches[-1].start_at, fix.fixed_at)
        else:
            if stretches:
                stretches[-1] = Stretch(stretches[-1].state, stretches[-1].start_at, fix.fixed_at)
            stretches.append(Stretch(now.state, fix.fixed_at, fix.fixed_at))
    return Journey(way_m, tuple(stretches))

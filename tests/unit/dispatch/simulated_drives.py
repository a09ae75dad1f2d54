"""Drives as crews drive them, seen by a receiver among buildings: the truth, and the fixes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from base.position import Position
from dispatch.domain.inferred_milestones import Sites
from simulators.driving import Drive, Motion, plan_drive
from simulators.gps_receiver import GpsReceiver, ReceiverSettings
from simulators.places import Place, moved
from tracking.fix import Fix

ORDERED_AT = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
STATION = Place(-7.63, 111.52)
NOISE_M = 15.0
GAP_S = 60.0
GAP_EVERY_S = 400.0
RED_LIGHT_EVERY_M = 700.0
RED_LIGHT_MAX_S = 40.0
ON_SCENE_S = 300.0
PARKED_EVERY_S = 20.0


@dataclass(frozen=True, slots=True)
class SimulatedDrive:
    """`arrived_at` is None for a crew that turned back on the way."""

    sites: Sites
    fixes: list[Fix]
    left_at: datetime
    arrived_at: datetime | None
    left_scene_at: datetime | None


def simulated_drive(seed: int) -> SimulatedDrive:
    draws = Random(seed)
    road = _streets(draws)
    turned_back = draws.random() < 0.1
    driven = road[: len(road) // 2] if turned_back else road
    left_s = draws.uniform(20, 120)
    out = _with_red_lights(driven, left_s, draws)
    there_s = out[-1][1]
    stays_s = 0.0 if turned_back else ON_SCENE_S
    home = _with_red_lights(driven[::-1], there_s + stays_s, draws)
    house = moved(road[-1], east_m=draws.uniform(-40, 40), north_m=draws.uniform(-40, 40))
    return SimulatedDrive(
        sites=Sites((_position(house), _position(road[-1])), _position(STATION)),
        fixes=list(_fixes([*out, *home], draws)),
        left_at=_at(left_s),
        arrived_at=None if turned_back else _at(there_s),
        left_scene_at=None if turned_back else _at(there_s + stays_s),
    )


def _streets(draws: Random) -> list[Place]:
    """A route with right angles, as in a grid of blocks."""
    here, road = STATION, [STATION]
    for block in range(draws.randint(4, 16)):
        length_m = draws.uniform(80, 450)
        here = moved(here, east_m=length_m if block % 2 else 0, north_m=0 if block % 2 else length_m)
        road.append(here)
    return road


type Leg = tuple[float, float, Drive]  # from, until, the drive in that time


def _with_red_lights(road: list[Place], begin_s: float, draws: Random) -> list[Leg]:
    legs: list[Leg] = []
    stretch = [road[0]]
    now_s = begin_s
    for corner in road[1:]:
        stretch.append(corner)
        is_last = corner is road[-1]
        if is_last or draws.random() < 265 / RED_LIGHT_EVERY_M:
            drive = plan_drive(stretch, len(stretch) * draws.uniform(15, 40))
            legs.append((now_s, now_s + drive.duration_s, drive))
            now_s += drive.duration_s + (0 if is_last else draws.uniform(3, RED_LIGHT_MAX_S))
            stretch = [corner]
    return legs


def _fixes(legs: list[Leg], draws: Random) -> Iterator[Fix]:
    receiver = GpsReceiver(Random(draws.random()), ReceiverSettings(noise_m=NOISE_M, clock_skew_s=0))
    driving_every_s = draws.choice((2.0, 5.0, 10.0))
    now_s, last_s, gap_until_s = 0.0, 0.0, -1.0
    while now_s < legs[-1][1] + 120:
        motion = _motion(legs, now_s)
        if draws.random() < driving_every_s / GAP_EVERY_S and now_s > gap_until_s:
            gap_until_s = now_s + GAP_S
        if now_s >= gap_until_s:
            yield _fix(receiver, motion, now_s, since_last_s=max(now_s - last_s, 0.1))
            last_s = now_s
        now_s += driving_every_s if motion.speed_mps else min(PARKED_EVERY_S, 2 * driving_every_s)


def _fix(receiver: GpsReceiver, motion: Motion, now_s: float, *, since_last_s: float) -> Fix:
    seen = receiver.fix(motion, since_last_s=since_last_s, now=_at(now_s))
    known = {name: seen[name] for name in ("lat", "lon", "accuracy_m", "speed_mps")}
    return Fix(device_id="GPS-1", fixed_at=_at(now_s), **known)


def _motion(legs: list[Leg], now_s: float) -> Motion:
    if now_s < legs[0][0]:
        return Motion(legs[0][2].places[0], None, 0.0)
    begin_s, end_s, drive = next(leg for leg in reversed(legs) if leg[0] <= now_s)
    return drive.motion_at(now_s - begin_s) if now_s < end_s else Motion(drive.end, None, 0.0)


def _at(after_s: float) -> datetime:
    return ORDERED_AT + timedelta(seconds=after_s)


def _position(place: Place) -> Position:
    return Position(place.lat, place.lon)

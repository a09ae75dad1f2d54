"""Drives as receivers report them: traffic lights, a U-turn, a tunnel, noise, and occasional errors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from msgspec.structs import replace

from simulators.driving import Drive, Motion, plan_drive
from simulators.places import Place, moved
from tracking.fix import Fix
from tracking.rejection import RejectReason

START = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
RED_LIGHT_EVERY_S = 90.0
RED_LIGHT_MAX_S = 60.0
TUNNEL_S = 45.0
NOISE_LASTS_S = 60.0


@dataclass(frozen=True, slots=True)
class Receiver:
    """What it reports, and what it does without satellites: stay silent, or repeat the last position."""

    every_s: float
    noise_m: float
    tells_speed: bool
    tells_accuracy: bool
    holds_in_tunnels: bool


def drive_fixes(road: Sequence[Place], eta_s: float, receiver: Receiver, draws: Random) -> list[Fix]:
    """There, halfway back, and there again."""
    half = list(road[len(road) // 2 :])
    timeline = _Timeline(plan_drive([*road, *half[-2::-1], *half[1:]], eta_s * 2), draws)
    return list(_reported(timeline, receiver, draws))


def spoiled(fixes: Sequence[Fix], draws: Random) -> Iterator[tuple[Fix, RejectReason | None]]:
    """Add an impossible fix after one fix in a hundred, with the reason for its rejection."""
    wrong = [_teleported, _on_null_island, _from_the_future, _by_cell_tower, _in_kmh]
    for number, fix in enumerate(fixes):
        yield fix, None
        if number % 100 == 50:
            yield wrong[number // 100 % len(wrong)](fix, draws)


class _Timeline:
    """A drive with stops at lights; `motion_at` is the truth."""

    def __init__(self, drive: Drive, draws: Random) -> None:
        self._drive = drive
        self._stops: list[tuple[float, float]] = []  # start, duration
        at_s = stood_s = 0.0
        while (at_s := at_s + draws.expovariate(1 / RED_LIGHT_EVERY_S)) < drive.duration_s:
            self._stops.append((at_s + stood_s, draws.uniform(3, RED_LIGHT_MAX_S)))
            stood_s += self._stops[-1][1]
        self.duration_s = drive.duration_s + stood_s
        self.tunnel_from_s = draws.uniform(0.2, 0.7) * self.duration_s

    def motion_at(self, now_s: float) -> Motion:
        stood_s = 0.0
        for begin_s, lasts_s in self._stops:
            if now_s < begin_s:
                break
            if now_s < begin_s + lasts_s:
                there = self._drive.motion_at(begin_s - stood_s)
                return Motion(there.place, there.course_deg, 0.0)
            stood_s += lasts_s
        return self._drive.motion_at(now_s - stood_s)

    def is_dark(self, now_s: float) -> bool:
        return self.tunnel_from_s <= now_s < self.tunnel_from_s + TUNNEL_S


def _reported(timeline: _Timeline, receiver: Receiver, draws: Random) -> Iterator[Fix]:
    east_m, north_m = draws.gauss(0, receiver.noise_m), draws.gauss(0, receiver.noise_m)
    keeps = max(0.0, 1 - receiver.every_s / NOISE_LASTS_S)
    held: Fix | None = None
    for number in range(int(timeline.duration_s / receiver.every_s)):
        now_s = number * receiver.every_s
        if timeline.is_dark(now_s) and held is not None:
            if receiver.holds_in_tunnels:
                yield _fix(now_s, Place(held.lat, held.lon), None, receiver)
            continue
        fresh_m = receiver.noise_m * (1 - keeps**2) ** 0.5
        east_m, north_m = keeps * east_m + draws.gauss(0, fresh_m), keeps * north_m + draws.gauss(0, fresh_m)
        motion = timeline.motion_at(now_s)
        held = _fix(now_s, moved(motion.place, east_m=east_m, north_m=north_m), motion.speed_mps, receiver)
        yield held


def _fix(now_s: float, place: Place, speed_mps: float | None, receiver: Receiver) -> Fix:
    return Fix(
        device_id="GPS-1",
        fixed_at=START + timedelta(seconds=now_s),
        lat=place.lat,
        lon=place.lon,
        speed_mps=speed_mps if receiver.tells_speed else None,
        accuracy_m=receiver.noise_m * 1.5 if receiver.tells_accuracy else None,
    )


# --- impossible fixes, half a second after a real one


def _teleported(fix: Fix, draws: Random) -> tuple[Fix, RejectReason]:
    there = moved(Place(fix.lat, fix.lon), east_m=draws.choice((-1, 1)) * 6_000, north_m=draws.uniform(-2_000, 2_000))
    return _after(fix, lat=there.lat, lon=there.lon), RejectReason.IMPOSSIBLE_JUMP


def _on_null_island(fix: Fix, _draws: Random) -> tuple[Fix, RejectReason]:
    return _after(fix, lat=0.0, lon=0.0), RejectReason.NULL_ISLAND


def _from_the_future(fix: Fix, _draws: Random) -> tuple[Fix, RejectReason]:
    return _after(fix, fixed_at=fix.fixed_at + timedelta(days=7168)), RejectReason.IN_THE_FUTURE


def _by_cell_tower(fix: Fix, _draws: Random) -> tuple[Fix, RejectReason]:
    return _after(fix, accuracy_m=2_500.0), RejectReason.TOO_INACCURATE


def _in_kmh(fix: Fix, _draws: Random) -> tuple[Fix, RejectReason]:
    return _after(fix, speed_mps=108.0), RejectReason.IMPOSSIBLE_SPEED


def _after(fix: Fix, **changes: object) -> Fix:
    return replace(fix, **({"fixed_at": fix.fixed_at + timedelta(seconds=0.5)} | changes))

"""What a GPS receiver makes of a true position: wandering noise, an accuracy, a clock that may be wrong."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp, sqrt
from random import Random
from typing import Any

from simulators.driving import Motion
from simulators.places import moved

NOISE_LASTS_S = 60.0  # errors of neighbouring fixes are correlated
COURSE_SPEED_MIN_MPS = 1.0  # below this speed a receiver's course is meaningless


@dataclass(frozen=True, slots=True)
class ReceiverSettings:
    noise_m: float  # standard deviation, east and north
    clock_skew_s: float  # standard deviation across devices


class GpsReceiver:
    def __init__(self, draws: Random, settings: ReceiverSettings) -> None:
        self._draws = draws
        self._noise_m = settings.noise_m
        self._clock_skew = timedelta(seconds=draws.gauss(0, settings.clock_skew_s))
        self._east_m, self._north_m = draws.gauss(0, self._noise_m), draws.gauss(0, self._noise_m)
        self._battery_pct = draws.uniform(60, 100)

    def fix(self, motion: Motion, *, since_last_s: float, now: datetime | None = None) -> dict[str, Any]:
        """Return a fix in wire form, without boot_id and seq, which the device adds."""
        self._wander(since_last_s)
        seen = moved(motion.place, east_m=self._east_m, north_m=self._north_m)
        speed_mps = max(motion.speed_mps + self._draws.gauss(0, 0.2), 0.0) if motion.speed_mps else 0.0
        fix = {
            "fixed_at": _rfc3339((now or datetime.now(UTC)) + self._clock_skew),
            "lat": round(seen.lat, 6),
            "lon": round(seen.lon, 6),
            "accuracy_m": round(1 + self._noise_m * self._draws.uniform(1.0, 2.0), 1),
            "speed_mps": round(speed_mps, 1),
            "satellites": self._draws.randint(6, 14),
            "battery_pct": round(self._battery_pct, 1),
            "ignition": motion.speed_mps > 0,
        }
        if motion.course_deg is not None and speed_mps >= COURSE_SPEED_MIN_MPS:
            fix["course_deg"] = round((motion.course_deg + self._draws.gauss(0, 2)) % 360, 1) % 360
        return fix

    def _wander(self, since_last_s: float) -> None:
        kept = exp(-since_last_s / NOISE_LASTS_S)
        fresh = self._noise_m * sqrt(1 - kept * kept)
        self._east_m = kept * self._east_m + self._draws.gauss(0, fresh)
        self._north_m = kept * self._north_m + self._draws.gauss(0, fresh)


def _rfc3339(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")

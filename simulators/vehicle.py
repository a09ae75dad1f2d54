"""Where a vehicle truly is, by the wall clock: wheels do not run faster than time."""

import time
from collections.abc import Callable

from simulators.driving import Drive, Motion
from simulators.places import Place


class Vehicle:
    def __init__(self, place: Place, *, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._standing = Motion(place, None, 0.0)
        self._drive: Drive | None = None
        self._set_off_s = 0.0

    @property
    def motion(self) -> Motion:
        if self._drive is None:
            return self._standing
        return self._drive.motion_at(self._now_s() - self._set_off_s)

    @property
    def place(self) -> Place:
        return self.motion.place

    @property
    def is_moving(self) -> bool:
        return self.arrives_in_s > 0

    @property
    def arrives_in_s(self) -> float:
        if self._drive is None:
            return 0.0
        return max(self._set_off_s + self._drive.duration_s - self._now_s(), 0.0)

    def set_off(self, drive: Drive) -> None:
        self._drive, self._set_off_s = drive, self._now_s()

    def halt(self) -> None:
        motion = self.motion
        self._standing = Motion(motion.place, motion.course_deg, 0.0)
        self._drive = None

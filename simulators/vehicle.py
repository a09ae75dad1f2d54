"""Where a vehicle really is; its clock is the wall clock unless a test speeds it up."""

from simulators.clock import SimulatedClock
from simulators.driving import Drive, Motion
from simulators.places import Place


class Vehicle:
    def __init__(self, place: Place, wheels: SimulatedClock) -> None:
        self._wheels = wheels
        self._standing = Motion(place, None, 0.0)
        self._drive: Drive | None = None
        self._set_off_s = 0.0

    @property
    def motion(self) -> Motion:
        if self._drive is None:
            return self._standing
        return self._drive.motion_at(self._wheels.now_s() - self._set_off_s)

    @property
    def place(self) -> Place:
        return self.motion.place

    @property
    def is_moving(self) -> bool:
        return self._arrives_in_s > 0

    async def drive(self, drive: Drive) -> None:
        """Wait until it has arrived; if cancelled on the way, it rolls on until told to halt or drive elsewhere."""
        self._drive, self._set_off_s = drive, self._wheels.now_s()
        await self._wheels.sleep(self._arrives_in_s)

    def halt(self) -> None:
        motion = self.motion
        self._standing = Motion(motion.place, motion.course_deg, 0.0)
        self._drive = None

    @property
    def _arrives_in_s(self) -> float:
        if self._drive is None:
            return 0.0
        return max(self._set_off_s + self._drive.duration_s - self._wheels.now_s(), 0.0)

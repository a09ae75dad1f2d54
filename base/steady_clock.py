"""The time of day, protected from changes of the system's clock: a jump is noticed, and not followed at once.

See decision 42.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

STEP_MIN_S = 10.0  # less is drift, which time synchronization corrects in small steps
ACCEPTED_AFTER_S = 3600.0  # nobody has set the clock back for so long, so it is right now


# Counts while the machine sleeps, unlike the monotonic clock: waking up is no jump.
_since_boot_s = partial(time.clock_gettime, time.CLOCK_BOOTTIME)


class SteadyClock:
    """`now()` is the wall clock's time; after a jump it continues without the jump until that is accepted."""

    def __init__(self, *, wall: Callable[[], float] = time.time, steady: Callable[[], float] = _since_boot_s) -> None:
        self._wall = wall
        self._steady = steady
        self._ahead_s = wall() - steady()  # lead of the wall clock over the steady one, as far as it is trusted
        self._jumped_at_s: float | None = None

    def jumped_s(self) -> float | None:
        """By how much the wall clock has jumped; None if it has not, was set back since, or the jump is accepted."""
        jump_s = self._wall() - self._steady() - self._ahead_s
        if abs(jump_s) < STEP_MIN_S:
            self._believe(jump_s)
            return None
        if self._jumped_at_s is None:
            self._jumped_at_s = self._steady()
        if self._steady() - self._jumped_at_s > ACCEPTED_AFTER_S:
            self._believe(jump_s)
            return None
        return jump_s

    def now(self) -> datetime:
        jump_s = self.jumped_s() or 0.0
        return datetime.fromtimestamp(self._wall(), UTC) - timedelta(seconds=jump_s)

    def lately(self) -> datetime:
        """The time by the last lead that `now()` trusted; cheaper, for what happens thousands of times a second."""
        return datetime.fromtimestamp(self._steady() + self._ahead_s, UTC)

    def _believe(self, jump_s: float) -> None:
        self._ahead_s += jump_s
        self._jumped_at_s = None


STEADY_CLOCK = SteadyClock()

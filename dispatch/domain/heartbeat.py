"""Detect silent processes, using only our own monotonic clock (decision 32)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dispatch.domain.alert import AlertKind

# Ten beats. A process restarted after a crash is back sooner, and under load beats arrive late but arrive.
SILENT_AFTER_S = 20.0
LOOK_GAP_MAX_S = 8.0  # after a longer pause (asleep, or no database) we cannot tell how long others were silent

RESERVE_GIVEN_UP = "reserve"  # the part of `storage_low` that stops storing fixes


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with a part of a process. `alarm` is the kind of alert raised at the desk."""

    alarm: AlertKind
    part: str
    reason: str


@dataclass(frozen=True, slots=True)
class Beat:
    process: str
    pid: int
    beats: int
    seen_at: datetime
    troubles: Sequence[Trouble] = ()


@dataclass(slots=True)
class SilenceOfProcesses:
    """Remembers when each process last moved on: a clock jump or a database outage makes no process silent."""

    _last: dict[str, tuple[int, float]] = field(default_factory=dict)
    _looked_at_s: float | None = None

    def look(self, beats: Sequence[Beat], *, at_s: float) -> Mapping[str, float]:
        """Return how many seconds each process has been without a beat, as far as we have been looking."""
        if self._looked_at_s is not None and at_s - self._looked_at_s > LOOK_GAP_MAX_S:
            self._last.clear()
        self._looked_at_s = at_s
        self._last = {beat.process: self._moved_on(beat, at_s) for beat in beats}
        return {process: at_s - since_s for process, (_, since_s) in self._last.items()}

    def _moved_on(self, beat: Beat, at_s: float) -> tuple[int, float]:
        known = self._last.get(beat.process)
        return known if known is not None and known[0] == beat.beats else (beat.beats, at_s)


def disk_is_full(beats: Sequence[Beat]) -> bool:
    """Whether room is left for calls alone: fixes would fill the rest within minutes."""
    return any(
        trouble.alarm is AlertKind.STORAGE_LOW and trouble.part == RESERVE_GIVEN_UP
        for beat in beats
        for trouble in beat.troubles
    )

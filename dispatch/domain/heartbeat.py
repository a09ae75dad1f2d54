"""Which process is silent, told without any clock but our own steady one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dispatch.domain.alert import AlertKind

# Ten beats. Restarted after a crash a process is back sooner, and under load its beats come late but come.
SILENT_AFTER_S = 20.0
LOOK_GAP_MAX_S = 8.0  # who looked away longer (asleep, or without the database) cannot tell how long others were silent

RESERVE_GIVEN_UP = "reserve"  # the part of `storage_low` that stops the keeping of fixes


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong with a part of a process. `alarm` is the kind of alert that it is at the desk."""

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
    """Remembers when each last moved on: no jump of a clock and no database that was away makes anybody silent."""

    _last: dict[str, tuple[int, float]] = field(default_factory=dict)
    _looked_at_s: float | None = None

    def look(self, beats: Sequence[Beat], *, at_s: float) -> Mapping[str, float]:
        """For how many seconds each has not beaten, as far as we have looked."""
        if self._looked_at_s is not None and at_s - self._looked_at_s > LOOK_GAP_MAX_S:
            self._last.clear()
        self._looked_at_s = at_s
        self._last = {beat.process: self._moved_on(beat, at_s) for beat in beats}
        return {process: at_s - since_s for process, (_, since_s) in self._last.items()}

    def _moved_on(self, beat: Beat, at_s: float) -> tuple[int, float]:
        known = self._last.get(beat.process)
        return known if known is not None and known[0] == beat.beats else (beat.beats, at_s)


def disk_is_full(beats: Sequence[Beat]) -> bool:
    """Whether room is left for calls alone: fixes would take the last of it within minutes."""
    return any(
        trouble.alarm is AlertKind.STORAGE_LOW and trouble.part == RESERVE_GIVEN_UP
        for beat in beats
        for trouble in beat.troubles
    )

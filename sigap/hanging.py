"""Tells a process that hangs from one that is merely slow."""

from pathlib import Path

# Five seconds after the desk's alert. A starved process on a loaded machine still gets some processor time or waits in
# the run queue; a process that is stopped, or blocked for good, does neither.
HUNG_AFTER_S = 25.0
IDLE_S = 20.0
# Busy all the time without a heartbeat: an endless loop. None of our processes blocks its loop for a third of this.
BUSY_MAX_S = 75.0
RUNNABLE = "R"


class Hanging:
    """Call `hangs` for each process every few seconds: idle time is measured between calls."""

    def __init__(self) -> None:
        self._last_worked: dict[int, tuple[int, float]] = {}  # processor time, and since when it has not changed

    def hangs(self, pid: int, *, silent_s: float, at_s: float) -> bool:
        state, ticks = processor_use(pid)
        known = self._last_worked.get(pid)
        if known is None or known[0] != ticks:
            known = self._last_worked[pid] = (ticks, at_s)
        is_idle = state != RUNNABLE and at_s - known[1] > IDLE_S
        return silent_s > BUSY_MAX_S or (silent_s > HUNG_AFTER_S and is_idle)

    def forget(self, *, but: set[int]) -> None:
        self._last_worked = {pid: known for pid, known in self._last_worked.items() if pid in but}


def processor_use(pid: int) -> tuple[str, int]:
    """Return the state of the process and the clock ticks used by all its threads."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "", 0
    return fields[0], int(fields[11]) + int(fields[12])

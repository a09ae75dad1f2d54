"""Processor time of a system's processes, including their children."""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class ProcessStat:
    """From /proc/PID/stat. `reaped_s` is the time of children that have ended."""

    parent: int
    own_s: float
    reaped_s: float


def read_stat(pid: int) -> ProcessStat | None:
    """Return None if the process is gone."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()  # the name before it may contain spaces
    own, reaped = int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])
    return ProcessStat(int(fields[1]), own / TICKS_PER_S, reaped / TICKS_PER_S)


def cpu_seconds(processes: Mapping[str, int]) -> dict[str, float]:
    """Return the time of each named process and all its descendants, since its start."""
    children: dict[int, list[int]] = {}
    stats = {pid: stat for pid in _all_pids() if (stat := read_stat(pid))}
    for pid, stat in stats.items():
        children.setdefault(stat.parent, []).append(pid)
    return {name: _with_children(pid, stats, children) for name, pid in processes.items() if pid in stats}


def resident_kib(pid: int) -> int:
    """Return the memory that a process holds now."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


class CpuWatch:
    """Processor time from construction to `figures`, as shares of one core."""

    def __init__(self, processes: Mapping[str, int]) -> None:
        self._processes = dict(processes)
        self._before = cpu_seconds(self._processes)
        self._since_s = time.monotonic()

    def figures(self) -> dict[str, float]:
        after, elapsed_s = cpu_seconds(self._processes), time.monotonic() - self._since_s
        return {
            f"cpu_{name.replace('-', '_')}_cores": (after[name] - before) / elapsed_s
            for name, before in self._before.items()
            if name in after
        }


def _with_children(pid: int, stats: Mapping[int, ProcessStat], children: Mapping[int, list[int]]) -> float:
    stat = stats[pid]
    return stat.own_s + stat.reaped_s + sum(_with_children(child, stats, children) for child in children.get(pid, ()))


def _all_pids() -> Iterator[int]:
    return (int(entry) for entry in os.listdir("/proc") if entry.isdigit())  # noqa: PTH208 - a third of the time

"""Percentiles of real samples: never of averages, never interpolated."""

import math
from collections.abc import Mapping, Sequence

MS_PER_S = 1000.0


def percentile(samples: Sequence[float], percent: float) -> float | None:
    """Return the smallest sample that is at least as large as `percent` of them; None if there are none."""
    if not samples:
        return None
    ordered = sorted(samples)
    rank = math.ceil(percent / 100 * len(ordered))
    return ordered[max(rank, 1) - 1]


def spread_ms(samples_s: Sequence[float], prefix: str = "") -> dict[str, float | None]:
    """Return samples given in seconds as milliseconds: `p50_ms`, `p99_ms`, `max_ms`, each after the prefix."""
    found = {"p50": percentile(samples_s, 50), "p99": percentile(samples_s, 99), "max": percentile(samples_s, 100)}
    return {f"{prefix}{name}_ms": None if value is None else value * MS_PER_S for name, value in found.items()}


def ratio(value: float | None, to: float | None) -> float | None:
    """Return None if either is missing, or `to` is zero."""
    return None if value is None or not to else value / to


def total(counts: Mapping[str, int]) -> int:
    return sum(counts.values())

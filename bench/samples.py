"""Percentiles of real samples: never of averages, never interpolated."""

import math
from collections.abc import Mapping, Sequence

MS_PER_S = 1000.0


def percentile(samples: Sequence[float], percent: float) -> float | None:
    """The smallest sample that is not below so many percent of them; None when there are none."""
    if not samples:
        return None
    ordered = sorted(samples)
    rank = math.ceil(percent / 100 * len(ordered))
    return ordered[max(rank, 1) - 1]


def spread_ms(samples_s: Sequence[float], prefix: str = "") -> dict[str, float | None]:
    """Samples in seconds as figures in milliseconds: `p50_ms`, `p99_ms`, `max_ms` with the prefix before."""
    found = {"p50": percentile(samples_s, 50), "p99": percentile(samples_s, 99), "max": percentile(samples_s, 100)}
    return {f"{prefix}{name}_ms": None if value is None else value * MS_PER_S for name, value in found.items()}


def ratio(value: float | None, to: float | None) -> float | None:
    """None when either is missing, or there is nothing to compare with."""
    return None if value is None or not to else value / to


def total(counts: Mapping[str, int]) -> int:
    return sum(counts.values())

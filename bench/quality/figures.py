"""The results of each policy and their certainty: percentiles of responses, intervals by paired bootstrap."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dispatch.domain.waiting_limits import WAITS_AT_MOST_S

# Eight minutes for priority 1; for the others the desk's own limit.
LATE_AFTER_S: Mapping[int, float] = {**WAITS_AT_MOST_S, 1: 480.0}
RESAMPLES = 1000

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Response:
    """One emergency under one policy: from the call to the first unit's arrival. `area`: the nearest fire station."""

    priority: int
    area: str
    first_s: float

    @property
    def is_late(self) -> bool:
        return self.first_s > LATE_AFTER_S[self.priority]


@dataclass(frozen=True, slots=True)
class Spread:
    mean_s: float
    p50_s: float
    p90_s: float
    late_pct: float
    count: int


@dataclass(frozen=True, slots=True)
class Gain:
    """In percent of the other policy's figure; the interval would hold it on 95 of 100 draws of other days."""

    pct: float
    low_pct: float
    high_pct: float


type Days = Sequence[Sequence[Response]]  # by day, in the order of the calls


def urgent(response: Response) -> bool:
    return response.priority == 1


def others(response: Response) -> bool:
    return response.priority > 1


def everybody(_: Response) -> bool:
    return True


def spread(days: Days, which: Callable[[Response], bool]) -> Spread:
    picked = [response for day in days for response in day if which(response)]
    first_s = np.array([response.first_s for response in picked])
    late = sum(response.is_late for response in picked)
    return Spread(
        float(first_s.mean()),
        float(np.percentile(first_s, 50)),
        float(np.percentile(first_s, 90)),
        100.0 * late / len(picked),
        len(picked),
    )


def p90_gain(than: Days, days: Days, which: Callable[[Response], bool]) -> Gain:
    """Return by how much the 90th percentile is lower."""
    return _gain(_times(than, which), _times(days, which), lambda all_days: float(np.percentile(all_days, 90)))


def late_gain(than: Days, days: Days) -> Gain:
    """Return by how much the share of late responses is smaller."""
    return _gain(_late(than), _late(days), lambda all_days: float(all_days.mean()))


def _gain(than: Sequence[Floats], days: Sequence[Floats], figure: Callable[[Floats], float]) -> Gain:
    draws = np.random.default_rng(112)
    samples = []
    for _ in range(RESAMPLES):
        drawn = draws.integers(0, len(days), len(days))  # the same days for both policies
        samples.append(_pct(than, days, figure, drawn))
    low, high = np.percentile(samples, [2.5, 97.5])
    return Gain(_pct(than, days, figure, np.arange(len(days))), float(low), float(high))


def _pct(
    than: Sequence[Floats], days: Sequence[Floats], figure: Callable[[Floats], float], drawn: NDArray[np.int64]
) -> float:
    before = figure(np.concatenate([than[index] for index in drawn]))
    after = figure(np.concatenate([days[index] for index in drawn]))
    return 100.0 * (before - after) / before if before else 0.0


def _times(days: Days, which: Callable[[Response], bool]) -> list[Floats]:
    return [np.array([response.first_s for response in day if which(response)]) for day in days]


def _late(days: Days) -> list[Floats]:
    return [np.array([float(response.is_late) for response in day]) for day in days]

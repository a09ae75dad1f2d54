"""The emergencies of a simulated day and how crews perform in each: drawn once, the same under every policy."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HOUR_S = 3600.0
DAY_S = 24 * HOUR_S
PER_HOUR = 6.0  # moderate: about a third of the sample city's ambulances are busy when a call comes
PACE_SPREAD = 0.12  # of driving times around the router's
TURNOUT_SPREAD, WORK_SPREAD, HAND_OVER_SPREAD = 0.3, 0.5, 0.4  # of log-normal times around their medians
HAND_OVER_S = 720.0

# Calls by hour around 1, as in public reports on 112 and 911.
BY_HOUR = (
    *(0.4, 0.3, 0.3, 0.3, 0.4, 0.6, 0.9, 1.2, 1.3, 1.3, 1.3, 1.3),
    *(1.3, 1.2, 1.2, 1.2, 1.3, 1.3, 1.3, 1.2, 1.1, 1.0, 0.8, 0.6),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """`work_s`: median time at the scene; `hospital`: how often the ambulance takes a patient there."""

    type: str
    priority: int
    share: float
    work_s: float
    hospital: float


# Triage makes about two medical calls in five urgent.
KINDS = (
    Kind("medical", 1, 0.20, 1200, 0.75),
    Kind("medical", 2, 0.18, 900, 0.70),
    Kind("medical", 3, 0.14, 900, 0.55),
    Kind("traffic_accident", 1, 0.05, 1500, 0.75),
    Kind("traffic_accident", 2, 0.13, 1500, 0.55),
    Kind("structure_fire", 1, 0.08, 3600, 0.10),
    Kind("vehicle_fire", 1, 0.03, 1500, 0.10),
    Kind("rescue", 1, 0.04, 1800, 0.40),
    Kind("flood", 3, 0.03, 2400, 0.05),
    Kind("fallen_tree", 4, 0.06, 2400, 0.0),
    Kind("animal", 4, 0.06, 1200, 0.0),
)


@dataclass(frozen=True, slots=True)
class Emergency:
    """By unit: `pace` (times the router's driving time) and `turnout` (times the usual turnout)."""

    number: int
    at_s: float
    type: str
    priority: int
    place: int
    transports: bool
    hand_over_s: float
    work_s: float
    pace: NDArray[np.float64]
    turnout: NDArray[np.float64]


def draw_day(seed: int, weights: NDArray[np.float64], units: int, *, per_hour: float = PER_HOUR) -> list[Emergency]:
    """`weights`: how likely an emergency is at each place."""
    draws = np.random.default_rng(seed)
    arrivals = _arrivals(draws, per_hour)
    kinds = draws.choice(len(KINDS), size=len(arrivals), p=_shares())
    places = draws.choice(len(weights), size=len(arrivals), p=weights / weights.sum())
    return [
        _emergency(draws, number, at_s, KINDS[kind], int(place), units)
        for number, (at_s, kind, place) in enumerate(zip(arrivals, kinds, places, strict=True))
    ]


def places_before(seed: int, weights: NDArray[np.float64], count: int) -> Sequence[int]:
    """Draw where the newest emergencies before the first day were: the demand that a desk knows."""
    drawn = np.random.default_rng(seed).choice(len(weights), size=count, p=weights / weights.sum())
    return [int(place) for place in drawn]


def _shares() -> list[float]:
    total = sum(kind.share for kind in KINDS)
    return [kind.share / total for kind in KINDS]


def _arrivals(draws: np.random.Generator, per_hour: float) -> list[float]:
    """A Poisson process whose rate follows the hour, by thinning."""
    busiest = max(BY_HOUR)
    count = draws.poisson(per_hour * busiest * 24)
    times = np.sort(draws.uniform(0, DAY_S, count))
    kept = draws.uniform(0, busiest, count) < np.array(BY_HOUR)[(times // HOUR_S).astype(int)]
    return [float(at_s) for at_s in times[kept]]


def _emergency(draws: np.random.Generator, number: int, at_s: float, kind: Kind, place: int, units: int) -> Emergency:
    return Emergency(
        number,
        at_s,
        kind.type,
        kind.priority,
        place,
        transports=bool(draws.random() < kind.hospital),
        hand_over_s=float(HAND_OVER_S * np.exp(draws.normal(0, HAND_OVER_SPREAD))),
        work_s=float(kind.work_s * np.exp(draws.normal(0, WORK_SPREAD))),
        pace=np.clip(draws.normal(1.0, PACE_SPREAD, units), 0.75, 1.5),
        turnout=np.exp(draws.normal(0, TURNOUT_SPREAD, units)),
    )

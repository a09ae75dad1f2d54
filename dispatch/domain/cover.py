"""What the rest of the city loses when a unit goes: how much later the next call would be reached; pure.

See decision 24.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

import numpy as np
from numpy.typing import NDArray

from base.position import M_PER_DEGREE
from dispatch.domain.ranking import Left, Side

NOBODY_S = 1800.0  # the loss of a place whose only unit goes: help comes from the next town
CITY_SPEED_MPS = 7.0  # along the air line: a drive at 34 km/h with the usual detour
MIDDLE_SHARE = 0.35  # share of the distance from the middle of the city to its usual edge


@dataclass(frozen=True, slots=True)
class FreeUnit:
    unit_id: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Demand:
    """A place where calls come from, and how many."""

    lat: float
    lon: float
    weight: float


def losses_s(free: Sequence[FreeUnit], demand: Sequence[Demand]) -> dict[str, float]:
    """Return, by unit, how many seconds later the nearest remaining unit is, averaged over all calls."""
    total = sum(place.weight for place in demand)
    lost = np.zeros(len(free))
    if free and total:
        nearest, gap_s = _nearest_and_gap(free, demand)
        np.add.at(lost, nearest, np.array([place.weight for place in demand]) * gap_s / total)
    return dict(zip((unit.unit_id for unit in free), lost.tolist(), strict=True))


def left_behind(free: Sequence[FreeUnit], demand: Sequence[Demand]) -> dict[str, Left]:
    """Return, by unit, the side of the city it is on, and how many others are free there."""
    middle, edge_m = _middle_and_edge(demand)
    sides = {unit.unit_id: _side(unit, middle, edge_m) for unit in free}
    counts: Mapping[Side, int] = Counter(sides.values())
    return {unit_id: Left(side, counts[side] - 1) for unit_id, side in sides.items()}


def _nearest_and_gap(
    free: Sequence[FreeUnit], demand: Sequence[Demand]
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return, by place of demand, the nearest unit and how much later the second is; a city is treated as flat."""
    units = np.array([(unit.lat, unit.lon) for unit in free])
    places = np.array([(place.lat, place.lon) for place in demand])
    squeeze = np.cos(np.radians(places[:, :1]))
    away_deg = np.hypot(places[:, :1] - units[:, 0], (places[:, 1:] - units[:, 1]) * squeeze)
    nearest = away_deg.argmin(axis=1)
    if len(free) == 1:
        return nearest, np.full(len(demand), NOBODY_S)
    first_deg, second_deg = np.partition(away_deg, 1, axis=1)[:, :2].T
    return nearest, np.minimum(NOBODY_S, (second_deg - first_deg) * M_PER_DEGREE / CITY_SPEED_MPS)


def _middle_and_edge(demand: Sequence[Demand]) -> tuple[tuple[float, float], float]:
    total = sum(place.weight for place in demand) or 1.0
    middle = (
        sum(place.lat * place.weight for place in demand) / total,
        sum(place.lon * place.weight for place in demand) / total,
    )
    away = sorted(hypot(*_offset(place.lat, place.lon, middle)) for place in demand)
    return middle, away[len(away) // 2] if away else 0.0


def _side(unit: FreeUnit, middle: tuple[float, float], edge_deg: float) -> Side:
    north, east = _offset(unit.lat, unit.lon, middle)
    if hypot(north, east) <= edge_deg * MIDDLE_SHARE:
        return Side.MIDDLE
    if abs(north) >= abs(east):
        return Side.NORTH if north > 0 else Side.SOUTH
    return Side.EAST if east > 0 else Side.WEST


def _offset(lat: float, lon: float, middle: tuple[float, float]) -> tuple[float, float]:
    return lat - middle[0], (lon - middle[1]) * cos(radians(middle[0]))

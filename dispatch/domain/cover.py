"""What the rest of the city loses when a unit goes: how much later the next call would be answered; pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, inf, radians

from dispatch.domain.recommendation import Left, Side

M_PER_DEGREE = 111_195.0
NOBODY_S = 1800.0  # what a place loses whose only unit goes: help from the next town
CITY_SPEED_MPS = 7.0  # along the air line: a drive of 34 km/h with the usual detour
MIDDLE_SHARE = 0.35  # of the way from the middle of the city to its usual edge


@dataclass(frozen=True, slots=True)
class FreeUnit:
    unit_id: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Demand:
    """A place where calls come from, and how many of them."""

    lat: float
    lon: float
    weight: float


def losses_s(free: Sequence[FreeUnit], demand: Sequence[Demand]) -> dict[str, float]:
    """By unit: by how many seconds the nearest of those left is later, on average over all calls."""
    total = sum(place.weight for place in demand)
    lost: dict[str, float] = {unit.unit_id: 0.0 for unit in free}
    if not total:
        return lost
    for place in demand:
        nearest, by_s = _nearest_and_gap(free, place)
        if nearest is not None:
            lost[nearest] += place.weight * by_s / total
    return lost


def left_behind(free: Sequence[FreeUnit], demand: Sequence[Demand]) -> dict[str, Left]:
    """By unit: the side of the city where it stands, and how many others are free there."""
    middle, edge_m = _middle_and_edge(demand)
    sides = {unit.unit_id: _side(unit, middle, edge_m) for unit in free}
    counts: Mapping[Side, int] = Counter(sides.values())
    return {unit_id: Left(side, counts[side] - 1) for unit_id, side in sides.items()}


def _nearest_and_gap(free: Sequence[FreeUnit], place: Demand) -> tuple[str | None, float]:
    """One pass for the first and the second; a hot loop, so the earth is flat in it."""
    squeeze = cos(radians(place.lat))
    first, first_m, second_m = None, inf, inf
    for unit in free:
        away_m = hypot(unit.lat - place.lat, (unit.lon - place.lon) * squeeze)
        if away_m < first_m:
            first, first_m, second_m = unit.unit_id, away_m, first_m
        elif away_m < second_m:
            second_m = away_m
    if second_m == inf:
        return first, NOBODY_S
    return first, min(NOBODY_S, (second_m - first_m) * M_PER_DEGREE / CITY_SPEED_MPS)


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

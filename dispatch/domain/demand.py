"""Where calls come from, by the cell of a grid; pure."""

from collections.abc import Iterable

from dispatch.domain.cover import Demand
from geo.position import Position

CELL_DEG = 0.005  # half a kilometre: with a whole one a station reaches cells whose far end it does not
CELLS_MAX = 150


def by_cell(places: Iterable[tuple[Position, float]], *, limit: int = CELLS_MAX) -> list[Demand]:
    """Each place with what it weighs; the cells with most of it, in the middle of what happened there."""
    sums: dict[tuple[int, int], tuple[float, float, float]] = {}
    for place, weighs in places:
        cell = round(place.lat / CELL_DEG), round(place.lon / CELL_DEG)
        weight, lat, lon = sums.get(cell, (0.0, 0.0, 0.0))
        sums[cell] = weight + weighs, lat + weighs * place.lat, lon + weighs * place.lon
    heaviest = sorted((found for found in sums.values() if found[0] > 0), reverse=True)[:limit]
    return [Demand(lat / weight, lon / weight, weight) for weight, lat, lon in heaviest]

"""Where calls come from, by the cell of a grid; pure."""

from collections.abc import Iterable, Sequence

from base.position import Position
from dispatch.domain.cover import Demand

CELL_DEG = 0.005  # half a kilometre: a 1 km cell may count as reached though its far end is not
CELLS_MAX = 150


def by_cell(places: Iterable[tuple[Position, float]], *, limit: int = CELLS_MAX) -> list[Demand]:
    """Each cell's weight, heaviest cells first, placed at the middle of the events in it."""
    sums: dict[tuple[int, int], tuple[float, float, float]] = {}
    for place, weighs in places:
        cell = cell_of(place)
        weight, lat, lon = sums.get(cell, (0.0, 0.0, 0.0))
        sums[cell] = weight + weighs, lat + weighs * place.lat, lon + weighs * place.lon
    heaviest = sorted((found for found in sums.values() if found[0] > 0), reverse=True)[:limit]
    return [Demand(lat / weight, lon / weight, weight) for weight, lat, lon in heaviest]


NEAR_HOURS = 2  # hours on either side: a single hour has too few calls
OTHER_HOURS_WEIGH = 0.25


def by_hour(calls: Sequence[tuple[Position, int]], cells: Sequence[Demand]) -> list[list[float]]:
    """Return, for each hour of the day, the demand of each cell: calls around that hour in full, the rest a little.

    `calls`: a place and the hour of the day; calls outside all cells are left out.
    """
    index = {cell_of(Position(cell.lat, cell.lon)): number for number, cell in enumerate(cells)}
    weights = [[0.0] * len(cells) for _ in range(24)]
    for place, called_at in calls:
        if (number := index.get(cell_of(place))) is not None:
            for hour in range(24):
                apart = min((hour - called_at) % 24, (called_at - hour) % 24)
                weights[hour][number] += 1.0 if apart <= NEAR_HOURS else OTHER_HOURS_WEIGH
    return weights


def cell_of(place: Position) -> tuple[int, int]:
    return round(place.lat / CELL_DEG), round(place.lon / CELL_DEG)


def square_of(place: Position) -> tuple[float, float, float, float]:
    """West, south, east and north edges of its cell."""
    row, column = cell_of(place)
    west, south = (column - 0.5) * CELL_DEG, (row - 0.5) * CELL_DEG
    return west, south, west + CELL_DEG, south + CELL_DEG

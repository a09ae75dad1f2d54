"""The bounds of a city: the box for its fixes, its map and its places."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import floor

from geo.city.refusal import CityImportRefused
from geo.geometry.bbox import Bbox

CELL_DEG = 0.1
SPAN_MAX_DEG = 10.0  # about the length of Java
AROUND_ROADS_DEG = 0.1  # a requested box is cut to its roads, with this margin
THINNEST_DEG = 0.01  # a single straight street would have no height

Cell = tuple[int, int]  # eastwards, northwards
Extent = Sequence[float]  # west, south, east, north of the roads


def cell_of(lon: float, lat: float) -> Cell:
    return floor(lon / CELL_DEG), floor(lat / CELL_DEG)


def middle_of(cell: Cell) -> tuple[float, float]:
    """Return longitude and latitude."""
    return (cell[0] + 0.5) * CELL_DEG, (cell[1] + 0.5) * CELL_DEG


def city_bounds(extent: Extent, roads_by_cell: Counter[Cell], wish: Bbox | None) -> Bbox:
    """Return the box of the roads, or the requested one as far as it has roads; raises CityImportRefused."""
    if extent[2] - extent[0] > SPAN_MAX_DEG or extent[3] - extent[1] > SPAN_MAX_DEG:
        raise CityImportRefused(*_why_too_wide(extent, roads_by_cell))
    roads = _box(extent, around_deg=0.0)
    if wish is None:
        return roads
    around = _box(extent, around_deg=AROUND_ROADS_DEG)
    return Bbox(
        max(wish.west, around.west),
        max(wish.south, around.south),
        min(wish.east, around.east),
        min(wish.north, around.north),
    )


def _why_too_wide(extent: Extent, roads_by_cell: Counter[Cell]) -> tuple[str, str]:
    parts = ", ".join(str(part) for part in _parts(roads_by_cell)[:3])
    wide, high = extent[2] - extent[0], extent[3] - extent[1]
    if wide > 180:
        reason = "its roads lie on both sides of the 180th meridian, which no city can cross: import the larger side"
        return "across_180", f"{reason} by --bbox, as in {parts}"
    reason = f"its roads reach over {wide:.0f} by {high:.0f} degrees, more than a city: far islands perhaps. Choose"
    return "too_wide", f"{reason} a part by --bbox; most roads lie in {parts}"


def _parts(roads_by_cell: Counter[Cell]) -> list[Bbox]:
    """Return the boxes of connected parts, the one with the most roads first."""
    left, parts = dict(roads_by_cell), []
    while left:
        cells = list(_taken_from(left))
        roads = sum(roads_by_cell[cell] for cell in cells)
        parts.append((roads, _box_of_cells(cells)))
    return [box for _, box in sorted(parts, key=lambda part: -part[0])]


def _taken_from(left: dict[Cell, int]) -> Iterator[Cell]:
    todo = [next(iter(left))]
    del left[todo[0]]
    while todo:
        east, north = cell = todo.pop()
        yield cell
        around = [(east + right, north + up) for right in range(-2, 3) for up in range(-2, 3)]
        for near in (each for each in around if each in left):
            del left[near]
            todo.append(near)


def _box_of_cells(cells: Sequence[Cell]) -> Bbox:
    east, north = [cell[0] for cell in cells], [cell[1] for cell in cells]
    sides = (min(east) * CELL_DEG, min(north) * CELL_DEG, (max(east) + 1) * CELL_DEG, (max(north) + 1) * CELL_DEG)
    return _box([round(side, 6) for side in sides], around_deg=0.0)


def _box(extent: Extent, *, around_deg: float) -> Bbox:
    west, south, east, north = extent
    wider = max(around_deg, (THINNEST_DEG - (east - west)) / 2)
    higher = max(around_deg, (THINNEST_DEG - (north - south)) / 2)
    return Bbox(
        max(-180.0, west - wider), max(-90.0, south - higher), min(180.0, east + wider), min(90.0, north + higher)
    )

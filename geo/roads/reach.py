"""Finds which places lie near a road that a vehicle may use, and sends requests to Valhalla.

Valhalla's fast matrix must never be given a place without a road: it answers 0 seconds for it, loses its neighbours,
or takes the process down. So every place is looked up first; results are cached by grid cell, or the lookups would
cost as much as the matrix itself.
"""

from collections.abc import Callable, Sequence
from math import floor
from typing import TYPE_CHECKING, Any

import msgspec

from base.position import Position
from geo.roads.profiles import VehicleProfile

if TYPE_CHECKING:
    from valhalla import Actor

SNAP_MAX_M = 3000  # beyond this a vehicle or an incident is not on our roads
CELL_DEG = 0.005
CELL_RADIUS_M = 400  # from the middle of a cell to its corner, at the equator, where cells are largest

Cell = tuple[str, int, int]


class Reach:
    """Caches the cells in which every place has a road near; safe to share between threads."""

    def __init__(self) -> None:
        self._has_road: dict[Cell, bool] = {}

    def near_road(self, actor: "Actor", places: Sequence[Position], profile: VehicleProfile) -> list[bool]:
        cells = [_cell(place, profile) for place in places]
        self._learn(actor, {cell for cell in cells if cell not in self._has_road}, profile)
        near = [self._has_road[cell] for cell in cells]
        unsure = [index for index, sure in enumerate(near) if not sure]
        if unsure:
            found = _have_edges(actor, [places[index] for index in unsure], SNAP_MAX_M, profile)
            for index, has_edge in zip(unsure, found, strict=True):
                near[index] = has_edge
        return near

    def _learn(self, actor: "Actor", cells: set[Cell], profile: VehicleProfile) -> None:
        """Look up the middles: a road within reach less the way to a corner is within reach of the whole cell."""
        if not cells:
            return
        unknown = list(cells)
        found = _have_edges(actor, [_middle(cell) for cell in unknown], SNAP_MAX_M - CELL_RADIUS_M, profile)
        self._has_road.update(zip(unknown, found, strict=True))


def location(place: Position, cutoff_m: float) -> dict[str, float]:
    return {"lat": place.lat, "lon": place.lon, "search_cutoff": cutoff_m}


def ask_valhalla(action: Callable[[str], str], profile: VehicleProfile, **request: Any) -> Any:
    request["costing"] = profile.costing
    request["costing_options"] = {profile.costing: profile.costing_options()}
    request["units"] = "kilometers"
    # Text in, text out: the binding's own dict form parses twice.
    return msgspec.json.decode(action(msgspec.json.encode(request).decode()))


def _have_edges(actor: "Actor", places: Sequence[Position], cutoff_m: float, profile: VehicleProfile) -> list[bool]:
    locations = [location(place, cutoff_m) for place in places]
    answer = ask_valhalla(actor.locate, profile, locations=locations, verbose=False)
    return [bool(place["edges"]) for place in answer]


def _cell(place: Position, profile: VehicleProfile) -> Cell:
    return profile.name, floor(place.lat / CELL_DEG), floor(place.lon / CELL_DEG)


def _middle(cell: Cell) -> Position:
    _, row, column = cell
    return Position(max(-90.0, min(90.0, (row + 0.5) * CELL_DEG)), max(-180.0, min(180.0, (column + 0.5) * CELL_DEG)))

"""Finds the part of the city that a point is in: kelurahan and kecamatan, or the nearest named place."""

from collections.abc import Sequence
from dataclasses import dataclass

from shapely import Point, STRtree

from geo.city.features import Feature
from geo.names.place_names import normalize

QUARTER_MAX_DEG = 0.03
SHOWN = 2  # the smallest areas; the larger ones are the same for the whole city


@dataclass(frozen=True, slots=True)
class Quarter:
    """`words` narrow a search: those of every area around, and of the nearest named place."""

    name: str | None
    shown: str | None
    words: str


NOWHERE = Quarter(None, None, "")


class Quarters:
    def __init__(self, areas: Sequence[Feature], places: Sequence[Feature]) -> None:
        self._areas = sorted((area for area in areas if area.name), key=lambda area: area.shape.area)
        self._places = places
        self._area_tree = STRtree([area.shape for area in self._areas])
        self._place_tree = STRtree([place.shape for place in places])
        self._known: dict[tuple[tuple[int, ...], int | None], Quarter] = {}

    def of(self, point: Point) -> Quarter:
        around = tuple(sorted(self._area_tree.query(point, predicate="within").tolist()))
        place = self._nearest_place(point)
        if (around, place) not in self._known:  # thousands of points share one
            self._known[around, place] = self._quarter(around, place)
        return self._known[around, place]

    def _nearest_place(self, point: Point) -> int | None:
        if not self._places:
            return None
        near = self._place_tree.query_nearest(point, max_distance=QUARTER_MAX_DEG, all_matches=False)
        return int(near[0]) if len(near) else None

    def _quarter(self, around: Sequence[int], place: int | None) -> Quarter:
        areas = list(dict.fromkeys(self._areas[index].name or "" for index in around))
        nearest = self._places[place].name if place is not None else None
        names = areas[:SHOWN] or ([nearest] if nearest else [])
        words = " | ".join(dict.fromkeys(normalize(name) for name in (*areas, nearest) if name))
        return Quarter(names[0], ", ".join(names), words) if names else NOWHERE

"""Gazetteer rows of a city: streets merged by name, crossings, places, points of interest, areas."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import shapely
from shapely import MultiPolygon, Point, STRtree
from shapely.geometry.base import BaseGeometry

from geo.city.classes import PLACE_IMPORTANCE, POI_IMPORTANCE, POI_IMPORTANCE_OTHERWISE, ROAD_IMPORTANCE
from geo.city.features import Feature, Layer
from geo.place_names import CROSSING, is_one_road, normalize
from geo.position import Position

# Pieces of one name this far apart are two streets: every quarter has its Jalan Melati.
SAME_STREET_GAP_DEG = 0.005
# A dual carriageway crosses another street in up to four points; one is enough.
SAME_CROSSING_DEG = 0.0015
QUARTER_MAX_DEG = 0.03
AREA_IMPORTANCE = 0.8
QUARTER_KINDS = frozenset({"suburb", "village", "quarter", "neighbourhood", "hamlet", "borough"})


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One row of the gazetteer."""

    kind: str
    name: str
    normalized: str
    detail: str | None
    importance: float
    position: Position


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One administrative area."""

    level: int
    code: str | None
    name: str
    boundary: MultiPolygon


@dataclass(slots=True)
class NameBook:
    """Collects what has a name while the features stream by."""

    streets: dict[str, list[Feature]] = field(default_factory=lambda: defaultdict(list))
    points: list[Feature] = field(default_factory=list)
    areas: list[Feature] = field(default_factory=list)

    def add(self, feature: Feature) -> None:
        if not feature.name:
            return
        if feature.layer is Layer.ROADS:
            self.streets[normalize(feature.name)].append(feature)
        elif feature.layer in (Layer.PLACES, Layer.POIS):
            self.points.append(feature)
        elif feature.layer is Layer.AREAS and feature.admin_level is not None:
            self.areas.append(feature)

    def area_rows(self) -> list[AreaRow]:
        return [
            AreaRow(area.admin_level, area.code, area.name, _multi(area.shape))
            for area in self.areas
            if area.admin_level is not None and area.name
        ]

    def place_rows(self) -> Iterator[PlaceRow]:
        quarters = Quarters(self.areas, [point for point in self.points if point.kind in QUARTER_KINDS])
        for pieces in self.streets.values():
            yield from _street_rows(pieces, quarters)
        yield from _crossing_rows(self.streets)
        for point in self.points:
            yield from _point_rows(point, quarters)
        for area in self.areas:
            yield from _rows("area", area, area.shape.representative_point(), None, AREA_IMPORTANCE)


class Quarters:
    """Says in which part of the city a point lies: in the smallest named area, or near the nearest named place."""

    def __init__(self, areas: Sequence[Feature], places: Sequence[Feature]) -> None:
        self._areas = sorted(areas, key=lambda area: area.shape.area)
        self._places = places
        self._area_tree = STRtree([area.shape for area in self._areas])
        self._place_tree = STRtree([place.shape for place in places])

    def of(self, point: Point) -> str | None:
        around = self._area_tree.query(point, predicate="within")
        if len(around):
            return self._areas[int(min(around))].name
        if not self._places:
            return None
        near = self._place_tree.query_nearest(point, max_distance=QUARTER_MAX_DEG, all_matches=False)
        return self._places[int(near[0])].name if len(near) else None


def _street_rows(pieces: Sequence[Feature], quarters: Quarters) -> Iterator[PlaceRow]:
    for street in _apart(pieces):
        shape = shapely.union_all([piece.shape for piece in street])
        middle = shapely.shortest_line(shape, shape.centroid)
        at = Point(middle.coords[0])
        names = dict.fromkeys([_usual_name(street), *(name for piece in street for name in piece.names)])
        head = Feature(Layer.ROADS, "street", shape, tuple(names))
        yield from _rows("street", head, at, quarters.of(at), _importance(street))


def _importance(pieces: Sequence[Feature]) -> float:
    return max(ROAD_IMPORTANCE[piece.kind] for piece in pieces)


def _usual_name(pieces: Sequence[Feature]) -> str:
    """One street is signed "Av. Estadio" here and "Avenida Estadio" there."""
    return Counter(piece.names[0] for piece in pieces).most_common(1)[0][0]


def _apart(pieces: Sequence[Feature]) -> list[list[Feature]]:
    """Groups of pieces that lie together."""
    tree = STRtree([piece.shape for piece in pieces])
    near = tree.query([piece.shape for piece in pieces], predicate="dwithin", distance=SAME_STREET_GAP_DEG)
    neighbours = defaultdict(list)
    for one, other in near.T.tolist():
        neighbours[one].append(other)
    groups, seen = [], set()
    for start in range(len(pieces)):
        if start not in seen:
            group = _reachable(start, neighbours)
            seen |= group
            groups.append([pieces[index] for index in sorted(group)])
    return groups


def _reachable(start: int, neighbours: dict[int, list[int]]) -> set[int]:
    found, todo = {start}, [start]
    while todo:
        new = set(neighbours[todo.pop()]) - found
        found |= new
        todo.extend(new)
    return found


def _crossing_rows(streets: dict[str, list[Feature]]) -> Iterator[PlaceRow]:
    for (one, other), points in _crossings(streets).items():
        name = f"{_usual_name(streets[one])}{CROSSING}{_usual_name(streets[other])}"
        importance = (_importance(streets[one]) + _importance(streets[other])) / 2
        for at in _thinned(points):
            yield PlaceRow("crossing", name, f"{one} {other}", None, importance, _position(at))


def _crossings(streets: dict[str, list[Feature]]) -> dict[tuple[str, str], list[Point]]:
    names_at: dict[int, set[str]] = defaultdict(set)
    places: dict[int, Point] = {}
    for name, pieces in streets.items():
        for piece in pieces:
            for node_id, lonlat in zip(piece.node_ids, piece.shape.coords, strict=True):
                names_at[node_id].add(name)
                if len(names_at[node_id]) > 1:
                    places[node_id] = Point(lonlat)
    crossings = defaultdict(list)
    for node_id, point in places.items():
        names = sorted(names_at[node_id])
        for index, one in enumerate(names):
            for other in names[index + 1 :]:
                if not is_one_road(one, other):
                    crossings[one, other].append(point)
    return crossings


def _thinned(points: Iterable[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        if all(point.distance(other) > SAME_CROSSING_DEG for other in kept):
            kept.append(point)
    return kept


def _point_rows(point: Feature, quarters: Quarters) -> Iterator[PlaceRow]:
    at = point.shape.representative_point()
    quarter = quarters.of(at)
    if point.layer is Layer.PLACES:
        detail = None if quarter == point.name else quarter
        yield from _rows("place", point, at, detail, PLACE_IMPORTANCE[point.kind])
        return
    detail = ", ".join(part for part in (point.kind.replace("_", " "), quarter) if part)
    yield from _rows("poi", point, at, detail, POI_IMPORTANCE.get(point.kind, POI_IMPORTANCE_OTHERWISE))


def _rows(kind: str, feature: Feature, at: Point, detail: str | None, importance: float) -> Iterator[PlaceRow]:
    """One row for each of its names; all show the name on the sign."""
    for normalized in dict.fromkeys(normalize(name) for name in feature.names):
        if normalized:
            yield PlaceRow(kind, feature.names[0], normalized, detail, importance, _position(at))


def _position(point: Point) -> Position:
    return Position(lat=point.y, lon=point.x)


def _multi(shape: BaseGeometry) -> MultiPolygon:
    return MultiPolygon(shapely.get_parts(shape).tolist())

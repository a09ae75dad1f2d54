"""Makes the gazetteer rows of a city: streets merged by name, crossings, places, POIs, areas, house numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import shapely
from shapely import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from geo.city import classes
from geo.city.classes import PLACE_IMPORTANCE, ROAD_IMPORTANCE
from geo.city.features import Feature, Layer
from geo.city.houses import House, HouseBook, HouseRow, Named, houses_of, rows_of, streets_of_houses
from geo.city.place_row import PlaceRow, position_of, rows
from geo.city.pois import each_once, poi_rows
from geo.city.quarters import Quarters
from geo.city.together import lying_together
from geo.names.place_names import CROSSING, is_one_road, normalize, spellings

# Pieces of one name this far apart are two streets: every quarter has its Jalan Melati.
SAME_STREET_GAP_DEG = 0.005
# A dual carriageway crosses another street in up to four points; one is enough.
SAME_CROSSING_DEG = 0.0015
SAME_PLACE_DEG = 0.02
AREA_IMPORTANCE = 0.8
WATER_IMPORTANCE = 0.45
QUARTER_KINDS = frozenset({"suburb", "village", "quarter", "neighbourhood", "hamlet", "borough"})


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One administrative area."""

    level: int
    code: str | None
    name: str
    boundary: MultiPolygon


@dataclass(slots=True)
class NameBook:
    """Collects features with a name or a house number from the stream."""

    streets: dict[str, list[Feature]] = field(default_factory=lambda: defaultdict(list))
    waters: dict[str, list[Feature]] = field(default_factory=lambda: defaultdict(list))
    points: list[Feature] = field(default_factory=list)
    areas: list[Feature] = field(default_factory=list)
    houses: HouseBook = field(default_factory=HouseBook)
    house_rows: list[HouseRow] = field(default_factory=list)

    def add(self, feature: Feature) -> None:
        if feature.layer is Layer.HOUSES:
            self.houses.add(feature)
        elif feature.layer is Layer.POIS:
            self.points.append(feature)
        elif not feature.name:
            return
        elif feature.layer is Layer.ROADS:
            self.streets[normalize(feature.name)].append(feature)
        elif feature.layer is Layer.WATER:
            self.waters[normalize(feature.name)].append(feature)
        elif feature.layer is Layer.PLACES:
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
        """Yield the rows of places; afterwards `house_rows` has their house numbers."""
        quarters = Quarters(self.areas, [point for point in self.points if point.kind in QUARTER_KINDS])
        streets = [_merged(group) for pieces in self.streets.values() for group in _apart(pieces)]
        places = each_once([point for point in self.points if point.layer is Layer.PLACES], SAME_PLACE_DEG)
        heads = [*streets, *places]
        named = [Named(key, _names_of(head), head.shape) for key, head in enumerate(heads)]
        self.house_rows, others = houses_of(self.houses.all(), named)
        keys = {row.house_key for row in self.house_rows}
        for key, head in enumerate(heads):
            yield from _head_rows(head, quarters, key if key in keys else None)
        yield from self._streets_of_houses(streets_of_houses(others), len(heads), quarters)
        yield from _crossing_rows(self.streets)
        yield from poi_rows([point for point in self.points if point.layer is Layer.POIS], streets, quarters)
        yield from _water_rows(self.waters, quarters)
        for area in self.areas:
            yield from rows("area", area, area.shape.representative_point(), importance=AREA_IMPORTANCE)

    def _streets_of_houses(
        self, groups: Iterable[Sequence[House]], first_key: int, quarters: Quarters
    ) -> Iterator[PlaceRow]:
        for key, houses in enumerate(groups, first_key):
            self.house_rows += [row for house in houses for row in rows_of(house, key)]
            middle = houses[len(houses) // 2]
            kind, name = ("street", middle.street) if middle.street else ("place", middle.place)
            head = Feature(Layer.ROADS, kind, middle.point, (name or "",))
            importance = ROAD_IMPORTANCE["minor"]
            quarter = quarters.of(middle.point)
            yield from rows(
                kind, head, middle.point, detail=quarter.name, importance=importance, quarter=quarter, house_key=key
            )


def _merged(pieces: Sequence[Feature]) -> Feature:
    """Merge many pieces into one street or river, of the kind of the most important."""
    shape = shapely.union_all([piece.shape for piece in pieces])
    names = dict.fromkeys([_usual_name(pieces), *(name for piece in pieces for name in piece.names)])
    kind = max((piece.kind for piece in pieces), key=lambda kind: ROAD_IMPORTANCE.get(kind, 0.0))
    return Feature(pieces[0].layer, kind, shape, tuple(names))


def _names_of(head: Feature) -> frozenset[str]:
    return frozenset(spelling for name in head.names for spelling in spellings(name))


def _head_rows(head: Feature, quarters: Quarters, house_key: int | None) -> Iterator[PlaceRow]:
    if head.layer is Layer.ROADS:
        at = _middle(head.shape)
        quarter, importance = quarters.of(at), ROAD_IMPORTANCE[head.kind]
        yield from rows(
            "street", head, at, detail=quarter.name, importance=importance, quarter=quarter, house_key=house_key
        )
        return
    at = head.shape.representative_point()
    quarter = quarters.of(at)
    detail = None if quarter.name == head.name else quarter.name
    category = "island" if head.kind in ("island", "islet") else None
    yield from rows(
        "place", head, at, detail=detail, importance=PLACE_IMPORTANCE[head.kind], quarter=quarter,
        house_key=house_key, category=category,
    )  # fmt: skip


def _middle(shape: BaseGeometry) -> Point:
    return Point(shapely.shortest_line(shape, shape.centroid).coords[0])


def _importance(pieces: Sequence[Feature]) -> float:
    return max(ROAD_IMPORTANCE[piece.kind] for piece in pieces)


def _usual_name(pieces: Sequence[Feature]) -> str:
    """Return the most common name: a street is signed "Av. Estadio" here and "Avenida Estadio" there."""
    return Counter(piece.names[0] for piece in pieces).most_common(1)[0][0]


def _apart(pieces: Sequence[Feature]) -> list[list[Feature]]:
    groups = lying_together([piece.shape for piece in pieces], SAME_STREET_GAP_DEG)
    return [[pieces[index] for index in group] for group in groups]


def _crossing_rows(streets: dict[str, list[Feature]]) -> Iterator[PlaceRow]:
    for (one, other), points in _crossings(streets).items():
        name = f"{_usual_name(streets[one])}{CROSSING}{_usual_name(streets[other])}"
        importance = (_importance(streets[one]) + _importance(streets[other])) / 2
        for at in _thinned(points):
            yield PlaceRow("crossing", name, f"{one} {other}", None, importance, position_of(at))


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


def _water_rows(waters: Mapping[str, Sequence[Feature]], quarters: Quarters) -> Iterator[PlaceRow]:
    for pieces in waters.values():
        for group in _apart(pieces):
            head = _merged(group)
            at = _middle(head.shape)
            quarter, category = quarters.of(at), classes.same_kind(head.kind)
            detail = ", ".join(part for part in (category, quarter.name) if part)
            yield from rows(
                "poi", head, at, detail=detail, importance=WATER_IMPORTANCE, quarter=quarter, category=category
            )


def _multi(shape: BaseGeometry) -> MultiPolygon:
    return MultiPolygon(shapely.get_parts(shape).tolist())

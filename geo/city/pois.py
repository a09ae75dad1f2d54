"""Gazetteer rows of points of interest: each once, and those without a name by their kind."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from shapely import Point, STRtree

from geo.city.classes import POI_IMPORTANCE, POI_IMPORTANCE_OTHERWISE
from geo.city.features import Feature
from geo.city.place_row import PlaceRow, rows
from geo.city.quarters import Quarter, Quarters
from geo.names.place_kinds import kind_by_name, unnamed
from geo.names.place_names import normalize

# The map has a hospital as a point, as a building and as its grounds.
SAME_POI_DEG = 0.0015
SAME_NAMELESS_DEG = 0.0005
NEAR_STREET_MAX_DEG = 0.003


def each_once(points: Iterable[Feature], same_deg: float) -> list[Feature]:
    """Keep the first of those of one name that are too near to be two."""
    called_so: dict[str, list[Feature]] = defaultdict(list)
    for point in points:
        called_so[normalize(point.name or point.kind)].append(point)
    return [point for group in called_so.values() for point in _thinned(group, same_deg)]


def _thinned(points: Sequence[Feature], same_deg: float) -> Iterator[Feature]:
    shapes = [point.shape for point in points]
    near: dict[int, set[int]] = defaultdict(set)
    for one, other in STRtree(shapes).query(shapes, "dwithin", same_deg).T.tolist():
        near[one].add(other)
    kept: set[int] = set()
    for index, point in enumerate(points):
        if not near[index] & kept:
            kept.add(index)
            yield point


def poi_rows(points: Sequence[Feature], streets: Sequence[Feature], quarters: Quarters) -> Iterator[PlaceRow]:
    named = sorted((point for point in points if point.name), key=_poi_importance, reverse=True)
    nameless = _nameless([point for point in points if not point.name], named)
    near = STRtree([street.shape for street in streets])
    for point in [*each_once(named, SAME_POI_DEG), *nameless]:
        at = point.shape.representative_point()
        quarter = quarters.of(at)
        yield from _poi_row(point, at, quarter, _street_at(at, streets, near) if not point.name else None)


def _poi_row(point: Feature, at: Point, quarter: Quarter, street: str | None) -> Iterator[PlaceRow]:
    category = kind_by_name(point.kind, normalize(point.name or ""))
    kind_words = point.kind.replace("_", " ") if point.name else street and f"dekat {street}"
    detail = ", ".join(part for part in (kind_words, quarter.name) if part)
    called = point if point.name else replace(point, names=(unnamed(point.kind),))
    yield from rows(
        "poi", called, at, detail=detail or None, importance=_poi_importance(point), quarter=quarter,
        category=category, is_unnamed=not point.name,
    )  # fmt: skip


def _poi_importance(point: Feature) -> float:
    return POI_IMPORTANCE.get(point.kind, POI_IMPORTANCE_OTHERWISE)


def _nameless(points: Sequence[Feature], named: Sequence[Feature]) -> list[Feature]:
    """Return those that are not the building of a named one."""
    by_kind: dict[str, list[Feature]] = defaultdict(list)
    for point in named:
        by_kind[point.kind].append(point)
    trees = {kind: STRtree([point.shape for point in others]) for kind, others in by_kind.items()}
    return [
        point
        for point in each_once(points, SAME_NAMELESS_DEG)
        if point.kind not in trees or not len(trees[point.kind].query(point.shape, "dwithin", SAME_NAMELESS_DEG))
    ]


def _street_at(at: Point, streets: Sequence[Feature], tree: STRtree) -> str | None:
    near = tree.query_nearest(at, max_distance=NEAR_STREET_MAX_DEG, all_matches=False)
    return streets[int(near[0])].name if len(near) else None

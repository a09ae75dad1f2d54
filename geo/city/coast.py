"""Makes areas of the sea: an extract has only the coastline, with the land on its left."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import osmium
import shapely
from shapely import LineString, Point, Polygon, STRtree

from geo.city.features import Feature, Layer
from geo.city.survey import way_points
from geo.geometry.bbox import Bbox

BESIDE_DEG = 1e-6  # how far to the left and right of the line to look: some centimetres
SEA_AROUND = 0.25  # margin as a share of the city's width and height: the map is looked at beyond the last road


def sea_of(extract: Path, bounds: Bbox) -> Iterator[Feature]:
    for area in sea_areas(_coast_lines(extract), bounds):
        yield Feature(Layer.WATER, "sea", area)


def sea_areas(coast: Sequence[LineString], bounds: Bbox) -> list[Polygon]:
    """Return the areas to the right of the coast, to a little beyond the bounds; none if that cannot be determined."""
    wide, high = (bounds.east - bounds.west) * SEA_AROUND, (bounds.north - bounds.south) * SEA_AROUND
    frame = shapely.box(bounds.west - wide, bounds.south - high, bounds.east + wide, bounds.north + high)
    lines = _to_the_frame(_joined(coast), frame)
    inside = [part for line in lines for part in _parts_within(line, frame)]
    if not inside:
        return []
    faces = [
        face
        for face in shapely.get_parts(shapely.polygonize([shapely.union_all([frame.exterior, *inside])]))
        if isinstance(face, Polygon)
    ]
    tree = STRtree(faces)
    votes = [0] * len(faces)
    for line in inside:
        for side, vote in ((BESIDE_DEG, -1), (-BESIDE_DEG, 1)):
            for at in tree.query(_beside(line, side), predicate="within"):
                votes[at] += vote
    return [face for face, vote in zip(faces, votes, strict=True) if vote > 0]


def _coast_lines(extract: Path) -> list[LineString]:
    ways = (
        osmium.FileProcessor(str(extract))
        .with_locations()
        .with_filter(osmium.filter.TagFilter(("natural", "coastline")))
    )
    lines = (way_points(way) for way in ways if isinstance(way, osmium.osm.Way))
    return [LineString(points) for points in lines if len(points) > 1]


def _joined(coast: Sequence[LineString]) -> list[LineString]:
    """Join pieces end to end, each in its direction; a piece that crosses itself stays as it is."""
    if not coast:
        return []
    return list(shapely.get_parts(shapely.line_merge(shapely.MultiLineString(list(coast)), directed=True)))


def _to_the_frame(lines: Sequence[LineString], frame: Polygon) -> list[LineString]:
    """Extend a coast that the extract cuts off straight to the nearest edge."""
    return [_lengthened(line, frame) for line in lines]


def _lengthened(line: LineString, frame: Polygon) -> LineString:
    points = list(line.coords)
    if points[0] == points[-1]:
        return line
    ends = [Point(points[0]), Point(points[-1])]
    first, last = ([_nearest_edge(end, frame)] if frame.contains(end) else [] for end in ends)
    return LineString([*first, *points, *last])


def _nearest_edge(point: Point, frame: Polygon) -> tuple[float, float]:
    west, south, east, north = frame.bounds
    x, y = point.x, point.y
    edges = {(west, y): x - west, (east, y): east - x, (x, south): y - south, (x, north): north - y}
    return min(edges, key=lambda edge: edges[edge])


def _parts_within(line: LineString, frame: Polygon) -> Iterator[LineString]:
    for part in shapely.get_parts(shapely.intersection(line, frame)):
        if isinstance(part, LineString) and not part.is_empty:
            yield part


def _beside(line: LineString, side: float) -> Point:
    """Return a point beside the middle of the line's longest piece, to its left if `side` is above 0."""
    points = list(line.coords)
    (ax, ay), (bx, by) = max(pairwise(points), key=lambda pair: Point(pair[0]).distance(Point(pair[1])))
    length = Point(ax, ay).distance(Point(bx, by))
    return Point((ax + bx) / 2 - (by - ay) / length * side, (ay + by) / 2 + (bx - ax) / length * side)

"""Reads an extract for the map and the gazetteer: a stream of named, classified shapes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

import osmium
import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geo.city import classes
from geo.city.survey import LonLat, way_points
from geo.names.place_kinds import FOUND_UNNAMED

_WKB = osmium.geom.WKBFactory()
ONEWAY = frozenset({"yes", "1", "true", "-1"})
HOUSE_NUMBER = "addr:housenumber"
_NAME_TAGS = ("name", "name:id", "official_name", "alt_name", "old_name", "short_name")


class Layer(StrEnum):
    """The map's layers, and two that only the gazetteer uses: points of interest and house numbers."""

    ROADS = "roads"
    WATER = "water"
    BUILDINGS = "buildings"
    PLACES = "places"
    AREAS = "areas"
    POIS = "pois"
    HOUSES = "houses"


_POINTS_OF_AREAS = frozenset({Layer.PLACES, Layer.POIS, Layer.HOUSES})


@dataclass(frozen=True, slots=True)
class Feature:
    """One object of the extract; `node_ids` match the points of a road, `tags` are those of `classes.KEPT_TAGS`."""

    layer: Layer
    kind: str
    shape: BaseGeometry
    names: tuple[str, ...] = ()
    oneway: bool = False
    node_ids: tuple[int, ...] = ()
    admin_level: int | None = None
    code: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str | None:
        return self.names[0] if self.names else None


def read_features(extract: Path) -> Iterator[Feature]:
    """Read a readable extract in one pass; an object that does not form a shape is left out."""
    things = osmium.FileProcessor(str(extract)).with_locations().with_areas()
    for thing in things.with_filter(osmium.filter.EmptyTagFilter()):
        if isinstance(thing, osmium.osm.Node):
            yield from _of_node(thing)
        elif isinstance(thing, osmium.osm.Way):
            yield from _of_way(thing)
        elif isinstance(thing, osmium.osm.Area):
            yield from _of_area(thing)


def _of_node(node: osmium.osm.Node) -> Iterator[Feature]:
    tags = classes.kept_tags(node.tags)
    point = shapely.Point(node.lon, node.lat)
    if HOUSE_NUMBER in tags:
        yield Feature(Layer.HOUSES, "house", point, node_ids=(node.id,), tags=tags)
    names, place = _names(node.tags), classes.place_kind(node.tags)
    if place and names:
        yield Feature(Layer.PLACES, place, point, names, tags=tags)
    elif not place:
        yield from _poi(classes.poi_kind(node.tags), point, names, tags)


def _poi(kind: str | None, point: shapely.Point, names: tuple[str, ...], tags: Mapping[str, str]) -> Iterator[Feature]:
    if kind and (names or kind in FOUND_UNNAMED):
        yield Feature(Layer.POIS, kind, point, names, tags=tags)


def _of_way(way: osmium.osm.Way) -> Iterator[Feature]:
    road, water = classes.road_class(way.tags), classes.waterway_kind(way.tags)
    numbers, poi = way.tags.get("addr:interpolation"), None if way.is_closed() else classes.poi_kind(way.tags)
    if not (road or water or numbers or poi):
        return
    points, names = way_points(way), _names(way.tags)
    if len(points) < 2:
        return
    line, tags = shapely.LineString(points), classes.kept_tags(way.tags)
    if numbers:
        ids = tuple(node.ref for node in way.nodes if node.location.valid())
        yield Feature(Layer.HOUSES, numbers, line, node_ids=ids, tags=tags)
    if road:
        yield _road(way, road, points, names)
        return
    if water:
        yield Feature(Layer.WATER, water, line, names)
    yield from _poi(poi, line.interpolate(0.5, normalized=True), names, tags)


def _road(way: osmium.osm.Way, kind: str, points: list[LonLat], names: tuple[str, ...]) -> Feature:
    node_ids = [node.ref for node in way.nodes if node.location.valid()]
    oneway = way.tags.get("oneway")
    if oneway == "-1":  # drawn against the traffic: reverse it, so that arrows point the right way
        points, node_ids = points[::-1], node_ids[::-1]
    return Feature(
        Layer.ROADS,
        kind,
        shapely.LineString(points),
        names,
        oneway=oneway in ONEWAY or (oneway is None and way.tags.get("junction") == "roundabout"),
        node_ids=tuple(node_ids),
    )


def _of_area(area: osmium.osm.Area) -> Iterator[Feature]:
    tags, kept = area.tags, classes.kept_tags(area.tags)
    kinds = {
        Layer.WATER: classes.water_kind(tags),
        Layer.BUILDINGS: classes.building_kind(tags),
        Layer.AREAS: classes.area_kind(tags),
        Layer.PLACES: classes.place_kind(tags),
        Layer.POIS: classes.poi_kind(tags),
        Layer.HOUSES: "house" if HOUSE_NUMBER in kept else None,
    }
    if not any(kinds.values()):
        return
    shape = _polygons(area)
    if shape is None:
        return
    names, level = _names(tags), classes.admin_level(tags)
    inside = shape.representative_point()
    for layer, kind in kinds.items():
        if kind and layer in _POINTS_OF_AREAS:
            yield from _point_of_area(Feature(layer, kind, inside, names, tags=kept), level)
        elif kind:
            code = tags.get("ref") or tags.get("kode") if level else None
            yield Feature(layer, kind, shape, names, admin_level=level, code=code)


def _point_of_area(point: Feature, level: int | None) -> Iterator[Feature]:
    match point.layer:
        case Layer.HOUSES:
            yield replace(point, names=())
        case Layer.PLACES if point.names and level is None:  # otherwise it is found as an area
            yield point
        case Layer.POIS:
            yield from _poi(point.kind, point.shape.representative_point(), point.names, point.tags)


def _polygons(area: osmium.osm.Area) -> BaseGeometry | None:
    try:
        return shapely.from_wkb(_WKB.create_multipolygon(area))
    except (RuntimeError, ShapelyError):  # rings that are open or cross themselves
        return None


def _names(tags: osmium.osm.TagList) -> tuple[str, ...]:
    """Return the name on the sign first, then the others, each once."""
    found = (part.strip() for tag in _NAME_TAGS for part in (tags.get(tag) or "").split(";"))
    return tuple(dict.fromkeys(name for name in found if name))

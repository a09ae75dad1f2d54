"""What a map and a gazetteer want to know of an extract: a stream of named, classified shapes."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import osmium
import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geo.city import classes
from geo.city.survey import LonLat, way_points

_WKB = osmium.geom.WKBFactory()
ONEWAY = frozenset({"yes", "1", "true", "-1"})
_NAME_TAGS = ("name", "name:id", "official_name", "alt_name", "old_name", "short_name")


class Layer(StrEnum):
    """The map's layers, and the points of interest that only the gazetteer uses."""

    ROADS = "roads"
    WATER = "water"
    BUILDINGS = "buildings"
    PLACES = "places"
    AREAS = "areas"
    POIS = "pois"


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing of the extract; `node_ids` go with the points of a road."""

    layer: Layer
    kind: str
    shape: BaseGeometry
    names: tuple[str, ...] = ()
    oneway: bool = False
    node_ids: tuple[int, ...] = ()
    admin_level: int | None = None
    code: str | None = None

    @property
    def name(self) -> str | None:
        return self.names[0] if self.names else None


def read_features(extract: Path) -> Iterator[Feature]:
    """One pass over a readable extract; what cannot be made into a shape is left out."""
    things = osmium.FileProcessor(str(extract)).with_locations().with_areas()
    for thing in things.with_filter(osmium.filter.EmptyTagFilter()):
        if isinstance(thing, osmium.osm.Node):
            yield from _of_node(thing)
        elif isinstance(thing, osmium.osm.Way):
            yield from _of_way(thing)
        elif isinstance(thing, osmium.osm.Area):
            yield from _of_area(thing)


def _of_node(node: osmium.osm.Node) -> Iterator[Feature]:
    names = _names(node.tags)
    if not names:
        return
    place, poi = classes.place_kind(node.tags), classes.poi_kind(node.tags)
    if place or poi:
        layer = Layer.PLACES if place else Layer.POIS
        yield Feature(layer, place or poi or "", shapely.Point(node.lon, node.lat), names)


def _of_way(way: osmium.osm.Way) -> Iterator[Feature]:
    road, water = classes.road_class(way.tags), classes.waterway_kind(way.tags)
    if not (road or water):
        return
    points, names = way_points(way), _names(way.tags)
    if len(points) < 2:
        return
    if road:
        yield _road(way, road, points, names)
    else:
        yield Feature(Layer.WATER, water or "", shapely.LineString(points), names)


def _road(way: osmium.osm.Way, kind: str, points: list[LonLat], names: tuple[str, ...]) -> Feature:
    node_ids = [node.ref for node in way.nodes if node.location.valid()]
    oneway = way.tags.get("oneway")
    if oneway == "-1":  # drawn against the traffic: turn it, so that arrows point the way
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
    tags = area.tags
    kinds = {
        Layer.WATER: classes.water_kind(tags),
        Layer.BUILDINGS: classes.building_kind(tags),
        Layer.AREAS: classes.area_kind(tags),
        Layer.POIS: classes.poi_kind(tags),
    }
    if not any(kinds.values()):
        return
    shape = _polygons(area)
    if shape is None:
        return
    names, level = _names(tags), classes.admin_level(tags)
    for layer, kind in kinds.items():
        if kind and layer is Layer.POIS and names:
            yield Feature(layer, kind, shape.representative_point(), names)
        elif kind and layer is not Layer.POIS:
            code = tags.get("ref") or tags.get("kode") if level else None
            yield Feature(layer, kind, shape, names, admin_level=level, code=code)


def _polygons(area: osmium.osm.Area) -> BaseGeometry | None:
    try:
        return shapely.from_wkb(_WKB.create_multipolygon(area))
    except (RuntimeError, ShapelyError):  # rings that do not close or cross themselves
        return None


def _names(tags: osmium.osm.TagList) -> tuple[str, ...]:
    """The name on the sign first, then its others, each once."""
    found = (part.strip() for tag in _NAME_TAGS for part in (tags.get(tag) or "").split(";"))
    return tuple(dict.fromkeys(name for name in found if name))

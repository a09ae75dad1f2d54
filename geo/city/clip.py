"""Writes the working extract: all within the bounding box, with the driving side on every road."""

from pathlib import Path

import osmium
from osmium.osm.mutable import Way as ChangedWay

from geo.city.survey import DrivingSide
from geo.geometry.bbox import Bbox

# Areas larger than a district reach far beyond a city and would be included whole.
LOWEST_ADMIN_LEVEL = 5


def write_working_extract(source: Path, target: Path, *, bbox: Bbox | None, driving_side: DrivingSide) -> None:
    """Write the extract; keep ways that reach into the box whole, so that routes may cross its edge."""
    things = osmium.FileProcessor(str(source))
    if bbox is not None:
        things = things.with_filter(_within(source, bbox).id_filter())
    with osmium.SimpleWriter(str(target)) as writer:
        for thing in things:
            if isinstance(thing, osmium.osm.Way) and "highway" in thing.tags:
                writer.add(_with_side(thing, driving_side))
            else:
                writer.add(thing)


def _within(source: Path, bbox: Bbox) -> osmium.IdTracker:
    kept = osmium.IdTracker()
    for thing in osmium.FileProcessor(str(source)):
        if isinstance(thing, osmium.osm.Node):
            if bbox.holds(thing.lat, thing.lon):
                kept.add_node(thing.id)
        elif isinstance(thing, osmium.osm.Way):
            if kept.contains_any_references(thing):
                kept.add_way(thing.id)
        elif kept.contains_any_references(thing) and _is_local(thing.tags):
            kept.add_relation(thing.id)
    kept.complete_backward_references(str(source), relation_depth=1)
    return kept


def _is_local(tags: osmium.osm.TagList) -> bool:
    level = tags.get("admin_level") or ""
    return not level.isdigit() or int(level) >= LOWEST_ADMIN_LEVEL


def _with_side(way: osmium.osm.Way, driving_side: DrivingSide) -> ChangedWay:
    # Without a database of countries Valhalla reads it from the way; its default would be the right.
    return way.replace(tags={"driving_side": driving_side} | dict(way.tags))

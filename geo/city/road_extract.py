"""Writes the extract for the road router: the working extract, tagged for emergency vehicles."""

from pathlib import Path

import osmium
from osmium.osm import mutable

from geo.city.emergency_roads import EmergencyRoads

Thing = osmium.osm.Node | osmium.osm.Way | osmium.osm.Relation | osmium.osm.Area | osmium.osm.Changeset


def write_road_extract(source: Path, target: Path, rules: EmergencyRoads) -> None:
    """Write it; the map and the names use the working extract, with the original tags."""
    with osmium.SimpleWriter(str(target)) as writer:
        for thing in osmium.FileProcessor(str(source)):
            if not len(thing.tags):
                writer.add(thing)
            elif not _is_lifted(thing, rules):
                writer.add(_rewritten(thing, rules))


def _is_lifted(thing: Thing, rules: EmergencyRoads) -> bool:
    is_restriction = isinstance(thing, osmium.osm.Relation) and thing.tags.get("type") == "restriction"
    return is_restriction and not rules.binds(dict(thing.tags))


def _rewritten(thing: Thing, rules: EmergencyRoads) -> Thing | mutable.Node | mutable.Way:
    if isinstance(thing, osmium.osm.Node):
        return thing.replace(tags=rules.node_tags(dict(thing.tags)))
    if isinstance(thing, osmium.osm.Way) and "highway" in thing.tags:
        return thing.replace(tags=rules.way_tags(dict(thing.tags)))
    return thing

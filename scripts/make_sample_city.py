"""Turn AequilibraE's Coquimbo network into the small OpenStreetMap extract of the sample city.

The source is one file of the ``aequilibrae`` wheel. To make the extract again:

    uv pip install --no-deps --target FOLDER aequilibrae
    python scripts/make_sample_city.py FOLDER/aequilibrae/reference_files/coquimbo.zip data/coquimbo/coquimbo.osm.pbf
"""

import argparse
import sqlite3
import struct
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

# Ids for what has no OpenStreetMap id in the source: shape points, and disconnected pieces of a way.
FIRST_SHAPE_NODE_ID = 50_000_000_000
FIRST_PIECE_WAY_ID = 2_000_000_000

# SpatiaLite: start mark, byte order, SRID, bounding box, 0x7C, geometry type, point count; then the points.
SPATIALITE_HEADER = struct.Struct("<BBi4dBii")
LINESTRING = 2

LINKS = """
    SELECT osm_id, a_node, b_node, direction, link_type, name, speed_ab, lanes_ab, lanes_ba, geometry
    FROM links WHERE link_type <> 'centroid_connector' ORDER BY osm_id, link_id
"""
NODES = "SELECT node_id, osm_id FROM nodes WHERE osm_id IS NOT NULL"

LonLat = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of street between two crossings."""

    way_id: int
    oneway: bool
    tags: tuple[tuple[str, str], ...]
    node_ids: tuple[int, ...]


class NodeBook:
    """Gives every point an OpenStreetMap node id, and keeps its position."""

    def __init__(self, osm_ids: dict[int, int]) -> None:
        self._osm_ids = osm_ids
        self._next_id = FIRST_SHAPE_NODE_ID
        self.places: dict[int, LonLat] = {}

    def crossing(self, node_id: int, at: LonLat) -> int:
        return self._put(self._osm_ids.get(node_id) or FIRST_SHAPE_NODE_ID - node_id, at)

    def shape_point(self, at: LonLat) -> int:
        self._next_id += 1
        return self._put(self._next_id, at)

    def _put(self, osm_id: int, at: LonLat) -> int:
        self.places.setdefault(osm_id, at)
        return osm_id


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, help="coquimbo.zip of the aequilibrae wheel")
    parser.add_argument("target", type=Path, help="the .osm.pbf to write")
    args = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(args.source) as archive:
            database = archive.extract("project_database.sqlite", folder)
        links, nodes = read_network(Path(database))
    ways = list(join(links))
    write_extract(args.target, ways, nodes.places)
    print(f"{args.target}: {len(links)} links in {len(ways)} ways, {len(nodes.places)} nodes")


def read_network(database: Path) -> tuple[list[Link], NodeBook]:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        nodes = NodeBook(dict(connection.execute(NODES)))
        return [read_link(row, nodes) for row in connection.execute(LINKS)], nodes
    finally:
        connection.close()


def read_link(row: tuple[object, ...], nodes: NodeBook) -> Link:
    osm_id, a_node, b_node, direction, link_type, name, speed, lanes_ab, lanes_ba, blob = row
    points = read_linestring(bytes(blob))  # type: ignore[arg-type]
    ids = (
        nodes.crossing(int(a_node), points[0]),  # type: ignore[call-overload]
        *(nodes.shape_point(point) for point in points[1:-1]),
        nodes.crossing(int(b_node), points[-1]),  # type: ignore[call-overload]
    )
    tags = {
        "highway": link_type,
        "name": name,
        "oneway": "yes" if direction else None,
        "maxspeed": f"{speed:.0f}" if isinstance(speed, int | float) and speed > 0 else None,
        "lanes": lane_count(lanes_ab, lanes_ba),
    }
    kept = tuple((key, str(value)) for key, value in sorted(tags.items()) if value)
    return Link(int(osm_id), bool(direction), kept, ids[::-1] if direction == -1 else ids)  # type: ignore[call-overload]


def lane_count(*lanes: object) -> str | None:
    """Return the lanes of both directions together; the source halves a lane that both share."""
    total = sum(float(count) for count in lanes if isinstance(count, int | float))
    return f"{total:.0f}" if total >= 1 else None


def read_linestring(blob: bytes) -> list[LonLat]:
    *_, kind, count = SPATIALITE_HEADER.unpack_from(blob)
    if kind != LINESTRING:
        raise ValueError(f"expected a line string, found geometry type {kind}")
    return list(struct.iter_unpack("<dd", blob[SPATIALITE_HEADER.size : SPATIALITE_HEADER.size + 16 * count]))  # type: ignore[arg-type]


def join(links: Iterable[Link]) -> Iterator[Link]:
    """Join the pieces of a way again; disconnected pieces become ways with ids of their own."""
    by_way: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        by_way[link.way_id].append(link)
    next_id = FIRST_PIECE_WAY_ID
    for way_id, pieces in by_way.items():
        for index, chain in enumerate(chains(pieces)):
            next_id += index > 0
            first = chain[0]
            node_ids = first.node_ids + tuple(node for link in chain[1:] for node in link.node_ids[1:])
            yield Link(way_id if index == 0 else next_id, first.oneway, first.tags, node_ids)


def chains(pieces: list[Link]) -> Iterator[list[Link]]:
    """Yield pieces in driving order, split where they do not connect or their tags differ."""
    left = list(pieces)
    while left:
        chain = [left.pop(0)]
        while (after := next((p for p in left if follows(chain[-1], p)), None)) is not None:
            left.remove(after)
            chain.append(after)
        while (before := next((p for p in left if follows(p, chain[0])), None)) is not None:
            left.remove(before)
            chain.insert(0, before)
        yield chain


def follows(first: Link, second: Link) -> bool:
    return first.node_ids[-1] == second.node_ids[0] and first.tags == second.tags


def write_extract(target: Path, ways: list[Link], places: dict[int, LonLat]) -> None:
    used = {node for way in ways for node in way.node_ids}
    target.unlink(missing_ok=True)
    with osmium.SimpleWriter(str(target)) as writer:
        for node_id in sorted(used):
            writer.add_node(Node(id=node_id, location=places[node_id]))
        for way in sorted(ways, key=lambda way: way.way_id):
            writer.add_way(Way(id=way.way_id, nodes=list(way.node_ids), tags=dict(way.tags)))


if __name__ == "__main__":
    main()

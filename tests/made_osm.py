"""Small synthetic OpenStreetMap extracts, so that a test states which streets it needs."""

from dataclasses import dataclass, field
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way

LonLat = tuple[float, float]

# Somewhere in Madiun: 0.001 degrees are about 110 m.
ORIGIN_LAT, ORIGIN_LON = -7.63, 111.52


@dataclass(slots=True)
class MadeOsm:
    """Collects nodes, ways and relations; ids count up from 1."""

    nodes: list[Node] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def node(self, lat: float, lon: float, **tags: str) -> int:
        self.nodes.append(Node(id=len(self.nodes) + 1, location=(lon, lat), tags=tags))
        return len(self.nodes)

    def way(self, node_ids: list[int], **tags: str) -> int:
        self.ways.append(Way(id=len(self.ways) + 1, nodes=node_ids, tags=tags))
        return len(self.ways)

    def square(self, south: float, west: float, side_deg: float, **tags: str) -> int:
        north, east = south + side_deg, west + side_deg
        corners = [self.node(south, west), self.node(south, east), self.node(north, east), self.node(north, west)]
        return self.way([*corners, corners[0]], **tags)

    def relation(self, members: list[tuple[str, int, str]], **tags: str) -> int:
        self.relations.append(Relation(id=len(self.relations) + 1, members=members, tags=tags))
        return len(self.relations)

    def grid(
        self, rows: int, columns: int, *, step_deg: float = 0.002, lat: float = ORIGIN_LAT, lon: float = ORIGIN_LON
    ) -> list[list[int]]:
        """Add streets that cross at right angles; return the crossings' node ids, south-west first."""
        crossings = [
            [self.node(lat + row * step_deg, lon + column * step_deg) for column in range(columns)]
            for row in range(rows)
        ]
        for number, row in enumerate(crossings):
            self.way(row, highway="residential", name=f"Jalan Timur {number}")
        for number in range(columns):
            self.way([row[number] for row in crossings], highway="residential", name=f"Jalan Utara {number}")
        return crossings

    def write(self, path: Path) -> Path:
        """The suffix decides the format: .osm.pbf, .osm."""
        path.unlink(missing_ok=True)
        with osmium.SimpleWriter(str(path)) as writer:
            for node in self.nodes:
                writer.add_node(node)
            for way in self.ways:
                writer.add_way(way)
            for relation in self.relations:
                writer.add_relation(relation)
        return path

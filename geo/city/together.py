"""Groups shapes that lie together."""

from collections import defaultdict
from collections.abc import Sequence

from shapely import STRtree
from shapely.geometry.base import BaseGeometry


def lying_together(shapes: Sequence[BaseGeometry], gap_deg: float) -> list[list[int]]:
    """Return groups of their indexes: within a group, each shape is at most the gap away from another."""
    near = STRtree(shapes).query(shapes, predicate="dwithin", distance=gap_deg)
    neighbours = defaultdict(list)
    for one, other in near.T.tolist():
        neighbours[one].append(other)
    groups: list[list[int]] = []
    seen: set[int] = set()
    for start in range(len(shapes)):
        if start not in seen:
            group = _reachable(start, neighbours)
            seen |= group
            groups.append(sorted(group))
    return groups


def _reachable(start: int, neighbours: dict[int, list[int]]) -> set[int]:
    found, todo = {start}, [start]
    while todo:
        new = set(neighbours[todo.pop()]) - found
        found |= new
        todo.extend(new)
    return found

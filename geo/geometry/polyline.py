"""Google's polyline encoding with six decimals, as routes carry it; pure."""

from collections.abc import Iterator
from itertools import pairwise

from base.position import Position, distance_m

PRECISION = 1e6
# All routes end in the street of the scene; corners shared farther out mean the same road.
APPROACH_FROM_M, APPROACH_TO_M = 150.0, 1500.0


def decode_polyline6(text: str) -> list[tuple[float, float]]:
    """Return points as (lon, lat), as shapely needs them; an incomplete point at the end is left out."""
    steps = list(_numbers(text))
    lat = lon = 0
    points = []
    for step_lat, step_lon in zip(steps[::2], steps[1::2], strict=False):
        lat, lon = lat + step_lat, lon + step_lon
        points.append((lon / PRECISION, lat / PRECISION))
    return points


def approach_of(text: str) -> frozenset[int]:
    """Return the corners of the last stretch before the scene, each position hashed to one number, to about a metre."""
    points = decode_polyline6(text)[::-1]
    corners = set()
    driven_m = 0.0
    for here, before in pairwise(points):
        driven_m += distance_m(Position(here[1], here[0]), Position(before[1], before[0]))
        if driven_m > APPROACH_TO_M:
            break
        if driven_m >= APPROACH_FROM_M:
            corners.add(hash((round(before[0], 5), round(before[1], 5))))
    return frozenset(corners)


def _numbers(text: str) -> Iterator[int]:
    value = shift = 0
    for character in text:
        chunk = ord(character) - 63
        value |= (chunk & 0x1F) << shift
        shift += 5
        if chunk < 0x20:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0

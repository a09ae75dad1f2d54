"""Geofences: places and areas that units enter, stay in and leave; a state machine with hysteresis, pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import cos, radians
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Point, Polygon, STRtree
from shapely.geometry.base import BaseGeometry

from base.position import M_PER_DEGREE, Position

LEAVE_BEYOND_M = 50.0  # farther outside than noise among houses carries


class FenceKind(StrEnum):
    STATION = "station"
    HOSPITAL = "hospital"
    INCIDENT = "incident"  # its scene, while it is open
    AREA = "area"  # drawn by somebody


class Crossing(StrEnum):
    ENTERED = "entered"
    DWELT = "dwelt"  # stayed so long that it did not just pass
    LEFT = "left"


class Side(StrEnum):
    INSIDE = "inside"
    EDGE = "edge"  # outside by no more than noise: whoever was inside still is, whoever was not still is not
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Fence:
    """Unique by kind and id; `shape` in degrees."""

    kind: FenceKind
    id: str
    name: str
    shape: BaseGeometry


class Presence(NamedTuple):
    entered_at: datetime
    dwelt_at: datetime | None = None


def after(
    before: Presence | None, side: Side, *, at: datetime, dwell_s: float
) -> tuple[Presence | None, Crossing | None]:
    """What holds once a unit was seen on that side, and what happened by it."""
    if before is None:
        return (Presence(at), Crossing.ENTERED) if side is Side.INSIDE else (None, None)
    if side is Side.OUTSIDE:
        return None, Crossing.LEFT
    if before.dwelt_at is None and (at - before.entered_at).total_seconds() >= dwell_s:
        return Presence(before.entered_at, at), Crossing.DWELT
    return before, None


def circle(centre: Position, radius_m: float) -> Polygon:
    return widened(Point(centre.lon, centre.lat), radius_m)


def widened(shape: BaseGeometry, by_m: float) -> Polygon:
    """By so many metres on every side; good for shapes within a city."""
    squeeze = cos(radians(shape.centroid.y))  # of a degree of longitude
    flat = shapely.transform(shape, lambda xy: xy * (squeeze, 1.0))
    wide = flat.buffer(by_m / M_PER_DEGREE, 8)
    assert isinstance(wide, Polygon)  # a buffer around something in one piece
    return shapely.transform(wide, lambda xy: xy / (squeeze, 1.0))


class FenceMap:
    """Tells of many positions at once on which side of which fence each is."""

    def __init__(self, fences: Sequence[Fence]) -> None:
        self.fences = tuple(fences)
        self._shapes = np.array([fence.shape for fence in fences], object)
        shapely.prepare(self._shapes)
        self._near = STRtree([widened(fence.shape, LEAVE_BEYOND_M) for fence in fences])

    def sides(self, places: Sequence[Position]) -> Iterator[tuple[int, Fence, Side]]:
        """By the index of the place. Of fences that are not named it is outside."""
        points = np.array([Point(place.lon, place.lat) for place in places], object)
        at, near = self._near.query(points, predicate="intersects")
        inside: NDArray[np.bool_] = shapely.covers(self._shapes[near], points[at])
        for index, number, is_inside in zip(at.tolist(), near.tolist(), inside.tolist(), strict=True):
            yield index, self.fences[number], Side.INSIDE if is_inside else Side.EDGE

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

LEAVE_BEYOND_M = 50.0  # farther outside than noise between houses reaches


class FenceKind(StrEnum):
    STATION = "station"
    HOSPITAL = "hospital"
    INCIDENT = "incident"  # the scene of an open incident
    AREA = "area"  # drawn by hand


class Crossing(StrEnum):
    ENTERED = "entered"
    DWELT = "dwelt"  # stayed too long to be just passing
    LEFT = "left"


class Side(StrEnum):
    INSIDE = "inside"
    EDGE = "edge"  # outside by no more than noise: a unit inside stays inside, one outside stays outside
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
    """Return the presence after a unit was seen on that side, and the crossing, if any."""
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
    """Widen by `by_m` on every side; accurate for shapes within a city."""
    squeeze = cos(radians(shape.centroid.y))  # length of a degree of longitude, relative to one of latitude
    flat = shapely.transform(shape, lambda xy: xy * (squeeze, 1.0))
    wide = flat.buffer(by_m / M_PER_DEGREE, 8)
    assert isinstance(wide, Polygon)  # a buffer around a connected shape
    return shapely.transform(wide, lambda xy: xy / (squeeze, 1.0))


class FenceMap:
    """Finds, for many positions at once, on which side of each fence they are."""

    def __init__(self, fences: Sequence[Fence]) -> None:
        self.fences = tuple(fences)
        self._shapes = np.array([fence.shape for fence in fences], object)
        shapely.prepare(self._shapes)
        self._near = STRtree([widened(fence.shape, LEAVE_BEYOND_M) for fence in fences])

    def sides(self, places: Sequence[Position]) -> Iterator[tuple[int, Fence, Side]]:
        """Yield the index of the place, the fence and the side; a place is outside all fences not yielded for it."""
        points = np.array([Point(place.lon, place.lat) for place in places], object)
        at, near = self._near.query(points, predicate="intersects")
        inside: NDArray[np.bool_] = shapely.covers(self._shapes[near], points[at])
        for index, number, is_inside in zip(at.tolist(), near.tolist(), inside.tolist(), strict=True):
            yield index, self.fences[number], Side.INSIDE if is_inside else Side.EDGE

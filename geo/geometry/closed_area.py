"""The shape of a closure: a drawn polygon, or a street as a line with a width; pure."""

from collections.abc import Sequence
from math import cos, radians

from shapely import Point, Polygon, affinity
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from base.position import M_PER_DEGREE, Position

BUFFER_M = 10.0  # half of a wide street
AREA_MAX_KM2 = 400.0  # beyond this it is a city rather than a closure


class ClosedAreaInvalid(ValueError):
    """The points do not form an area that can be closed."""


def closed_polygon(points: Sequence[Position]) -> Polygon:
    """Raises ClosedAreaInvalid."""
    if len(set(points)) < 3:
        raise ClosedAreaInvalid("a polygon has at least three different points")
    return _checked(Polygon([(point.lon, point.lat) for point in points]))


def closed_street(points: Sequence[Position], buffer_m: float = BUFFER_M) -> Polygon:
    """Return all within `buffer_m` of the line; raises ClosedAreaInvalid."""
    if len(set(points)) < 2:
        raise ClosedAreaInvalid("a line has at least two different points")
    middle = points[len(points) // 2]
    squeeze = cos(radians(middle.lat))  # length of a degree of longitude, relative to one of latitude
    line = LineString([(point.lon * squeeze, point.lat) for point in points])
    return _checked(affinity.scale(line.buffer(buffer_m / M_PER_DEGREE, 4), xfact=1 / squeeze, origin=(0, 0)))


def near(area: BaseGeometry, place: Position, within_m: float) -> bool:
    """Return whether the place is in the area or this near; uses degrees of latitude, so it errs towards yes."""
    return bool(area.dwithin(Point(place.lon, place.lat), within_m / M_PER_DEGREE))


def _checked(area: BaseGeometry) -> Polygon:
    if not isinstance(area, Polygon) or not area.is_valid or area.is_empty:
        raise ClosedAreaInvalid("the line crosses itself, or encloses nothing")
    km2 = area.area * (M_PER_DEGREE / 1000) ** 2
    if km2 > AREA_MAX_KM2:
        raise ClosedAreaInvalid(f"the area is larger than {AREA_MAX_KM2:.0f} km²")
    return Polygon(area.exterior)

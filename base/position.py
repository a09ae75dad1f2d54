"""A place on the earth, and the distance and course between two; pure."""

from dataclasses import dataclass
from math import asin, atan2, cos, degrees, isfinite, pi, radians, sin, sqrt
from typing import Any, Protocol

EARTH_RADIUS_M = 6_371_008.8  # mean radius (IUGG)
M_PER_DEGREE = EARTH_RADIUS_M * pi / 180  # of latitude


class PositionInvalid(ValueError):
    """The numbers are not a place on the earth."""


@dataclass(frozen=True, slots=True)
class Position:
    """WGS 84, in degrees."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        """Raises PositionInvalid: not finite, or outside ±90 / ±180 degrees."""
        if not (isfinite(self.lat) and isfinite(self.lon)):
            raise PositionInvalid("latitude and longitude must be finite numbers")
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise PositionInvalid("latitude must be within ±90 and longitude within ±180 degrees")


def read_position(lat: Any, lon: Any) -> Position | None:
    """Read any JSON values; None if they are not a place on the earth. Never raises."""
    try:
        return Position(float(lat), float(lon))
    except (TypeError, ValueError, OverflowError):
        return None


class Located(Protocol):
    """Anything with a place: a Position, a fix."""

    @property
    def lat(self) -> float: ...

    @property
    def lon(self) -> float: ...


def distance_m(a: Located, b: Located) -> float:
    """Great-circle distance (haversine)."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half_lat = sin((lat_b - lat_a) / 2)
    half_lon = sin(radians(b.lon - a.lon) / 2)
    h = half_lat * half_lat + cos(lat_a) * cos(lat_b) * half_lon * half_lon
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(h)))


def course_deg(a: Position, b: Position) -> float:
    """Initial great-circle course from a to b, 0 ≤ course < 360, clockwise from north."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    d_lon = radians(b.lon - a.lon)
    east = sin(d_lon) * cos(lat_b)
    north = cos(lat_a) * sin(lat_b) - sin(lat_a) * cos(lat_b) * cos(d_lon)
    return degrees(atan2(east, north)) % 360

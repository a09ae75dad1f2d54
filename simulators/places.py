"""Positions and short distances in metres, as far as the simulators need them; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians
from typing import Any

M_PER_DEGREE = 111_195.0  # of latitude, on a sphere of mean radius


@dataclass(frozen=True, slots=True)
class Place:
    """WGS 84, in degrees."""

    lat: float
    lon: float

    @classmethod
    def read(cls, position: Mapping[str, Any]) -> "Place":
        return cls(float(position["lat"]), float(position["lon"]))

    def __str__(self) -> str:
        return f"{self.lat:.6f},{self.lon:.6f}"


def offset_m(start: Place, to: Place) -> tuple[float, float]:
    """Return the metres to the east and to the north; treats a city as flat."""
    east = (to.lon - start.lon) * M_PER_DEGREE * cos(radians(start.lat))
    return east, (to.lat - start.lat) * M_PER_DEGREE


def moved(start: Place, *, east_m: float, north_m: float) -> Place:
    lat = start.lat + north_m / M_PER_DEGREE
    return Place(lat, start.lon + east_m / (M_PER_DEGREE * cos(radians(start.lat))))


def distance_m(start: Place, to: Place) -> float:
    return hypot(*offset_m(start, to))


def course_deg(start: Place, to: Place) -> float:
    """Clockwise from north, 0 ≤ course < 360."""
    east, north = offset_m(start, to)
    return degrees(atan2(east, north)) % 360

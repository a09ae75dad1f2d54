"""The rectangle a city serves, with a margin around it; pure."""

from dataclasses import dataclass
from math import cos, radians

from base.position import M_PER_DEGREE, Located


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """In degrees, margin included; it may cross the antimeridian (west > east)."""

    west_deg: float
    south_deg: float
    east_deg: float
    north_deg: float

    def holds(self, place: Located) -> bool:
        if not self.south_deg <= place.lat <= self.north_deg:
            return False
        if self.west_deg <= self.east_deg:
            return self.west_deg <= place.lon <= self.east_deg
        return place.lon >= self.west_deg or place.lon <= self.east_deg


def service_area(
    west_deg: float, south_deg: float, east_deg: float, north_deg: float, *, margin_m: float
) -> ServiceArea:
    """The city's bounding box, widened on every side."""
    high_deg = min(max(abs(south_deg), abs(north_deg)), 85.0)
    lat_margin = margin_m / M_PER_DEGREE
    lon_margin = lat_margin / cos(radians(high_deg))
    return ServiceArea(
        west_deg=_around(west_deg - lon_margin),
        south_deg=south_deg - lat_margin,
        east_deg=_around(east_deg + lon_margin),
        north_deg=north_deg + lat_margin,
    )


def _around(lon_deg: float) -> float:
    return (lon_deg + 180.0) % 360.0 - 180.0

"""Great-circle distances of many places at once; pure."""

import numpy as np
from numpy.typing import NDArray

from base.position import EARTH_RADIUS_M

type Floats = NDArray[np.float64]


def distances_m(lat_a: Floats | float, lon_a: Floats | float, lat_b: Floats, lon_b: Floats) -> Floats:
    """Return distances element by element; takes degrees, with the same haversine as `base.position.distance_m`."""
    rad_a, rad_b = np.radians(lat_a), np.radians(lat_b)
    half_lat = np.sin((rad_b - rad_a) / 2)
    half_lon = np.sin(np.radians(lon_b - lon_a) / 2)
    h = half_lat * half_lat + np.cos(rad_a) * np.cos(rad_b) * half_lon * half_lon
    found: Floats = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    return found

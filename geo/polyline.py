"""Google's polyline encoding with six decimals, as routes carry it; pure."""

from collections.abc import Iterator

PRECISION = 1e6


def decode_polyline6(text: str) -> list[tuple[float, float]]:
    """Points as (lon, lat), as shapely likes them; what is broken off at the end is left out."""
    steps = list(_numbers(text))
    lat = lon = 0
    points = []
    for step_lat, step_lon in zip(steps[::2], steps[1::2], strict=False):
        lat, lon = lat + step_lat, lon + step_lon
        points.append((lon / PRECISION, lat / PRECISION))
    return points


def _numbers(text: str) -> Iterator[int]:
    value = shift = 0
    for character in text:
        chunk = ord(character) - 63
        value |= (chunk & 0x1F) << shift
        shift += 5
        if chunk < 0x20:
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0

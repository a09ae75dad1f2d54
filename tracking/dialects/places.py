"""Positions under other field names than the dialect's: read if the names are common; pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

LAT_NAMES = ("lat", "latitude")
LON_NAMES = ("lon", "lng", "long", "longitude")
# The pair as one text, `lat,lon`.
PAIR_NAMES = ("location", "latlng", "latlon", "coords", "position", "loc", "ll")
# Fields that hold the position of something else.
OF_OTHERS = frozenset({"extras", "geofence", "target", "destination", "home", "waypoint", "region"})
DEPTH_MAX = 5
_NUMBER_AFTER = r"""(?![a-z])["']?\s?[:=]?\s?["']?-?\d"""
_NAMED_LAT = re.compile(rf"(?<![a-z])lat(?:itude)?{_NUMBER_AFTER}", re.IGNORECASE)
_NAMED_LON = re.compile(rf"(?<![a-z])(?:lon|lng|long|longitude){_NUMBER_AFTER}", re.IGNORECASE)
# Two voltages would have fewer digits.
_PAIR = re.compile(r"geo:-?\d|-?\d{1,3}\.\d{4,}[\s,;/]{1,3}-?\d{1,3}\.\d{4,}", re.IGNORECASE)


class Place(NamedTuple):
    """A position found, with the fields beside it and above it."""

    lat: float
    lon: float
    beside: Mapping[str, Any]


def place_of(fields: Mapping[str, Any]) -> tuple[Any, Any]:
    """Return the latitude and longitude among these fields; None for each that is missing."""
    lat = next((fields[name] for name in LAT_NAMES if name in fields), None)
    lon = next((fields[name] for name in LON_NAMES if name in fields), None)
    pair = next((fields[name] for name in PAIR_NAMES if _is_pair(fields.get(name))), None)
    if pair is not None and (lat is None or lon is None):
        lat, _, lon = pair.partition(",")
    return lat, lon


def has_place(text: str) -> bool:
    """Return whether the text seems to contain a position, in any form."""
    return bool(_PAIR.search(text) or (_NAMED_LAT.search(text) and _NAMED_LON.search(text)))


def places_in(value: Any, *, above: Mapping[str, Any] | None = None, depth: int = DEPTH_MAX) -> Iterator[Place]:
    """Yield positions at any depth of JSON; `beside` holds the fields above too, where the nearest overrides."""
    if depth == 0:
        return
    if isinstance(value, list):
        for each in value:
            yield from places_in(each, above=above, depth=depth - 1)
    elif isinstance(value, dict):
        own = _lowered(value)
        fields = {**(above or {}), **_lowered(own.get("properties")), **own}
        lat, lon = map(number_of, _geojson(own) or place_of(own))
        if lat is not None and lon is not None:
            yield Place(lat, lon, fields)
            return
        for each in (value[name] for name in value if str(name).lower() not in OF_OTHERS):
            yield from places_in(each, above=fields, depth=depth - 1)


def number_of(value: Any) -> float | None:
    """Accept a number, or a text that is one."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and "_" in value:
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _lowered(value: Any) -> dict[str, Any]:
    return {str(name).lower(): each for name, each in value.items()} if isinstance(value, dict) else {}


def _geojson(fields: Mapping[str, Any]) -> tuple[Any, Any] | None:
    """Swap `coordinates`, which has the longitude first."""
    at = fields.get("coordinates")
    return (at[1], at[0]) if isinstance(at, list) and len(at) >= 2 else None


def _is_pair(value: Any) -> bool:
    return isinstance(value, str) and "," in value

"""Places that are told in other words than the dialect's own: read where the words are common; pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

LAT_NAMES = ("lat", "latitude")
LON_NAMES = ("lon", "lng", "long", "longitude")
# As one text, `lat,lon`.
PAIR_NAMES = ("location", "latlng", "latlon", "coords", "position", "loc", "ll")
# Where somebody else's place stands.
OF_OTHERS = frozenset({"extras", "geofence", "target", "destination", "home", "waypoint", "region"})
DEPTH_MAX = 5
_NUMBER_AFTER = r"""(?![a-z])["']?\s?[:=]?\s?["']?-?\d"""
_NAMED_LAT = re.compile(rf"(?<![a-z])lat(?:itude)?{_NUMBER_AFTER}", re.IGNORECASE)
_NAMED_LON = re.compile(rf"(?<![a-z])(?:lon|lng|long|longitude){_NUMBER_AFTER}", re.IGNORECASE)
# Two voltages have fewer digits.
_PAIR = re.compile(r"geo:-?\d|-?\d{1,3}\.\d{4,}[\s,;/]{1,3}-?\d{1,3}\.\d{4,}", re.IGNORECASE)


class Place(NamedTuple):
    """Where it stood, and what stood beside it there and above it."""

    lat: float
    lon: float
    beside: Mapping[str, Any]


def place_of(fields: Mapping[str, Any]) -> tuple[Any, Any]:
    """What stands for latitude and longitude among these fields; None where nothing does."""
    lat = next((fields[name] for name in LAT_NAMES if name in fields), None)
    lon = next((fields[name] for name in LON_NAMES if name in fields), None)
    pair = next((fields[name] for name in PAIR_NAMES if _is_pair(fields.get(name))), None)
    if pair is not None and (lat is None or lon is None):
        lat, _, lon = pair.partition(",")
    return lat, lon


def has_place(text: str) -> bool:
    """Whether it seems to tell one, in whatever form."""
    return bool(_PAIR.search(text) or (_NAMED_LAT.search(text) and _NAMED_LON.search(text)))


def places_in(value: Any, *, above: Mapping[str, Any] | None = None, depth: int = DEPTH_MAX) -> Iterator[Place]:
    """At any depth of JSON; `beside` holds the fields above it too, the nearest counting."""
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
    """A number, or a text that is one."""
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
    """`coordinates` is longitude first."""
    at = fields.get("coordinates")
    return (at[1], at[0]) if isinstance(at, list) and len(at) >= 2 else None


def _is_pair(value: Any) -> bool:
    return isinstance(value, str) and "," in value

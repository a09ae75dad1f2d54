"""Finds the time zone of a city by its location."""

from collections import Counter
from zoneinfo import ZoneInfo

from geo.city.bounds import Cell, middle_of

TIMEZONE_OTHERWISE = "Asia/Jakarta"


def zone_of(roads_by_cell: Counter[Cell]) -> str:
    """Return the zone in which most of its roads lie; Jakarta's if the map of zones has none there."""
    import tzfpy  # noqa: PLC0415 - loads the shapes of all zones, which only an import needs

    roads_by_zone: Counter[str] = Counter()
    for cell, roads in roads_by_cell.items():
        roads_by_zone[tzfpy.get_tz(*middle_of(cell))] += roads
    known = (zone for zone, _ in roads_by_zone.most_common() if zone and is_zone(zone))
    return next(known, TIMEZONE_OTHERWISE)


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # LookupError covers ZoneInfoNotFoundError
        return False
    return True

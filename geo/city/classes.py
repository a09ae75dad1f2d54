"""The meaning of OpenStreetMap tags to a dispatch map: tables, and the functions that read them."""

from collections.abc import Mapping
from typing import Protocol


class Tags(Protocol):
    def get(self, key: str, default: str | None = None) -> str | None: ...


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROAD_CLASSES = {
    "motorway": "motorway",
    "motorway_link": "motorway",
    "trunk": "trunk",
    "trunk_link": "trunk",
    "primary": "primary",
    "primary_link": "primary",
    "secondary": "secondary",
    "secondary_link": "secondary",
    "tertiary": "tertiary",
    "tertiary_link": "tertiary",
    "unclassified": "minor",
    "residential": "minor",
    "living_street": "minor",
    "road": "minor",
    "service": "service",
    "track": "track",
    "pedestrian": "path",
    "footway": "path",
    "path": "path",
    "cycleway": "path",
    "steps": "path",
}

# What people name when they say where they are; a higher value is found first.
PLACE_IMPORTANCE = {
    "city": 1.0,
    "town": 0.95,
    "borough": 0.9,
    "suburb": 0.85,
    "village": 0.8,
    "quarter": 0.75,
    "neighbourhood": 0.7,
    "hamlet": 0.65,
    "island": 0.6,
    "islet": 0.4,
    "archipelago": 0.5,
    "sea": 0.5,
    "city_block": 0.3,
    "square": 0.6,
    "locality": 0.5,
    "isolated_dwelling": 0.3,
}

ROAD_IMPORTANCE = {
    "motorway": 0.8,
    "trunk": 0.8,
    "primary": 0.75,
    "secondary": 0.7,
    "tertiary": 0.6,
    "minor": 0.45,
    "service": 0.3,
    "track": 0.2,
    "path": 0.2,
}

EVERY = "*"
POI_TAGS: Mapping[str, frozenset[str]] = {
    "amenity": words(
        "hospital clinic doctors pharmacy police fire_station ambulance_station townhall courthouse school "
        "kindergarten college university library marketplace place_of_worship fuel bus_station ferry_terminal "
        "bank post_office cinema theatre restaurant fast_food cafe community_centre prison parking "
        "social_facility public_building"
    ),
    "healthcare": frozenset({EVERY}),
    "emergency": words("ambulance_station fire_hydrant assembly_point lifeguard water_rescue"),
    "railway": words("station halt level_crossing"),
    "aeroway": words("aerodrome terminal helipad"),
    "leisure": words("park stadium sports_centre swimming_pool marina nature_reserve"),
    "harbour": words("yes"),
    "seamark:type": words("harbour"),
    "industrial": words("port"),
    "tourism": words("hotel guest_house hostel museum attraction zoo theme_park viewpoint camp_site"),
    "historic": words("monument memorial ruins castle fort"),
    "shop": frozenset({EVERY}),
    "office": frozenset({EVERY}),
    "man_made": words("bridge tower lighthouse pier quay breakwater works water_tower"),
    "natural": words("beach bay cape strait reef cliff cave_entrance volcano peak hill spring"),
    "landuse": words("cemetery military industrial port harbour"),
    "building": frozenset({EVERY}),
}
POI_IMPORTANCE = {
    "hospital": 0.85,
    "fire_station": 0.75,
    "police": 0.75,
    "townhall": 0.75,
    "station": 0.75,
    "aerodrome": 0.75,
    "bus_station": 0.7,
    "marketplace": 0.7,
    "university": 0.7,
    "clinic": 0.65,
    "mall": 0.65,
    "stadium": 0.6,
    "school": 0.55,
}
POI_IMPORTANCE_OTHERWISE = 0.4

# One word for several tags of the map, and for a house of prayer the word of its religion.
_SAME_KIND = {
    "marina": "harbour", "port": "harbour", "quay": "pier", "halt": "station", "terminal": "aerodrome",
    "reservoir": "water", "basin": "water", "lake": "water", "pond": "water", "canal": "river", "stream": "river",
}  # fmt: skip
_HOUSES_OF_PRAYER = {"muslim": "mosque", "christian": "church", "hindu": "temple", "buddhist": "temple",
                     "confucian": "temple", "taoist": "temple"}  # fmt: skip
# Tags kept for places that may be copied to the desk's own lists, and for houses.
KEPT_TAGS = (
    "addr:housenumber", "addr:street", "addr:place", "addr:postcode", "addr:city", "addr:subdistrict", "addr:suburb",
    "addr:village", "addr:district", "operator", "emergency",
)  # fmt: skip

LANDUSE = words("forest cemetery farmland residential industrial military grass recreation_ground")


def road_class(tags: Tags) -> str | None:
    return ROAD_CLASSES.get(tags.get("highway") or "") if tags.get("area") != "yes" else None


def waterway_kind(tags: Tags) -> str | None:
    kind = tags.get("waterway")
    return kind if kind in ("river", "canal", "stream", "drain", "ditch") else None


def water_kind(tags: Tags) -> str | None:
    if tags.get("natural") in ("water", "bay") or tags.get("waterway") in ("riverbank", "dock"):
        return tags.get("water") or "water"
    return "reservoir" if tags.get("landuse") in ("reservoir", "basin") else None


def building_kind(tags: Tags) -> str | None:
    kind = tags.get("building")
    return kind if kind != "no" else None


def place_kind(tags: Tags) -> str | None:
    kind = tags.get("place")
    return kind if kind in PLACE_IMPORTANCE else None


def poi_kind(tags: Tags) -> str | None:
    """Return the kind by the first tag that has one: an amenity before the building it is in."""
    for key, values in POI_TAGS.items():
        value = tags.get(key)
        if value and value != "no" and (EVERY in values or value in values):
            return _poi_kind(tags, value if value != "yes" else key)
    return None


def _poi_kind(tags: Tags, kind: str) -> str:
    if kind in ("place_of_worship", "religious"):
        return _HOUSES_OF_PRAYER.get(tags.get("religion") or "", kind)
    return same_kind(kind)


def same_kind(kind: str) -> str:
    return _SAME_KIND.get(kind, kind)


def kept_tags(tags: Tags) -> dict[str, str]:
    return {key: value.strip() for key in KEPT_TAGS if (value := tags.get(key) or "").strip()}


def admin_level(tags: Tags) -> int | None:
    level = tags.get("admin_level") or ""
    return int(level) if tags.get("boundary") == "administrative" and level.isdigit() else None


def area_kind(tags: Tags) -> str | None:
    level = admin_level(tags)
    if level is not None:
        return f"admin_level_{level}"
    if tags.get("leisure") in ("park", "garden", "pitch"):
        return "park"
    if tags.get("natural") in ("wood", "beach", "wetland"):
        return tags.get("natural")
    landuse = tags.get("landuse")
    return landuse if landuse in LANDUSE else None

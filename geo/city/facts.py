"""Facts of a city that its extract lacks: time zone, driving side, names of its areas."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from geo.city.emergency_roads import EmergencyRoads, changed_emergency_roads, emergency_roads
from geo.city.refusal import CityImportRefused
from geo.city.survey import DrivingSide
from geo.geometry.bbox import Bbox
from geo.names.place_names import normalize

FACTS_FILE = "city.toml"

# OpenStreetMap's administrative levels, as Indonesia uses them.
AREA_LEVELS = MappingProxyType({4: "provinsi", 5: "kota", 6: "kecamatan", 7: "kelurahan"})


AreaKey = tuple[str, str]  # level and name: a kecamatan and a kelurahan may share one


@dataclass(frozen=True, slots=True)
class CityFacts:
    """Defaults are Indonesia's; None means from the extract: the side by roundabouts, the zone by the location."""

    name: str | None = None
    timezone: str | None = None
    driving_side: DrivingSide | None = None
    bbox: Bbox | None = None
    area_levels: Mapping[int, str] = AREA_LEVELS
    area_codes: Mapping[AreaKey, str] = field(default_factory=dict)
    emergency_roads: EmergencyRoads = field(default_factory=emergency_roads)


def facts_beside(extract: Path) -> CityFacts:
    """Read a city.toml in the extract's folder; the defaults if there is none. Raises CityImportRefused."""
    path = extract.with_name(FACTS_FILE)
    if not path.is_file():
        return CityFacts()
    try:
        return read_facts(tomllib.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError, KeyError, OSError) as error:
        raise CityImportRefused("facts_invalid", f"{path.name} cannot be used: {error}") from error


def read_facts(entries: Mapping[str, Any]) -> CityFacts:
    """Read the top-level keys of a city.toml or a preset; raises ValueError, TypeError or KeyError."""
    timezone = entries.get("timezone")
    if timezone is not None:
        ZoneInfo(timezone)
    side = entries.get("driving_side")
    if side not in (None, "left", "right"):
        raise ValueError(f'driving_side is "left" or "right", not {side!r}')
    return CityFacts(
        name=entries.get("name"),
        timezone=timezone,
        driving_side=side,
        bbox=Bbox(*entries["bbox"]) if "bbox" in entries else None,
        area_levels={int(level): name for level, name in entries.get("area_levels", AREA_LEVELS).items()},
        area_codes=dict(_area_codes(entries)),
        emergency_roads=changed_emergency_roads(entries.get("emergency_roads", {})),
    )


def area_key(level: str, name: str) -> AreaKey:
    return level, normalize(name)


def _area_codes(entries: Mapping[str, Any]) -> Iterator[tuple[AreaKey, str]]:
    for kecamatan in entries.get("kecamatan", []):
        yield area_key("kecamatan", kecamatan["name"]), kecamatan["code"]
        for kelurahan in kecamatan.get("kelurahan", []):
            yield area_key("kelurahan", kelurahan["name"]), kelurahan["code"]

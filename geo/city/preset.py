"""Reads a preset: facts of a city before any import."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from geo.city.facts import CityFacts, read_facts
from geo.city.roster import Roster, read_roster

PRESETS_FOLDER = Path(__file__).with_name("presets")


class PresetUnknown(LookupError):
    """No preset has that name."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Facts of a city, and its agencies and hospitals; stations and units are the operator's to add."""

    facts: CityFacts
    roster: Roster


def preset_names() -> list[str]:
    return sorted(path.stem for path in PRESETS_FOLDER.glob("*.toml"))


def load_preset(name: str) -> Preset:
    """Raises PresetUnknown."""
    if name.casefold() not in preset_names():
        raise PresetUnknown(f"no preset {name!r}; known are {', '.join(preset_names())}")
    path = PRESETS_FOLDER / f"{name.casefold()}.toml"
    return Preset(read_facts(tomllib.loads(path.read_text(encoding="utf-8"))), read_roster(path))

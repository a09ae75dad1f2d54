"""Vehicle profiles for the road router: an ambulance, a pumper, a ladder."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

PROFILES_FILE = Path(__file__).with_name("profiles.toml")
COSTINGS = ("auto", "truck", "motorcycle")
KMH_PER_MPS = 3.6


class VehicleProfileUnknown(LookupError):
    """No vehicle profile has that name."""


@dataclass(frozen=True, slots=True)
class VehicleProfile:
    """How one kind of vehicle drives. `options` are Valhalla's: metres and tonnes."""

    name: str
    costing: str
    options: Mapping[str, float]
    top_speed_mps: float
    air_line_speed_mps: float

    def costing_options(self) -> dict[str, float]:
        """Return the options for a request to Valhalla, with the top speed in km/h."""
        return {**self.options, "top_speed": round(self.top_speed_mps * KMH_PER_MPS)}


@cache
def vehicle_profiles() -> Mapping[str, VehicleProfile]:
    return MappingProxyType(read_profiles(PROFILES_FILE))


def vehicle_profile(name: str) -> VehicleProfile:
    """Raises VehicleProfileUnknown."""
    known = vehicle_profiles()
    if name not in known:
        raise VehicleProfileUnknown(f"no vehicle profile {name!r}; known are {', '.join(known)}")
    return known[name]


def fastest_mps() -> float:
    """Return the speed that no vehicle of ours is assumed to exceed on any road."""
    return max(profile.top_speed_mps for profile in vehicle_profiles().values())


def read_profiles(path: Path) -> dict[str, VehicleProfile]:
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: VehicleProfile(
            name=name,
            costing=entry["costing"],
            options=MappingProxyType(dict(entry["options"])),
            top_speed_mps=entry["top_speed_mps"],
            air_line_speed_mps=entry["air_line_speed_mps"],
        )
        for name, entry in entries.items()
    }

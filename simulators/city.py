"""What the simulation reads from the API about its city before it begins."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulators.api_client import ApiClient
from simulators.failures import SimulatorFailure
from simulators.places import Place


class CityEmpty(SimulatorFailure):
    """The city has nothing to simulate."""


@dataclass(frozen=True, slots=True)
class OpenAssignment:
    """Work in progress at a unit when the simulation began."""

    assignment_id: str
    status: str
    incident_type: str
    place: Place


@dataclass(frozen=True, slots=True)
class SimulatedUnit:
    unit_id: str
    kind: str
    profile: str
    can_transport: bool
    station: Place
    place: Place
    open_assignment: OpenAssignment | None


@dataclass(frozen=True, slots=True)
class City:
    units: Sequence[SimulatedUnit]
    hospitals: Sequence[Place]
    landmarks: Sequence[Place]


async def read_city(api: ApiClient) -> City:
    """Raises CityEmpty."""
    units, stations, hospitals = await asyncio.gather(
        *(api.get(f"/{name}") for name in ("units", "stations", "hospitals"))
    )
    station_places = {station["id"]: Place.read(station["position"]) for station in stations}
    hospital_places = [Place.read(hospital["position"]) for hospital in hospitals]
    landmarks = [*station_places.values(), *hospital_places]
    if not landmarks:
        raise CityEmpty("the city has no stations and no hospitals: import its roster first")
    simulated = [await _unit(api, unit, station_places, landmarks[0]) for unit in units]
    return City(simulated, hospital_places, landmarks)


def choose(units: Sequence[SimulatedUnit], count: int | None) -> list[SimulatedUnit]:
    """Choose `count` units, one of each kind in turn, so that three units are not three ambulances."""
    seen: dict[str, int] = {}
    turns = []
    for unit in sorted(units, key=lambda unit: unit.unit_id):
        seen[unit.kind] = seen.get(unit.kind, 0) + 1
        turns.append((seen[unit.kind], unit.kind, unit))
    in_turn = [unit for *_, unit in sorted(turns, key=lambda turn: turn[:2])]
    return in_turn if count is None else in_turn[:count]


async def _unit(
    api: ApiClient, unit: Mapping[str, Any], stations: Mapping[str, Place], elsewhere: Place
) -> SimulatedUnit:
    position = unit.get("position")
    place = Place.read(position) if position else None
    station = stations.get(str(unit.get("station_id"))) or place or elsewhere
    return SimulatedUnit(
        unit_id=unit["unit_id"],
        kind=unit["kind"],
        profile=unit["profile"],
        can_transport=any(capability.startswith("ambulance") for capability in unit["capabilities"]),
        station=station,
        place=place or station,
        open_assignment=await _open_assignment(api, unit),
    )


async def _open_assignment(api: ApiClient, unit: Mapping[str, Any]) -> OpenAssignment | None:
    if unit.get("assignment_id") is None:
        return None
    incident = await api.get(f"/incidents/{unit['incident_id']}")
    return OpenAssignment(unit["assignment_id"], unit["status"], incident["type"], Place.read(incident["position"]))

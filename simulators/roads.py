"""The city's roads, as the API offers them to any account."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from simulators.api_client import ApiClient, Refused
from simulators.places import Place, distance_m
from simulators.polyline import PolylineBroken, decode_polyline6

OFF_ROAD_SPEED_MPS = 8.0  # where there is no road, or nobody can route

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Road:
    """The route from one place to another; `eta_s` is the router's estimate."""

    places: Sequence[Place]
    eta_s: float


class Roads(Protocol):
    async def road(self, start: Place, to: Place, profile: str) -> Road: ...


class ApiRoads:
    def __init__(self, api: ApiClient) -> None:
        self._api = api

    async def road(self, start: Place, to: Place, profile: str) -> Road:
        """Return the straight line if the API finds no road."""
        try:
            answer = await self._api.get("/routes", **{"from": str(start), "to": str(to), "profile": profile})
        except Refused as refusal:
            log.warning("no road was found, the air line is driven", extra={"code": refusal.code})
            return air_line(start, to)
        return road_from(start, answer.get("polyline6"), answer.get("eta_s")) or air_line(start, to)


def road_from(start: Place, polyline6: str | None, eta_s: float | None) -> Road | None:
    """Return the polyline's route, joined at the vehicle's place; None if it is unusable."""
    if not polyline6 or eta_s is None:
        return None
    try:
        return Road([start, *decode_polyline6(polyline6)], eta_s)
    except PolylineBroken:
        log.warning("a route's polyline could not be read")
        return None


def air_line(start: Place, to: Place) -> Road:
    return Road([start, to], distance_m(start, to) / OFF_ROAD_SPEED_MPS)

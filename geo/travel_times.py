"""Driving times by road, or by air line when no road answer can be had; never a zero for a failure."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geo.database import ACQUIRE_TIMEOUT_S, Pool
from geo.position import Position, distance_m
from geo.profiles import VehicleProfile
from geo.roads import ANSWER_TIMEOUT_S, CityRoads, DestinationOffNetwork, Leg, Roads, Route, RouterDown

log = logging.getLogger(__name__)

# Streets are longer than the air line; 1.3 to 1.4 is usual for towns.
DETOUR_FACTOR = 1.35

Basis = Literal["road", "air_line"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """Driving from one start; eta_s is None when no road leads there."""

    eta_s: float | None
    distance_m: float | None
    basis: Basis


class TravelTimes:
    """Asks the roads in force; falls back to the air line, marked as such."""

    def __init__(
        self,
        pool: Pool,
        city_roads: CityRoads,
        *,
        timeout_s: float = ANSWER_TIMEOUT_S,
        detour_factor: float = DETOUR_FACTOR,
    ) -> None:
        self._pool = pool
        self._city_roads = city_roads
        self._timeout_s = timeout_s
        self._detour_factor = detour_factor

    async def etas_to(self, to: Position, starts: Sequence[Position], profile: VehicleProfile) -> list[Estimate]:
        """In the order of the starts. Never fails: without a road answer every estimate is by air line."""
        try:
            legs = await self._legs(to, starts, profile)
        except RouterDown as down:
            log.warning("router down, using the air line", extra={"reason": str(down), "profile": profile.name})
            legs = None
        except DestinationOffNetwork:
            log.info("no road near the destination, using the air line", extra={"profile": profile.name})
            legs = None
        if legs is None:
            return [self._by_air_line(start, to, profile) for start in starts]
        return [Estimate(leg.eta_s, leg.distance_m, "road") for leg in legs]

    async def route(self, start: Position, to: Position, profile: VehicleProfile) -> Route | None:
        """The way to drive; None when there is none, or the router is down."""
        try:
            roads = await self._roads()
            return await roads.route(start, to, profile, timeout_s=self._timeout_s) if roads else None
        except RouterDown as down:
            log.warning("router down, no route", extra={"reason": str(down), "profile": profile.name})
            return None

    async def _legs(self, to: Position, starts: Sequence[Position], profile: VehicleProfile) -> list[Leg] | None:
        roads = await self._roads()
        if roads is None:
            return None
        return await roads.matrix(starts, to, profile, timeout_s=self._timeout_s)

    async def _roads(self) -> Roads | None:
        async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:  # given back before the router is asked
            return await self._city_roads.current(conn)

    def _by_air_line(self, start: Position, to: Position, profile: VehicleProfile) -> Estimate:
        driven_m = distance_m(start, to) * self._detour_factor
        return Estimate(driven_m / profile.air_line_speed_mps, driven_m, "air_line")

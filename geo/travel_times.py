"""Driving times by road, or by air line when no road answer can be had; never a zero for a failure."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Self

from shapely import LineString, Point, Polygon

from geo.closed_area import near
from geo.database import ACQUIRE_TIMEOUT_S, Pool
from geo.polyline import decode_polyline6
from geo.position import Position, distance_m
from geo.profiles import VehicleProfile
from geo.roads import ANSWER_TIMEOUT_S, CityRoads, DestinationOffNetwork, Roads, Route, RouterDown

log = logging.getLogger(__name__)

# Streets are longer than the air line; 1.3 to 1.4 is usual for towns.
DETOUR_FACTOR = 1.35

Basis = Literal["road", "air_line"]

# The city in force, once for each closure, by the database's clock.
_STREETS_NOW = """
SELECT c.version, c.folder, x.area, x.wait_s
FROM city c LEFT JOIN closure x ON x.starts_at <= now() AND coalesce(x.ends_at > now(), true)
"""


# A closed street is avoided as a whole, from crossing to crossing: who stands this near to the closure may be on it.
IN_CLOSURE_M = 150.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """Driving from one start; eta_s is None when no road leads there, `route` also when the estimate is by air line.

    `wait_s` of the time is lost at railway crossings and the like.
    `in_closure`: the way begins or ends in a closed street, which was not avoided for that.
    """

    eta_s: float | None
    distance_m: float | None
    basis: Basis
    route: Route | None = None
    in_closure: bool = False
    wait_s: float = 0.0

    @classmethod
    def by_road(cls, route: Route | None, *, in_closure: bool = False) -> Self:
        if route is None:
            return cls(None, None, "road", in_closure=in_closure)
        return cls(route.eta_s, route.distance_m, "road", route, in_closure)

    def with_waits(self, waits: Sequence[tuple[Polygon, float]]) -> "Estimate":
        """Longer by what holds vehicles up on this way."""
        if self.route is None:
            return self
        points = decode_polyline6(self.route.polyline6)
        way = LineString(points) if len(points) > 1 else Point(points)
        wait_s = sum(seconds for area, seconds in waits if area.intersects(way))
        route = replace(self.route, eta_s=self.route.eta_s + wait_s)
        return replace(self, eta_s=route.eta_s, route=route, wait_s=wait_s)


@dataclass(frozen=True, slots=True)
class Streets:
    """The roads in force, None while there are none, and what of them is closed now: read once for many questions."""

    roads: Roads | None
    closed: tuple[Polygon, ...] = ()
    waits: tuple[tuple[Polygon, float], ...] = ()

    def open_at(self, *places: Position) -> tuple[Polygon, ...]:
        """The closures in which none of these places lies."""
        return tuple(
            area for area in self.closed if not any(near(area, place, within_m=IN_CLOSURE_M) for place in places)
        )


class TravelTimes:
    """Asks the roads in force, around what is closed; falls back to the air line, marked as such."""

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

    async def etas_to(
        self, to: Position, starts: Sequence[Position], profile: VehicleProfile, *, streets: Streets | None = None
    ) -> list[Estimate]:
        """In the order of the starts. Never fails: without a road answer every estimate is by air line."""
        [estimates] = await self.etas_by_profile(to, [(profile, starts)], streets=streets)
        return estimates

    async def streets(self) -> Streets:
        """As they are now, for whoever asks more than once."""
        async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:  # given back before the router is asked
            rows = await conn.fetch(_STREETS_NOW)
        try:
            roads = await self._city_roads.of_version(rows[0]["version"], Path(rows[0]["folder"])) if rows else None
        except RouterDown as down:
            log.warning("router down, using the air line", extra={"reason": str(down)})
            roads = None
        if roads is None:
            return Streets(None)
        in_force = [(row["area"], row["wait_s"]) for row in rows if row["area"] is not None]
        return Streets(
            roads,
            tuple(area for area, wait_s in in_force if wait_s is None),
            tuple((area, wait_s) for area, wait_s in in_force if wait_s is not None),
        )

    async def etas_by_profile(
        self,
        to: Position,
        starts: Sequence[tuple[VehicleProfile, Sequence[Position]]],
        *,
        streets: Streets | None = None,
    ) -> list[list[Estimate]]:
        """As `etas_to`, side by side for vehicles that do not drive the same roads; on `streets` read before."""
        streets = streets or await self.streets()
        return await asyncio.gather(*(self._etas(streets, to, group, profile) for profile, group in starts))

    async def _etas(
        self, streets: Streets, to: Position, starts: Sequence[Position], profile: VehicleProfile
    ) -> list[Estimate]:
        try:
            if streets.roads is not None:
                return await self._by_road(streets.roads, streets, to, starts, profile)
        except RouterDown as down:
            log.warning("router down, using the air line", extra={"reason": str(down), "profile": profile.name})
        except DestinationOffNetwork:
            log.info("no road near the destination, using the air line", extra={"profile": profile.name})
        return [self._by_air_line(start, to, profile) for start in starts]

    async def _by_road(
        self, roads: Roads, streets: Streets, to: Position, starts: Sequence[Position], profile: VehicleProfile
    ) -> list[Estimate]:
        estimates = [Estimate.by_road(way) for way in await self._ways(roads, starts, to, profile, streets.closed)]
        if streets.closed:
            estimates = await self._out_of_closures(roads, streets, estimates, starts, to, profile)
        return [each.with_waits(streets.waits) for each in estimates] if streets.waits else estimates

    async def _out_of_closures(
        self,
        roads: Roads,
        streets: Streets,
        estimates: list[Estimate],
        starts: Sequence[Position],
        to: Position,
        profile: VehicleProfile,
    ) -> list[Estimate]:
        """A crew that stands in a closed street can leave it, and one that is called into it must get there."""
        again: dict[tuple[Polygon, ...], list[int]] = {}
        for index, start in enumerate(starts):
            if estimates[index].eta_s is None and (less := streets.open_at(start, to)) != streets.closed:
                again.setdefault(less, []).append(index)
        for less, indexes in again.items():
            ways = await self._ways(roads, [starts[index] for index in indexes], to, profile, less)
            for index, way in zip(indexes, ways, strict=True):
                estimates[index] = Estimate.by_road(way, in_closure=True)
        return estimates

    async def _ways(
        self,
        roads: Roads,
        starts: Sequence[Position],
        to: Position,
        profile: VehicleProfile,
        closed: tuple[Polygon, ...],
    ) -> list[Route | None]:
        return await roads.matrix(starts, to, profile, closed=closed, timeout_s=self._timeout_s)

    def _by_air_line(self, start: Position, to: Position, profile: VehicleProfile) -> Estimate:
        driven_m = distance_m(start, to) * self._detour_factor
        return Estimate(driven_m / profile.air_line_speed_mps, driven_m, "air_line")

"""Driving times by road, or by air line if the roads give no answer; a failure is never 0."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Literal, Self

from shapely import LineString, Point, Polygon

from base.database import ACQUIRE_TIMEOUT_S, Pool, Record
from base.position import Position, distance_m
from geo.geometry.closed_area import near
from geo.geometry.polyline import decode_polyline6
from geo.geometry.service_area import ServiceArea, service_area
from geo.roads.measures import ROUTER_FAILURES
from geo.roads.profiles import VehicleProfile
from geo.roads.router import ANSWER_TIMEOUT_S, CityRoads, DestinationOffNetwork, Roads, Route, RouterDown, RouterSlow

log = logging.getLogger(__name__)

# Routes are longer than the air line; 1.3 to 1.4 times is usual in towns.
DETOUR_FACTOR = 1.35

# Four hours and more at air-line speeds: no unit is sent from farther away on a guess.
AIR_LINE_MAX_M = 150_000.0
MARGIN_M = 50_000.0  # around the city: as far out as fixes are accepted, unless set otherwise

Basis = Literal["road", "air_line"]


class Caveat(StrEnum):
    """Why an estimate is by air line only, or missing."""

    NO_ROADS = "no_roads"  # no city is imported
    ROUTER_DOWN = "router_down"
    ROUTER_SLOW = "router_slow"
    SCENE_OFF_ROAD = "scene_off_road"
    NO_ROAD = "no_road"  # no estimate: no road leads from there
    TOO_FAR = "too_far"  # no estimate: far outside the service area


# The city in force, one row per closure, by the database's clock.
_STREETS_NOW = """
SELECT c.version, c.folder, c.west_deg, c.south_deg, c.east_deg, c.north_deg, c.timezone, x.area, x.wait_s
FROM city c LEFT JOIN closure x ON x.starts_at <= now() AND coalesce(x.ends_at > now(), true)
"""


# A closed street is avoided as a whole, from crossing to crossing: a place this near to the closure may be on it.
IN_CLOSURE_M = 150.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """Driving from one start; eta_s is None if there is no estimate, `route` also if the estimate is by air line.

    `caveat`: why it is None or by air line. `wait_s` is the part of the time lost at railway crossings and the like.
    `in_closure`: the route starts or ends in a closed street, so that street was not avoided.
    """

    eta_s: float | None
    distance_m: float | None
    basis: Basis
    route: Route | None = None
    in_closure: bool = False
    wait_s: float = 0.0
    caveat: Caveat | None = None

    @classmethod
    def by_road(cls, route: Route | None, *, in_closure: bool = False) -> Self:
        if route is None:
            return cls(None, None, "road", in_closure=in_closure, caveat=Caveat.NO_ROAD)
        return cls(route.eta_s, route.distance_m, "road", route, in_closure)

    def with_waits(self, waits: Sequence[tuple[Polygon, float]]) -> "Estimate":
        """Add the waits on this route."""
        if self.route is None:
            return self
        points = decode_polyline6(self.route.polyline6)
        way = LineString(points) if len(points) > 1 else Point(points)
        wait_s = sum(seconds for area, seconds in waits if area.intersects(way))
        route = replace(self.route, eta_s=self.route.eta_s + wait_s)
        return replace(self, eta_s=route.eta_s, route=route, wait_s=wait_s)


@dataclass(frozen=True, slots=True)
class Streets:
    """The roads in force and the closures now: read once for many requests.

    `roads` is None while there are none, for the reason in `caveat`. `area` is None while there is no city.
    """

    roads: Roads | None
    closed: tuple[Polygon, ...] = ()
    waits: tuple[tuple[Polygon, float], ...] = ()
    area: ServiceArea | None = None
    caveat: Caveat = Caveat.NO_ROADS
    timezone: str = "UTC"  # the city's

    def open_at(self, *places: Position) -> tuple[Polygon, ...]:
        """Return the closures that contain none of these places."""
        return tuple(
            area for area in self.closed if not any(near(area, place, within_m=IN_CLOSURE_M) for place in places)
        )


class TravelTimes:
    """Estimates by the roads in force, around closures; falls back to the air line, marked as such."""

    def __init__(
        self,
        pool: Pool,
        city_roads: CityRoads,
        *,
        timeout_s: float = ANSWER_TIMEOUT_S,
        detour_factor: float = DETOUR_FACTOR,
        margin_m: float = MARGIN_M,
    ) -> None:
        self._pool = pool
        self._city_roads = city_roads
        self._timeout_s = timeout_s
        self._detour_factor = detour_factor
        self._margin_m = margin_m

    async def etas_to(
        self, to: Position, starts: Sequence[Position], profile: VehicleProfile, *, streets: Streets | None = None
    ) -> list[Estimate]:
        """Return estimates in the order of the starts. Never fails: without the router each is by air line, or none."""
        [estimates] = await self.etas_by_profile(to, [(profile, starts)], streets=streets)
        return estimates

    async def streets(self) -> Streets:
        """Return the streets as they are now, for several requests."""
        async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:  # released before the router is called
            rows = await conn.fetch(_STREETS_NOW)
        if not rows:
            return Streets(None)
        city = rows[0]
        area = self._area(city)
        try:
            roads = await self._city_roads.of_version(city["version"], Path(city["folder"]))
        except RouterDown as down:
            return Streets(None, area=area, caveat=_failed(down, {}), timezone=city["timezone"])
        in_force = [(row["area"], row["wait_s"]) for row in rows if row["area"] is not None]
        return Streets(
            roads,
            tuple(shape for shape, wait_s in in_force if wait_s is None),
            tuple((shape, wait_s) for shape, wait_s in in_force if wait_s is not None),
            area,
            timezone=city["timezone"],
        )

    async def etas_by_profile(
        self,
        to: Position,
        starts: Sequence[tuple[VehicleProfile, Sequence[Position]]],
        *,
        streets: Streets | None = None,
    ) -> list[list[Estimate]]:
        """Like `etas_to`, in parallel for profiles that may use different roads; on `streets` read before."""
        streets = streets or await self.streets()
        return await asyncio.gather(*(self._etas(streets, to, group, profile) for profile, group in starts))

    async def _etas(
        self, streets: Streets, to: Position, starts: Sequence[Position], profile: VehicleProfile
    ) -> list[Estimate]:
        caveat = streets.caveat
        try:
            if streets.roads is not None:
                found = await self._by_road(streets.roads, streets, to, starts, profile)
                return [_too_far(each, start, streets) for each, start in zip(found, starts, strict=True)]
        except RouterDown as down:
            caveat = _failed(down, {"profile": profile.name})
        except DestinationOffNetwork:
            caveat = Caveat.SCENE_OFF_ROAD
            log.info("no road near the destination, using the air line", extra={"profile": profile.name})
        return [self._by_air_line(start, to, profile, streets, caveat) for start in starts]

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
        """Retry without the closures at either end: a crew in a closed street can leave it, or must get into it."""
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

    def _by_air_line(
        self, start: Position, to: Position, profile: VehicleProfile, streets: Streets, caveat: Caveat
    ) -> Estimate:
        """Return a guess, and none for an absurd distance."""
        away_m = distance_m(start, to)
        if away_m > AIR_LINE_MAX_M or _is_outside(start, streets):
            return Estimate(None, None, "air_line", caveat=Caveat.TOO_FAR)
        driven_m = away_m * self._detour_factor
        return Estimate(driven_m / profile.air_line_speed_mps, driven_m, "air_line", caveat=caveat)

    def _area(self, city: Record) -> ServiceArea:
        box = (city["west_deg"], city["south_deg"], city["east_deg"], city["north_deg"])
        return service_area(*box, margin_m=self._margin_m)


def _too_far(estimate: Estimate, start: Position, streets: Streets) -> Estimate:
    """Prefer, of two reasons for no estimate, the one that a person can act on."""
    is_far = estimate.caveat is Caveat.NO_ROAD and _is_outside(start, streets)
    return replace(estimate, caveat=Caveat.TOO_FAR) if is_far else estimate


def _is_outside(start: Position, streets: Streets) -> bool:
    return streets.area is not None and not streets.area.holds(start)


def _failed(down: RouterDown, about: Mapping[str, str]) -> Caveat:
    """Count and log it as what it is: a slow router is not a broken one."""
    caveat = Caveat.ROUTER_SLOW if isinstance(down, RouterSlow) else Caveat.ROUTER_DOWN
    ROUTER_FAILURES.labels(caveat).inc()
    message = "router slow, using the air line" if caveat is Caveat.ROUTER_SLOW else "router down, using the air line"
    log.warning(message, extra={"reason": str(down), **about})
    return caveat

"""Keep travel times current from the stations to where calls come from, and from anywhere to the stations."""

import logging
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from itertools import batched

import numpy as np

from base.database import ACQUIRE_TIMEOUT_S, Pool
from base.position import Position
from dispatch.domain import demand
from dispatch.domain.move_up import Floats
from dispatch.domain.move_up_order import COVER_GROUPS, CoverGroup, Station
from dispatch.store import cover_maps
from dispatch.store.cover_maps import KeptMap
from geo.roads.profiles import VehicleProfile, vehicle_profile
from geo.roads.travel_times import Estimate, Streets, TravelTimes

log = logging.getLogger(__name__)

GOOD_FOR = timedelta(hours=6)  # where calls come from changes by the season, not by the hour
MORE_CALLS_AFTER = timedelta(hours=1)
AGAIN_AFTER = timedelta(minutes=10)  # for a map made by air line, as the roads were unavailable
BY_AIR_LINE = "air line"
STARTS_AT_ONCE = 20  # others need the router too


async def refresh_cover(pool: Pool, travel_times: TravelTimes, *, now: datetime) -> int:
    """Return how many maps were rebuilt: those that are old, or whose stations or roads changed."""
    made = 0
    for group in COVER_GROUPS.values():
        made += await _refresh(pool, travel_times, group, now=now)
    return made


async def _refresh(pool: Pool, travel_times: TravelTimes, group: CoverGroup, *, now: datetime) -> int:
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        version, timezone = await cover_maps.city_of(conn)
        stations = await cover_maps.stations_for(conn, group)
        kept = (await cover_maps.load_maps(conn)).get(group.capability)
        calls = await cover_maps.newest_calls(conn, timezone=timezone)
        # Rebuilt for other stations or roads, and, so as not to do it every minute, once there are twice as many calls.
        made_of = f"{version} {[(each.id, each.position) for each in stations]} {len(calls).bit_length()}"
        if not stations or (kept and _is_good(kept, made_of, now)):
            return 0
    made = await _make(travel_times, group, stations, calls, made_of=made_of, now=now)
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        await cover_maps.save_map(conn, made)
    log.info("cover map made", extra={"capability": group.capability, "cells": made.demand.shape[1]})
    return 1


def _is_good(kept: KeptMap, made_of: str, now: datetime) -> bool:
    age = now - kept.made_at
    if kept.made_of == BY_AIR_LINE:
        return age < AGAIN_AFTER
    is_of_these_roads = kept.made_of.rpartition(" ")[0] == made_of.rpartition(" ")[0]
    return is_of_these_roads and age < (GOOD_FOR if kept.made_of == made_of else MORE_CALLS_AFTER)


async def _make(
    travel_times: TravelTimes,
    group: CoverGroup,
    stations: Sequence[Station],
    calls: Sequence[tuple[Position, int]],
    *,
    made_of: str,
    now: datetime,
) -> KeptMap:
    """Until there are calls, demand is placed at the stations."""
    known = [*calls, *((each.position, hour) for each in stations for hour in range(0, 24, 6))]
    cells = demand.by_cell((place, 1.0) for place, _ in known)
    at = [each.position for each in stations]
    middles = [Position(cell.lat, cell.lon) for cell in cells]
    profile = vehicle_profile(group.profile)
    to_cells, by_road = await _times(travel_times, at, middles, profile)
    to_stations, _ = await _times(travel_times, [*at, *middles], at, profile)
    return KeptMap(
        group.capability,
        now,
        made_of if by_road else BY_AIR_LINE,  # to be rebuilt as soon as the roads are available
        [each.id for each in stations],
        np.array([(place.lat, place.lon) for place in (*at, *middles)]),
        np.array(demand.by_hour(known, cells)),
        to_cells,
        to_stations,
    )


async def _times(
    travel_times: TravelTimes, starts: Sequence[Position], goals: Sequence[Position], profile: VehicleProfile
) -> tuple[Floats, bool]:
    """Start × goal in seconds, nan if there is no route; and whether all are by road."""
    streets = await travel_times.streets()
    found = [[each async for each in _to(travel_times, starts, goal, profile, streets)] for goal in goals]
    times = np.array([[np.nan if each.eta_s is None else each.eta_s for each in column] for column in found])
    return np.ascontiguousarray(times.T, dtype=np.float64), all(each.basis == "road" for row in found for each in row)


async def _to(
    travel_times: TravelTimes, starts: Sequence[Position], goal: Position, profile: VehicleProfile, streets: Streets
) -> AsyncIterator[Estimate]:
    for some in batched(starts, STARTS_AT_ONCE):
        for estimate in await travel_times.etas_to(goal, some, profile, streets=streets):
            yield estimate

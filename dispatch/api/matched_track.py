"""A track on the roads it was driven on: for replay, and for the real distance."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from base.database import ACQUIRE_TIMEOUT_S
from base.position import Position
from dispatch.api.desk import Desk
from dispatch.store import views
from geo.roads.map_match import POINTS_MAX, Matched
from geo.roads.profiles import VehicleProfile, vehicle_profile
from geo.roads.router import Roads, RouterDown
from tracking.history.track import Track
from tracking.history.trip_summary import changes_of
from tracking.movement.movement import Movement

MATCH_TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class OnRoads:
    """If `matched`, the places of the track are those on the road, otherwise as received."""

    track: Track
    matched: NDArray[np.bool_]
    distance_m: float


async def on_roads(desk: Desk, unit_id: str, track: Track) -> OnRoads | None:
    """None if there is no city, or its roads do not answer. Only moving parts are matched."""
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        roads = await desk.matching.current(conn)
        profile = vehicle_profile(await views.profile_of(conn, unit_id))
    if roads is None:
        return None
    lat, lon, matched, way_m = track.lat.copy(), track.lon.copy(), np.zeros(len(track), bool), 0.0
    try:
        for piece in _driven(track):
            found = await _match(roads, track, piece, profile)
            if found is None:
                continue
            way_m += found.distance_m
            for index, place in enumerate(found.places, piece.start):
                if place is not None:
                    lat[index], lon[index], matched[index] = place.lat, place.lon, True
    except RouterDown:
        return None
    return OnRoads(replace(track, lat=lat, lon=lon), matched, way_m)


async def _match(roads: Roads, track: Track, piece: slice, profile: VehicleProfile) -> Matched | None:
    part = track.pick(piece)
    places = [Position(lat, lon) for lat, lon in zip(part.lat.tolist(), part.lon.tolist(), strict=True)]
    return await roads.match(places, (part.at_us / 1e6).tolist(), profile, timeout_s=MATCH_TIMEOUT_S)


def _driven(track: Track) -> Iterator[slice]:
    """Each drive in pieces that meet in one fix; its first fix is where it stood before."""
    if not len(track):
        return
    changes = changes_of(track)
    ends = [change.at for change in changes[1:]] + [len(track) - 1]
    for change, end in zip(changes, ends, strict=True):
        if change.state is not Movement.MOVING:
            continue
        start = max(change.at - 1, 0)
        while start < end:
            yield slice(start, min(start + POINTS_MAX, end + 1))
            start += POINTS_MAX - 1

"""Matches a track to the roads it was driven on, by Valhalla's Meili."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from base.position import Position, distance_m
from geo.geometry.polyline import decode_polyline6
from geo.roads.profiles import VehicleProfile
from geo.roads.reach import ask_valhalla

if TYPE_CHECKING:
    from valhalla import Actor

POINTS_MAX = 500  # per request: some tenths of a second, in a thread that others wait for
GPS_ACCURACY_M = 10.0
SEARCH_RADIUS_M = 60.0
WANTED = ("shape", "matched.point", "matched.type")
UNMATCHED = "unmatched"


@dataclass(frozen=True, slots=True)
class Matched:
    """One place per input place; null where no road was near. `distance_m` is along the roads."""

    places: tuple[Position | None, ...]
    distance_m: float


def match(actor: "Actor", places: Sequence[Position], at_s: Sequence[float], profile: VehicleProfile) -> Matched | None:
    """Match at most POINTS_MAX places, oldest first; None if they do not form a route on the roads."""
    from valhalla import ValhallaError  # noqa: PLC0415 - heavy; the API must be back at once after a crash

    shape = [{"lat": place.lat, "lon": place.lon, "time": time_s} for place, time_s in zip(places, at_s, strict=True)]
    try:
        answer = ask_valhalla(
            actor.trace_attributes,
            profile,
            shape=shape,
            shape_match="map_snap",
            trace_options={"gps_accuracy": GPS_ACCURACY_M, "search_radius": SEARCH_RADIUS_M},
            filters={"attributes": WANTED, "action": "include"},
        )
    except ValhallaError:
        return None
    found = tuple(
        None if point["type"] == UNMATCHED else Position(point["lat"], point["lon"])
        for point in answer["matched_points"]
    )
    way = [Position(lat, lon) for lon, lat in decode_polyline6(answer["shape"])]
    return Matched(found, sum(distance_m(a, b) for a, b in pairwise(way)))

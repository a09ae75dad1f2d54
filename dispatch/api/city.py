"""The city: its box and its map, its places by name, and the route from one place to another."""

from pathlib import Path
from typing import Annotated

from fastapi import Query
from pydantic import AfterValidator
from starlette.responses import FileResponse, Response

from base.database import ACQUIRE_TIMEOUT_S
from base.position import Position
from core.domain.refusals import Invalid, NotFound
from dispatch.api.access import Anybody
from dispatch.api.answers import answer
from dispatch.api.bodies import visible
from dispatch.api.desk import Desk, DeskAtHand
from dispatch.api.heavy_reads import IN_TURN
from dispatch.api.version_1 import version_1
from dispatch.domain.candidate import Basis
from dispatch.store import city
from dispatch.store.own_places import own_places
from dispatch.views.city import CityOut, DistanceFrom, FoundPlaceOut, Way
from dispatch.views.geometry import place
from geo.roads.profiles import VehicleProfile, VehicleProfileUnknown, vehicle_profile
from geo.search.found_place import Place
from geo.search.gazetteer import search_places

router = version_1()

PMTILES = "application/vnd.pmtiles"

PlaceText = Annotated[str, Query(max_length=100, description="lat,lon in degrees")]


class PlaceUnreadable(Invalid):
    code = "invalid_position"


class UnknownProfile(Invalid):
    code = "unknown_profile"


class NoBasemap(NotFound):
    code = "no_basemap"


class Basemap(FileResponse):
    media_type = PMTILES


@router.get("/city", response_model=CityOut)
async def get_city(_: Anybody, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer((await city.get_city(conn)).view())


@router.get("/city/basemap.pmtiles", response_class=Basemap)
async def get_basemap(_: Anybody, desk: DeskAtHand) -> Response:
    """In pieces, by `Range`; never to be mixed with those of another version: see `ETag`."""
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        current = await city.get_city(conn)
    basemap = Path(current.folder) / "basemap.pmtiles"
    if not basemap.is_file():
        raise NoBasemap("the city has no basemap")
    return FileResponse(basemap, media_type=PMTILES, headers={"Cache-Control": "private, no-cache"})


@router.get("/places", response_model=list[FoundPlaceOut])
async def get_places(
    _: Anybody,
    desk: DeskAtHand,
    q: Annotated[str, Query(min_length=1, max_length=200), AfterValidator(visible)],
    near: PlaceText | None = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Response:
    """Distances are from `near`, else from the middle of the city: `distance_from` says which."""
    asked = _place(near, "near") if near else None
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        middle = asked or await city.middle(conn)
        found = await search_places(conn, q, middle, limit, own=await own_places(conn))
    return answer([_with_distance_from(each, "near" if asked else "city_middle") for each in found])


def _with_distance_from(found: Place, start: DistanceFrom) -> FoundPlaceOut:
    return FoundPlaceOut(
        kind=found.kind,
        name=found.name,
        detail=found.detail,
        position=place(found.position),
        distance_m=found.distance_m,
        category=found.category,
        area=found.area,
        crosses=found.crosses,
        house_number=found.house_number,
        number_basis=found.number_basis,
        is_unnamed=found.is_unnamed,
        roster_id=found.roster_id,
        distance_from=start if found.distance_m is not None else None,
    )


@router.get("/routes", dependencies=[IN_TURN], response_model=Way)
async def get_route(
    _: Anybody,
    desk: DeskAtHand,
    start: Annotated[PlaceText, Query(alias="from")],
    to: PlaceText,
    profile: Annotated[str, Query(max_length=64)] = "ambulance",
) -> Response:
    """By road where the router answers; otherwise by air line, marked, and without a polyline. `caveat` says why."""
    try:
        vehicle = vehicle_profile(profile)
    except VehicleProfileUnknown as unknown:
        raise UnknownProfile(str(unknown), profile=profile) from None
    way = await _way(desk, _place(start, "from"), _place(to, "to"), vehicle)
    return answer(way)


async def _way(desk: Desk, start: Position, to: Position, vehicle: VehicleProfile) -> Way:
    (estimate,) = await desk.travel_times.etas_to(to, [start], vehicle)
    polyline6 = estimate.route.polyline6 if estimate.route else None
    return Way(
        eta_s=estimate.eta_s,
        distance_m=estimate.distance_m,
        polyline6=polyline6,
        basis=Basis(estimate.basis),
        caveat=estimate.caveat,
    )


def _place(text: str, name: str) -> Position:
    lat, _, lon = text.partition(",")
    try:
        return Position(float(lat), float(lon))
    except ValueError:
        raise PlaceUnreadable(f"`{name}` must be lat,lon in degrees, as in -7.63,111.52", field=name) from None

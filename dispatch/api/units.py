"""Units: what they can do now, where they are and where they were."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from core.domain.actor import Role
from core.domain.refusals import Invalid
from dispatch.api.access import Anybody, Sender
from dispatch.api.answers import answer
from dispatch.api.bodies import Changes, Code, Moment, UnitIdInPath, Words
from dispatch.api.commands import SenderCommand
from dispatch.api.desk import Desk, DeskAtHand
from dispatch.api.heavy_reads import IN_TURN
from dispatch.api.matched_track import on_roads
from dispatch.api.track_shapes import TRACK_POINTS_MAX, GeoJson, UnitTrack, as_geojson, track_feature
from dispatch.api.version_1 import version_1
from dispatch.commands.set_unit_service import UnitChanges, set_unit_service
from dispatch.domain.visibility import all_as_seen
from dispatch.store import units, views
from dispatch.views.board import PlacedUnitOut, UnitOut
from dispatch.views.tracks import TrackOut
from tracking.history.track import read_track

router = version_1("/units")

TRACK_DEFAULT = timedelta(hours=1)
TRACK_MAX = timedelta(days=7)
MATCHED_MAX = timedelta(days=1)


class PeriodNotPlausible(Invalid):
    code = "period_not_plausible"


class UnitChangesIn(Changes):
    in_service: bool | None = None
    staffed: bool | None = None
    reason: Words | None = None
    station_id: Code | None = None


@router.get("", response_model=list[PlacedUnitOut])
async def get_units(account: Anybody, desk: DeskAtHand, *, retired: Annotated[bool, Query()] = False) -> Response:
    """The fleet; or the retired units."""
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        found = await (views.retired_units(conn) if retired else views.all_units(conn))
    if account.role is Role.CREW:
        found = [unit for unit in found if unit.unit_id == account.unit_id]
    return answer(all_as_seen("units", found, account.role))


@router.patch("/{unit_id}", response_model=UnitOut)
async def patch_unit(unit_id: UnitIdInPath, body: UnitChangesIn, command: SenderCommand) -> Response:
    changes = UnitChanges(**body.given())
    return await command.run(lambda conn: set_unit_service(conn, unit_id, changes, by=command.by, now=command.now))


@router.get("/{unit_id}/track", dependencies=[IN_TURN], response_class=GeoJson, response_model=TrackOut)
async def get_track(
    unit_id: UnitIdInPath,
    _: Sender,
    desk: DeskAtHand,
    start: Annotated[Moment | None, Query(alias="from")] = None,
    end: Annotated[Moment | None, Query(alias="to")] = None,
    *,
    matched: Annotated[bool, Query(description="on the roads it was driven on")] = False,
) -> Response:
    """By default the last hour; GeoJSON."""
    track = await read_unit_track(desk, unit_id, start, end)
    if not matched:
        return as_geojson(track_feature(track))
    if track.end - track.start > MATCHED_MAX:
        raise PeriodNotPlausible(f"on roads at most {MATCHED_MAX.days} day")
    on_road = await on_roads(desk, unit_id, track.shown)
    if on_road is None:
        return as_geojson(track_feature(track, matched=None, road_distance_m=None))
    laid = replace(track, points=on_road.track)
    told = track_feature(laid, matched=on_road.matched.tolist(), road_distance_m=on_road.distance_m)
    return as_geojson(told)


async def read_unit_track(desk: Desk, unit_id: str, start: datetime | None, end: datetime | None) -> UnitTrack:
    """Raises UnknownUnit, PeriodNotPlausible."""
    end = end or desk.now()
    start = start or end - TRACK_DEFAULT
    if not timedelta() < end - start <= TRACK_MAX:
        raise PeriodNotPlausible(f"`from` must lie before `to`, and at most {TRACK_MAX.days} days")
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        await units.get_unit(conn, unit_id)
        points = await read_track(conn, unit_id, start=start, end=end, limit=TRACK_POINTS_MAX + 1)
    return UnitTrack(unit_id, start, end, points)

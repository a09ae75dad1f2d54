"""Who drove where: a unit's track as GPX, all units of an incident, and who was near a place."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S, Connection
from base.position import Position
from dispatch.api.access import Sender
from dispatch.api.answers import answer
from dispatch.api.bodies import Moment, UnitIdInPath
from dispatch.api.desk import DeskAtHand
from dispatch.api.heavy_reads import IN_TURN
from dispatch.api.track_shapes import TRACK_POINTS_MAX, GeoJson, Gpx, UnitTrack, as_geojson, as_gpx, driven_feature
from dispatch.api.units import PeriodNotPlausible, read_unit_track
from dispatch.api.version_1 import version_1
from dispatch.domain.refusals import UnknownIncident
from dispatch.store import views
from dispatch.views.board import AssignmentOut, IncidentOut
from dispatch.views.tracks import IncidentTracksOut, TrackedIncidentOut
from tracking.history.nearby import UnitNear, units_near
from tracking.history.track import read_track

router = version_1()

NEAR_PERIOD_MAX = timedelta(hours=24)
NEAR_RADIUS_MAX_M = 5_000


@router.get("/units/{unit_id}/track.gpx", dependencies=[IN_TURN], response_class=Gpx)
async def get_gpx(
    unit_id: UnitIdInPath,
    _: Sender,
    desk: DeskAtHand,
    start: Annotated[Moment | None, Query(alias="from")] = None,
    end: Annotated[Moment | None, Query(alias="to")] = None,
) -> Response:
    return as_gpx([await read_unit_track(desk, unit_id, start, end)], name="track")


@router.get(
    "/incidents/{incident_id}/tracks", dependencies=[IN_TURN], response_class=GeoJson, response_model=IncidentTracksOut
)
async def get_incident_tracks(incident_id: UUID, _: Sender, desk: DeskAtHand) -> Response:
    """For each assignment the track from the order to its release, for replay; GeoJSON."""
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        incident, driven = await _incident_tracks(conn, incident_id, now=desk.now())
    return as_geojson(
        IncidentTracksOut(
            type="FeatureCollection",
            incident=TrackedIncidentOut(id=incident_id, number=incident.number, position=incident.position),
            features=[driven_feature(each, assignment) for assignment, each in driven],
        )
    )


@router.get("/incidents/{incident_id}/tracks.gpx", dependencies=[IN_TURN], response_class=Gpx)
async def get_incident_gpx(incident_id: UUID, _: Sender, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        incident, driven = await _incident_tracks(conn, incident_id, now=desk.now())
    return as_gpx([each for _, each in driven], name=incident.number)


@router.get("/whereabouts", dependencies=[IN_TURN], response_model=list[UnitNear])
async def get_whereabouts(
    _: Sender,
    desk: DeskAtHand,
    lat: Annotated[float, Query(ge=-90, le=90)],
    lon: Annotated[float, Query(ge=-180, le=180)],
    start: Annotated[Moment, Query(alias="from")],
    end: Annotated[Moment, Query(alias="to")],
    radius_m: Annotated[float, Query(gt=0, le=NEAR_RADIUS_MAX_M)] = 100,
) -> Response:
    """Units within a distance of a place between two times, by the stored fixes; first arrivals first."""
    if not timedelta() < end - start <= NEAR_PERIOD_MAX:
        raise PeriodNotPlausible("`from` must lie before `to`, and at most a day")
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await units_near(conn, Position(lat, lon), radius_m=radius_m, start=start, end=end))


async def _incident_tracks(
    conn: Connection, incident_id: UUID, *, now: datetime
) -> tuple[IncidentOut, list[tuple[AssignmentOut, UnitTrack]]]:
    """Raises UnknownIncident."""
    found = await views.incidents(conn, [incident_id])
    if not found:
        raise UnknownIncident("no such incident", incident_id=incident_id)
    driven = [
        (assignment, await _driven(conn, assignment, now=now))
        for assignment in await views.assignments_of(conn, incident_id)
    ]
    return found[0], driven


async def _driven(conn: Connection, assignment: AssignmentOut, *, now: datetime) -> UnitTrack:
    unit_id, start, end = assignment.unit_id, assignment.dispatched_at, assignment.released_at or now
    points = await read_track(conn, unit_id, start=start, end=end, limit=TRACK_POINTS_MAX + 1)
    return UnitTrack(unit_id, start, end, points)

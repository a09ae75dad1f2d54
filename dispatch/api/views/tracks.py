"""Tracks as GeoJSON, and who was near a place."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from starlette.responses import JSONResponse, Response

from dispatch.api.bodies import Body
from dispatch.api.track_shapes import GEOJSON, GPX
from dispatch.api.views.board import PlaceOut
from dispatch.domain.assignment import AssignmentStatus
from tracking.history.trip_summary import Stretch

type LonLat = Annotated[list[float], Field(min_length=2, max_length=2)]


class GeoJson(JSONResponse):
    media_type = GEOJSON


class Gpx(Response):
    media_type = GPX


class LineOut(Body):
    type: Literal["LineString"]
    coordinates: list[LonLat]


class AreaOut(Body):
    type: Literal["Polygon"]
    coordinates: list[list[LonLat]]


class TrackFactsOut(Body):
    """Lists go along the points; `complete`: no points were left out for being too many."""

    unit_id: str
    from_: datetime = Field(alias="from")
    to: datetime
    complete: bool
    distance_m: float
    movement: list[Stretch]
    fixed_at: list[datetime]
    speed_mps: list[float | None]
    course_deg: list[float | None]
    accuracy_m: list[float | None]
    late: list[bool]


class UnitTrackFactsOut(TrackFactsOut):
    """Asked for on roads: which points lie on one, and how far it was; null where the roads did not answer."""

    matched: list[bool] | None = None
    road_distance_m: float | None = None


class DrivenFactsOut(TrackFactsOut):
    assignment_id: UUID
    status: AssignmentStatus


class TrackOut(Body):
    type: Literal["Feature"]
    geometry: LineOut | None
    properties: UnitTrackFactsOut


class DrivenOut(Body):
    """Of one assignment the way from the order to its release."""

    type: Literal["Feature"]
    geometry: LineOut | None
    properties: DrivenFactsOut


class TrackedIncidentOut(Body):
    id: UUID
    number: str
    position: PlaceOut


class IncidentTracksOut(Body):
    type: Literal["FeatureCollection"]
    incident: TrackedIncidentOut
    features: list[DrivenOut]

"""Tracks as GeoJSON, and who was near a place."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType
from pydantic import GetPydanticSchema

from base.view import MomentText, View
from dispatch.domain.assignment import AssignmentStatus
from dispatch.views.geometry import LineOut, PlaceOut
from tracking.history.trip_summary import Stretch


class TrackFactsOut(View, frozen=True):
    """Lists follow the points; `complete`: no points were left out to limit their number."""

    unit_id: str
    from_: datetime = msgspec.field(name="from")
    to: datetime
    complete: bool
    distance_m: float
    movement: Sequence[Stretch]
    fixed_at: list[MomentText]
    speed_mps: list[float | None]
    course_deg: list[float | None]
    accuracy_m: list[float | None]
    late: list[bool]


class UnitTrackFactsOut(TrackFactsOut, frozen=True):
    """For a track on roads: which points are on one, and the distance; null if the roads did not answer."""

    matched: Annotated[
        list[bool] | UnsetType | None, GetPydanticSchema(lambda _, handler: handler(list[bool] | None))
    ] = UNSET
    road_distance_m: Annotated[
        float | UnsetType | None, GetPydanticSchema(lambda _, handler: handler(float | None))
    ] = UNSET


class DrivenFactsOut(TrackFactsOut, frozen=True):
    assignment_id: UUID
    status: AssignmentStatus


class TrackOut(View, frozen=True):
    type: Literal["Feature"]
    geometry: LineOut | None
    properties: UnitTrackFactsOut


class DrivenOut(View, frozen=True):
    """The track of one assignment from the order to its release."""

    type: Literal["Feature"]
    geometry: LineOut | None
    properties: DrivenFactsOut


class TrackedIncidentOut(View, frozen=True):
    id: UUID
    number: str
    position: PlaceOut


class IncidentTracksOut(View, frozen=True):
    type: Literal["FeatureCollection"]
    incident: TrackedIncidentOut
    features: list[DrivenOut]

"""A track as GeoJSON and as GPX."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from msgspec import UNSET, UnsetType
from starlette.responses import JSONResponse, Response

from dispatch.api.answers import encode
from dispatch.views.board import AssignmentOut
from dispatch.views.geometry import LineOut
from dispatch.views.tracks import (
    DrivenFactsOut,
    DrivenOut,
    IncidentTracksOut,
    TrackFactsOut,
    TrackOut,
    UnitTrackFactsOut,
)
from tracking.history.track import Floats, Track
from tracking.history.trip_summary import journey_of

GEOJSON, GPX = "application/geo+json", "application/gpx+xml"
TRACK_POINTS_MAX = 100_000  # a day at one fix a second, and some
PLACE_DECIMALS = 7  # a centimetre
DECIMALS = 2  # single precision in the database: more digits would be made up
SECOND_US = 1_000_000


class GeoJson(JSONResponse):
    media_type = GEOJSON


class Gpx(Response):
    media_type = GPX


@dataclass(frozen=True, slots=True)
class UnitTrack:
    """Read with one point more than is shown, to tell whether it is complete."""

    unit_id: str
    start: datetime
    end: datetime
    points: Track

    @property
    def shown(self) -> Track:
        return self.points.pick(slice(TRACK_POINTS_MAX))


def track_feature(
    track: UnitTrack,
    *,
    matched: list[bool] | UnsetType | None = UNSET,
    road_distance_m: float | UnsetType | None = UNSET,
) -> TrackOut:
    facts = _facts(track, UnitTrackFactsOut, matched=matched, road_distance_m=road_distance_m)
    return TrackOut(type="Feature", geometry=_line(track.shown), properties=facts)


def driven_feature(track: UnitTrack, assignment: AssignmentOut) -> DrivenOut:
    facts = _facts(track, DrivenFactsOut, assignment_id=assignment.id, status=assignment.status)
    return DrivenOut(type="Feature", geometry=_line(track.shown), properties=facts)


def _line(shown: Track) -> LineOut | None:
    """A line has at least two points; a single point is repeated, and none is no geometry."""
    line = np.round(np.column_stack((shown.lon, shown.lat)), PLACE_DECIMALS).tolist()
    return LineOut(type="LineString", coordinates=line * 2 if len(line) == 1 else line) if line else None


def _facts[Shape: TrackFactsOut](track: UnitTrack, shape: type[Shape], **more: Any) -> Shape:
    shown = track.shown
    journey = journey_of(shown)
    return shape(
        unit_id=track.unit_id,
        from_=track.start,
        to=track.end,
        complete=len(track.points) == len(shown),
        distance_m=journey.distance_m,
        movement=journey.stretches,
        fixed_at=_times(shown),
        speed_mps=_or_null(shown.speed_mps),
        course_deg=_or_null(shown.course_deg),
        accuracy_m=_or_null(shown.accuracy_m),
        late=shown.late.tolist(),
        **more,
    )


def as_geojson(shape: TrackOut | IncidentTracksOut) -> Response:
    return Response(encode(shape), media_type=GEOJSON)


def as_gpx(tracks: Iterable[UnitTrack], *, name: str) -> Response:
    """GPX 1.1, a `trk` for each unit."""
    body = "".join(_trk(track) for track in tracks)
    document = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<gpx version="1.1" creator="Sigap 112" xmlns="http://www.topografix.com/GPX/1/1">{body}</gpx>'
    )
    return Response(document, media_type=GPX, headers={"Content-Disposition": f'attachment; filename="{name}.gpx"'})


def _trk(track: UnitTrack) -> str:
    shown = track.shown
    points = "".join(
        f'<trkpt lat="{lat:.7f}" lon="{lon:.7f}"><time>{at}</time></trkpt>'
        for lat, lon, at in zip(shown.lat.tolist(), shown.lon.tolist(), _times(shown), strict=True)
    )
    return f"<trk><name>{escape(track.unit_id)}</name><trkseg>{points}</trkseg></trk>"


def _times(track: Track) -> list[str]:
    """RFC 3339 in UTC; with fractions only if there are any."""
    at = track.at_us.astype("datetime64[us]")
    texts: list[str] = (
        np.datetime_as_string(at, unit="us" if (track.at_us % SECOND_US).any() else "s", timezone="UTC")
    ).tolist()
    return texts


def _or_null(values: Floats) -> list[float | None]:
    rounded: list[float | None] = np.round(values, DECIMALS).tolist()
    if not np.isnan(values).any():
        return rounded
    return [None if value != value else value for value in rounded]  # noqa: PLR0124 - only nan differs from itself

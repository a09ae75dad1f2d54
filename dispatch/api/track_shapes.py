"""A track as GeoJSON and as GPX."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from starlette.responses import Response

from dispatch.api.answers import encode
from tracking.fix import Fix
from tracking.journey import journey_of
from tracking.store import TrackPoint

GEOJSON, GPX = "application/geo+json", "application/gpx+xml"
TRACK_POINTS_MAX = 100_000  # a day at one fix a second, and some


@dataclass(frozen=True, slots=True)
class UnitTrack:
    """Read with one point more than is shown, to tell whether that is all."""

    unit_id: str
    start: datetime
    end: datetime
    points: Sequence[TrackPoint]

    @property
    def shown(self) -> Sequence[TrackPoint]:
        return self.points[:TRACK_POINTS_MAX]


def feature(track: UnitTrack, **more: Any) -> dict[str, Any]:
    """A line has two points at least; one point stands twice, and none is no geometry."""
    shown = track.shown
    line = [[point.position.lon, point.position.lat] for point in shown]
    journey = journey_of([_fix(track.unit_id, point) for point in shown])
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": line * 2 if len(line) == 1 else line} if line else None,
        "properties": {
            "unit_id": track.unit_id,
            "from": track.start,
            "to": track.end,
            "complete": len(track.points) == len(shown),
            "distance_m": journey.distance_m,
            "movement": [asdict(stretch) for stretch in journey.stretches],
            "fixed_at": [point.fixed_at for point in shown],
            "speed_mps": [point.speed_mps for point in shown],
            "course_deg": [point.course_deg for point in shown],
            "accuracy_m": [point.accuracy_m for point in shown],
            "late": [point.late for point in shown],
            **more,
        },
    }


def as_geojson(shape: dict[str, Any]) -> Response:
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
    points = "".join(
        f'<trkpt lat="{point.position.lat:.7f}" lon="{point.position.lon:.7f}">'
        f"<time>{point.fixed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}</time></trkpt>"
        for point in track.shown
    )
    return f"<trk><name>{escape(track.unit_id)}</name><trkseg>{points}</trkseg></trk>"


def _fix(unit_id: str, point: TrackPoint) -> Fix:
    return Fix(
        device_id=unit_id,
        fixed_at=point.fixed_at,
        lat=point.position.lat,
        lon=point.position.lon,
        accuracy_m=point.accuracy_m,
        speed_mps=point.speed_mps,
        course_deg=point.course_deg,
    )

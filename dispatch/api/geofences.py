"""Geofences: the list and the units inside; areas are drawn and removed."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from shapely import Polygon
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from base.position import Position
from core.domain.refusals import Invalid
from dispatch.api.access import AtTheDesk
from dispatch.api.answers import answer
from dispatch.api.bodies import Body, Line
from dispatch.api.closures import PolygonIn
from dispatch.api.commands import SenderCommand
from dispatch.api.desk import DeskAtHand
from dispatch.api.version_1 import version_1
from dispatch.setup.draw_geofence import draw_geofence, remove_geofence
from dispatch.store import geofences
from dispatch.views.city import GeofenceOut, InhabitedFenceOut
from geo.geometry.closed_area import closed_polygon
from geo.geometry.geofence import circle

router = version_1("/geofences")

RADIUS_MAX_M = 10_000.0


class GeofenceInvalid(Invalid):
    code = "geofence_invalid"


class PointIn(Body):
    type: Literal["Point"]
    coordinates: Annotated[list[float], Field(min_length=2, max_length=2)]


class GeofenceIn(Body):
    name: Annotated[Line, Field(max_length=100)]
    geometry: Annotated[PolygonIn | PointIn, Field(discriminator="type")]
    radius_m: float | None = Field(default=None, gt=0, le=RADIUS_MAX_M, description="around a Point")

    def shape(self) -> Polygon:
        """Raises GeofenceInvalid."""
        if (self.radius_m is None) == isinstance(self.geometry, PointIn):
            raise GeofenceInvalid("a Point needs `radius_m`, a Polygon must not have it")
        try:
            if isinstance(self.geometry, PolygonIn):
                return closed_polygon([Position(lat, lon) for lon, lat in self.geometry.coordinates[0]])
            lon, lat = self.geometry.coordinates
            return circle(Position(lat, lon), self.radius_m or 0.0)
        except ValueError as error:
            raise GeofenceInvalid(str(error)) from error


@router.get("", response_model=list[InhabitedFenceOut])
async def get_geofences(_: AtTheDesk, desk: DeskAtHand) -> Response:
    """Stations, hospitals, open scenes and drawn areas, each with the units inside."""
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await geofences.list_views(conn, desk.settings.positions))


@router.post("", status_code=201, response_model=GeofenceOut)
async def post_geofence(body: GeofenceIn, command: SenderCommand) -> Response:
    shape = body.shape()
    return await command.run(
        lambda conn: draw_geofence(conn, body.name, shape, by=command.by, now=command.now), status=201
    )


@router.delete("/{geofence_id}", response_model=GeofenceOut)
async def delete_geofence(geofence_id: UUID, command: SenderCommand) -> Response:
    return await command.run(lambda conn: remove_geofence(conn, geofence_id, by=command.by, now=command.now))

"""Closures: streets and areas that the roads must avoid for a while."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from shapely import Polygon
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from base.position import Position
from core.domain.refusals import Invalid
from dispatch.api.access import Anybody
from dispatch.api.answers import answer
from dispatch.api.bodies import Body, Moment, Words
from dispatch.api.commands import OverseerCommand, SenderCommand
from dispatch.api.desk import DeskAtHand
from dispatch.api.version_1 import version_1
from dispatch.commands.close_street import NewClosure, close_street, open_street
from dispatch.domain.visibility import all_as_seen
from dispatch.views.closures import ClosureOut, closure_view
from geo.geometry.closed_area import BUFFER_M, closed_polygon, closed_street
from geo.roads import closures
from geo.roads.closures import ClosureKind

router = version_1("/closures")

WAIT_MAX_S = 3600.0

POINTS_MAX = 1000
BUFFER_MAX_M = 500.0

type Point = Annotated[list[float], Field(min_length=2, max_length=2)]
type Points = Annotated[list[Point], Field(min_length=2, max_length=POINTS_MAX)]


class ClosureInvalid(Invalid):
    code = "closure_invalid"


class PolygonIn(Body):
    """GeoJSON; the outer ring only."""

    type: Literal["Polygon"]
    coordinates: Annotated[list[Points], Field(min_length=1, max_length=1)]


class LineIn(Body):
    type: Literal["LineString"]
    coordinates: Points


class ClosureIn(Body):
    kind: Annotated[ClosureKind, Field(strict=False)] = ClosureKind.CLOSURE
    geometry: Annotated[PolygonIn | LineIn, Field(discriminator="type")]
    buffer_m: float = Field(default=BUFFER_M, gt=0, le=BUFFER_MAX_M, description="to each side of a LineString")
    reason: Words | None = None
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    wait_s: float | None = Field(
        default=None, gt=0, le=WAIT_MAX_S, description="passed after so long a wait, not closed"
    )

    def area(self) -> Polygon:
        """Raises ClosureInvalid."""
        try:
            if isinstance(self.geometry, LineIn):
                return closed_street(_positions(self.geometry.coordinates), self.buffer_m)
            return closed_polygon(_positions(self.geometry.coordinates[0]))
        except ValueError as error:
            raise ClosureInvalid(str(error)) from error


@router.post("", status_code=201, response_model=ClosureOut)
async def post_closure(body: ClosureIn, command: SenderCommand) -> Response:
    new = NewClosure(body.kind, body.area(), body.reason, body.starts_at, body.ends_at, body.wait_s)
    return await command.run(lambda conn: close_street(conn, new, by=command.by, now=command.now), status=201)


@router.get("", response_model=list[ClosureOut])
async def get_closures(account: Anybody, desk: DeskAtHand) -> Response:
    """Those in force and those planned."""
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        standing = [closure_view(closure) for closure in await closures.standing(conn, at=desk.now())]
    return answer(all_as_seen("closures", standing, account.role))


@router.delete("/{closure_id}", response_model=ClosureOut)
async def delete_closure(closure_id: UUID, command: OverseerCommand) -> Response:
    """Opens the street; the closure stays in the history."""
    return await command.answering("closures").run(
        lambda conn: open_street(conn, closure_id, by=command.by, now=command.now)
    )


def _positions(points: list[Point]) -> list[Position]:
    return [Position(lat, lon) for lon, lat in points]

"""Warn about units whose route leads through a street that is closed now."""

from collections.abc import Sequence
from datetime import datetime

from shapely.geometry import LineString, Point
from shapely.ops import substring

from base.database import ACQUIRE_TIMEOUT_S, Pool
from base.position import Position
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from dispatch.domain.alert import AlertDetail, AlertKind
from dispatch.domain.assignment import Assignment
from dispatch.steps.raise_alert import raise_about
from dispatch.store import assignments
from geo.geometry.polyline import decode_polyline6
from geo.roads import closures
from geo.roads.closures import Closure

TIMER = SystemActor("closure_timer")


async def raise_closed_routes(pool: Pool, *, now: datetime) -> int:
    """Return how many alerts were raised. Safe to run twice at once: each assignment has at most one alert."""
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        standing = await closures.closed_at(conn, at=now)
        under_way = await assignments.under_way_without_alert(conn, AlertKind.ROUTE_CLOSED) if standing else []
    raised = 0
    for assignment, position in under_way:
        closure = closure_ahead(standing, assignment, position)
        if closure is not None:
            async with commit_and_ring(pool) as conn:
                detail: AlertDetail = {"closure_id": closure.id, "kind": closure.kind, "reason": closure.reason}
                raised += await raise_about(conn, AlertKind.ROUTE_CLOSED, assignment, by=TIMER, at=now, detail=detail)
    return raised


def closure_ahead(standing: Sequence[Closure], assignment: Assignment, position: Position | None) -> Closure | None:
    """The first closure on the rest of the route; on the whole route if the unit is not known to have moved."""
    points = decode_polyline6(assignment.polyline6 or "")
    if len(points) < 2:
        return None
    whole = LineString(points)
    driven = whole.project(Point(position.lon, position.lat)) if position else 0.0
    ahead = substring(whole, driven, whole.length)
    return next((closure for closure in standing if closure.area.intersects(ahead)), None)

"""Streets and areas that the roads must avoid for a while."""

from datetime import datetime
from uuid import UUID

from base.view import View
from dispatch.views.geometry import AreaOut, area
from geo.roads.closures import Closure, ClosureKind


class ClosureOut(View, frozen=True):
    id: UUID
    kind: ClosureKind
    reason: str | None
    geometry: AreaOut
    starts_at: datetime
    ends_at: datetime | None
    created_at: datetime
    created_by: str
    wait_s: float | None


def closure_view(closure: Closure) -> ClosureOut:
    return ClosureOut(
        id=closure.id,
        kind=closure.kind,
        reason=closure.reason,
        geometry=area(closure.area),
        starts_at=closure.starts_at,
        ends_at=closure.ends_at,
        created_at=closure.created_at,
        created_by=closure.created_by,
        wait_s=closure.wait_s,
    )

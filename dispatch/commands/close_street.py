"""Close a street or an area for a while, and open it again."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shapely import Polygon

from base.database import Connection
from core.domain.actor import Account
from core.domain.ids import new_id
from core.domain.refusals import Invalid
from dispatch.domain.events.city import StreetClosed, StreetOpened
from dispatch.domain.refusals import UnknownClosure
from dispatch.store import event_log
from dispatch.views.closures import ClosureOut, closure_view
from geo.roads import closures
from geo.roads.closures import Closure, ClosureKind


class ClosureWindowInvalid(Invalid):
    code = "closure_window_invalid"


@dataclass(frozen=True, slots=True)
class NewClosure:
    """`starts_at` null: now; `ends_at` null: until somebody opens it; `wait_s`: units pass after this wait."""

    kind: ClosureKind
    area: Polygon
    reason: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    wait_s: float | None = None


async def close_street(conn: Connection, new: NewClosure, *, by: Account, now: datetime) -> ClosureOut:
    """Raises ClosureWindowInvalid: it would end before it starts, or has ended already."""
    starts_at = new.starts_at or now
    if new.ends_at is not None and new.ends_at <= max(starts_at, now):
        raise ClosureWindowInvalid("the closure would end before it begins", ends_at=new.ends_at)
    closure = Closure(new_id(), new.kind, new.reason, new.area, starts_at, new.ends_at, now, by.name, new.wait_s)
    await closures.add_closure(conn, closure)
    return await _log(conn, StreetClosed, closure, by=by, now=now)


async def open_street(conn: Connection, closure_id: UUID, *, by: Account, now: datetime) -> ClosureOut:
    """Raises UnknownClosure: there is none, or it has ended."""
    closure = await closures.end_closure(conn, closure_id, at=now)
    if closure is None:
        raise UnknownClosure("no such closure stands", closure_id=closure_id)
    return await _log(conn, StreetOpened, closure, by=by, now=now)


async def _log(
    conn: Connection, what: type[StreetClosed] | type[StreetOpened], closure: Closure, *, by: Account, now: datetime
) -> ClosureOut:
    view = closure_view(closure)
    await event_log.append(conn, what(closure=view), by=by, at=now)
    return view

"""Add one more place where a caller may be; none is ever discarded."""

from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account
from dispatch.domain.call import CallerLocation
from dispatch.domain.events.calls import CallerLocated
from dispatch.store import calls, event_log


async def locate_caller(
    conn: Connection,
    call_id: UUID,
    location: CallerLocation,
    *,
    joined_to: UUID | None,
    by: Account,
    now: datetime,
) -> None:
    """The call is locked, and so is the incident it is joined to."""
    location_id = await calls.add_location(
        conn,
        call_id,
        location.position,
        source=location.source,
        accuracy_m=location.accuracy_m,
        confidence=location.confidence,
        measured_at=location.measured_at,
        received_at=now,
    )
    located = CallerLocated(call_id=call_id, location_id=location_id, source=location.source, joined_to=joined_to)
    await event_log.append(conn, located, by=by, at=now)

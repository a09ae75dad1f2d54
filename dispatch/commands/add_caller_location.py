"""Keep one more place where a caller may be; none is ever thrown away."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from base.database import Connection
from base.position import Position
from dispatch.domain.actor import Account
from dispatch.domain.call import require_not_claimed
from dispatch.domain.events.calls import CallerLocated
from dispatch.steps.lock_call import lock_call
from dispatch.store import calls, event_log


@dataclass(frozen=True, slots=True)
class NewLocation:
    """`confidence` is 0–1; `measured_at` is when the caller was there, if known."""

    position: Position
    source: str
    accuracy_m: float | None = None
    confidence: float | None = None
    measured_at: datetime | None = None


async def add_caller_location(
    conn: Connection, call_id: UUID, location: NewLocation, *, by: Account, now: datetime
) -> dict[str, Any]:
    """Raises UnknownCall, CallIsClaimed."""
    call = await lock_call(conn, call_id)
    require_not_claimed(call["claimed_by"], by=by)
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
    located = CallerLocated(
        call_id=call_id, location_id=location_id, source=location.source, joined_to=call["incident_id"]
    )
    await event_log.append(conn, located, by=by, at=now)
    return await calls.get_call(conn, call_id)

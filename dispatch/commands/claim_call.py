"""Work on a call, so that nobody else does; take it over from another, or put it back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from base.database import Connection
from dispatch.domain.actor import Account
from dispatch.domain.call import require_not_claimed
from dispatch.domain.refusals import CallIsClaimed, CallIsClosed
from dispatch.store import calls, event_log
from dispatch.store.event_log import Touched

View = dict[str, Any]


async def claim_call(conn: Connection, call_id: UUID, *, take_over: bool, by: Account, now: datetime) -> View:
    """Answers it too, where it still rings. Raises UnknownCall, CallIsClosed, CallIsClaimed (unless taken over)."""
    call = await calls.lock_call(conn, call_id)
    if call["closed_at"] is not None:
        raise CallIsClosed("the call was ended already", disposition=call["disposition"])
    before = call["claimed_by"]
    if before is not None and before != by.username and not take_over:
        raise CallIsClaimed(f"{before} works on this call", claimed_by=before)
    if before != by.username:
        await calls.claim(conn, call_id, by=by.id, at=now)
        await _log(conn, "call_claimed", call_id, by=by, now=now, taken_from=before)
    return await calls.get_call(conn, call_id)


async def release_call(conn: Connection, call_id: UUID, *, by: Account, now: datetime) -> View:
    """It waits for somebody again. Raises UnknownCall, CallIsClaimed."""
    call = await calls.lock_call(conn, call_id)
    require_not_claimed(call["claimed_by"], by=by)
    if call["claimed_by"] is not None:
        await calls.release(conn, call_id)
        await _log(conn, "call_released", call_id, by=by, now=now, taken_from=call["claimed_by"])
    return await calls.get_call(conn, call_id)


async def _log(
    conn: Connection, kind: str, call_id: UUID, *, by: Account, now: datetime, taken_from: str | None
) -> None:
    facts = {"call_id": call_id, "taken_from": taken_from}
    await event_log.append(conn, kind, by=by, at=now, touched=Touched(calls=[call_id]), facts=facts)

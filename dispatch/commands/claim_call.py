"""Claim a call so that nobody else works on it; take it over from another person, or put it back."""

from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account
from dispatch.domain.call import require_not_claimed
from dispatch.domain.events.calls import CallClaimed, CallReleased
from dispatch.domain.refusals import CallIsClaimed, CallIsClosed
from dispatch.steps.lock_call import lock_call
from dispatch.store import calls, event_log
from dispatch.views.files import CallFileOut


async def claim_call(conn: Connection, call_id: UUID, *, take_over: bool, by: Account, now: datetime) -> CallFileOut:
    """A call still ringing is also answered. Raises UnknownCall, CallIsClosed, CallIsClaimed (unless taken over)."""
    call = await calls.lock_call(conn, call_id)
    if call.closed_at is not None:
        raise CallIsClosed("the call was ended already", disposition=call.disposition)
    before = call.claimed_by
    if before is not None and before != by.username and not take_over:
        raise CallIsClaimed(f"{before} works on this call", claimed_by=before)
    if before != by.username:
        await calls.claim(conn, call_id, by=by.id, at=now)
        await event_log.append(conn, CallClaimed(call_id=call_id, taken_from=before), by=by, at=now)
    return await calls.get_call(conn, call_id)


async def release_call(conn: Connection, call_id: UUID, *, by: Account, now: datetime) -> CallFileOut:
    """The call waits for somebody again. Raises UnknownCall, CallIsClaimed."""
    call = await lock_call(conn, call_id)
    require_not_claimed(call.claimed_by, by=by)
    if call.claimed_by is not None:
        await calls.release(conn, call_id)
        released = CallReleased(call_id=call_id, taken_from=call.claimed_by, joined_to=call.incident_id)
        await event_log.append(conn, released, by=by, at=now)
    return await calls.get_call(conn, call_id)

"""Reopen a call that was ended or joined to an incident by mistake: it waits for somebody, as when it came in."""

from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from base.database import Connection
from core.domain.actor import Account
from dispatch.domain.events.calls import CallReopened
from dispatch.domain.refusals import CallIsOpen
from dispatch.steps.lock_call import lock_call
from dispatch.store import calls, event_log
from dispatch.views.files import CallFileOut


async def reopen_call(conn: Connection, call_id: UUID, *, reason: str, by: Account, now: datetime) -> CallFileOut:
    """The incident it was joined to stays as it is. Raises UnknownCall, CallIsOpen."""
    call = await lock_call(conn, call_id)
    if call.closed_at is None:
        raise CallIsOpen("the call is open", call_id=call_id)
    reopened = CallReopened(call_id=call_id, was=call.disposition, incident_id=call.incident_id, reason=reason)
    await calls.save_call(conn, replace(call, closed_at=None, disposition=None, incident_id=None))
    await calls.release(conn, call_id)
    await event_log.append(conn, reopened, by=by, at=now)
    return await calls.get_call(conn, call_id)

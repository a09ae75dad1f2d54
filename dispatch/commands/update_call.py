"""Correct a call, join it to an incident, or end it with the reason why it became none."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from base.database import Connection
from core.domain.actor import Account
from dispatch.commands.add_note import add_note
from dispatch.domain.call import CallDetails, CallDisposition, require_not_claimed, with_details
from dispatch.domain.events.calls import CallClosed, CallUpdated
from dispatch.domain.order import OrderPolicy
from dispatch.domain.refusals import CallIsClosed
from dispatch.steps.locate_caller import locate_caller
from dispatch.steps.lock_call import lock_call
from dispatch.store import calls, event_log, incidents
from dispatch.views.files import CallFileOut


@dataclass(frozen=True, slots=True, kw_only=True)
class CallChanges(CallDetails):
    """`note` is for those at work on the incident that the call joins."""

    disposition: CallDisposition | None = None
    incident_id: UUID | None = None
    note: str | None = None


async def update_call(
    conn: Connection, call_id: UUID, changes: CallChanges, *, by: Account, now: datetime, orders: OrderPolicy
) -> CallFileOut:
    """Raises UnknownCall, UnknownIncident, CallIsClosed (its text can still be corrected, its outcome cannot).

    CallIsClaimed: another call-taker works on it.
    """
    call = await lock_call(conn, call_id)
    require_not_claimed(call.claimed_by, by=by)
    ends = changes.disposition is not None or changes.incident_id is not None
    if call.closed_at is not None and ends:
        raise CallIsClosed("the call was ended already", disposition=call.disposition)
    if changes.incident_id is not None:
        await incidents.lock_incident(conn, changes.incident_id)
    call = with_details(call, changes)
    if ends:
        ended_as = CallDisposition.INCIDENT if changes.incident_id else changes.disposition
        call = replace(call, incident_id=changes.incident_id, disposition=ended_as, closed_at=now)
    await calls.save_call(conn, call)
    what = CallClosed if ends else CallUpdated
    event = what(call_id=call_id, disposition=call.disposition, joined_to=call.incident_id)
    await event_log.append(conn, event, by=by, at=now)
    if changes.location is not None:
        await locate_caller(conn, call_id, changes.location, joined_to=call.incident_id, by=by, now=now)
    if changes.incident_id is not None and changes.note is not None:
        await add_note(conn, changes.incident_id, changes.note, by=by, now=now, orders=orders)
    return await calls.get_call(conn, call_id)

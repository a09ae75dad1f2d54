"""Add one more place where a caller may be, with no other change to the call."""

from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account
from dispatch.domain.call import CallerLocation, require_not_claimed
from dispatch.steps.locate_caller import locate_caller
from dispatch.steps.lock_call import lock_call
from dispatch.store import calls
from dispatch.views.files import CallFileOut


async def add_caller_location(
    conn: Connection, call_id: UUID, location: CallerLocation, *, by: Account, now: datetime
) -> CallFileOut:
    """Raises UnknownCall, CallIsClaimed."""
    call = await lock_call(conn, call_id)
    require_not_claimed(call.claimed_by, by=by)
    await locate_caller(conn, call_id, location, joined_to=call.incident_id, by=by, now=now)
    return await calls.get_call(conn, call_id)

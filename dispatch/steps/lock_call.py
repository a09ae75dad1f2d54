"""Lock a call, and before it the incident that it is joined to."""

from uuid import UUID

from base.database import Connection
from dispatch.store import calls, incidents
from dispatch.views.files import CallOut


async def lock_call(conn: Connection, call_id: UUID) -> CallOut:
    """Incident before call, as a merge does; whoever logs an event of an incident must hold it. Raises UnknownCall."""
    seen = await calls.lock_incident_of(conn, call_id)
    call = await calls.lock_call(conn, call_id)
    if call.incident_id not in (None, seen):  # joined or merged in between
        await incidents.lock_incident(conn, call.incident_id)
    return call

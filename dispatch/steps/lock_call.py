"""Lock a call, and before it the incident that it is joined to."""

from uuid import UUID

from base.database import Connection
from dispatch.store import calls, incidents
from dispatch.views.files import CallOut


async def lock_call(conn: Connection, call_id: UUID) -> CallOut:
    """Lock the incident first, as a merge does; logging an incident's event needs its lock. Raises UnknownCall."""
    seen = await calls.lock_incident_of(conn, call_id)
    call = await calls.lock_call(conn, call_id)
    if call.incident_id not in (None, seen):  # joined or merged in the meantime
        await incidents.lock_incident(conn, call.incident_id)
    return call

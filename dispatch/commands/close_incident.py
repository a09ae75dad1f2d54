"""Close an incident with its outcome."""

from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account
from dispatch.domain.events.incidents import IncidentClosed
from dispatch.domain.incident import Disposition
from dispatch.domain.refusals import IncidentHasOpenAssignments
from dispatch.steps.lock_open_incident import lock_open_incident
from dispatch.store import assignments, event_log, incidents, views
from dispatch.views.board import IncidentOut


async def close_incident(
    conn: Connection, incident_id: UUID, *, disposition: Disposition, by: Account, now: datetime
) -> IncidentOut:
    """Raises UnknownIncident, IncidentIsClosed, IncidentHasOpenAssignments (names the units)."""
    await lock_open_incident(conn, incident_id)
    busy = await assignments.open_of_incident(conn, incident_id)
    if busy:
        raise IncidentHasOpenAssignments(
            "units still work on it: clear or cancel them first", unit_ids=[a.unit_id for a in busy]
        )
    await incidents.close_incident(conn, incident_id, disposition=disposition, at=now)
    await event_log.append(conn, IncidentClosed(incident_id=incident_id, disposition=disposition), by=by, at=now)
    return (await views.incidents(conn, [incident_id]))[0]

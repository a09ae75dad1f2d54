"""Add a note to an incident, open or closed."""

from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account
from dispatch.domain.events.incidents import NoteAdded
from dispatch.domain.order import OrderPolicy
from dispatch.steps.tell_crews import tell_crews
from dispatch.store import assignments, event_log, incidents, views
from dispatch.views.board import IncidentOut


async def add_note(
    conn: Connection, incident_id: UUID, text: str, *, by: Account, now: datetime, orders: OrderPolicy
) -> IncidentOut:
    """The crews at work there are informed. The log names the note; its text stays with the incident.

    Raises UnknownIncident.
    """
    incident = await incidents.lock_incident(conn, incident_id)
    note_id = await incidents.add_note(conn, incident_id, text, by=by.id, at=now)
    crews = await assignments.open_of_incident(conn, incident_id)
    await tell_crews(conn, crews, incident, note=(note_id, text), now=now, orders=orders)
    added = NoteAdded(incident_id=incident_id, note_id=note_id, assignment_ids=[each.id for each in crews])
    await event_log.append(conn, added, by=by, at=now)
    return (await views.incidents(conn, [incident_id]))[0]

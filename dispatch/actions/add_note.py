"""Add a note to an incident, open or closed."""

from datetime import datetime
from uuid import UUID

from dispatch.domain.actor import Account
from dispatch.store import event_log, incidents, views
from dispatch.store.event_log import Touched
from dispatch.store.views import View
from geo.database import Connection


async def add_note(conn: Connection, incident_id: UUID, text: str, *, by: Account, now: datetime) -> View:
    """The log names the note, its words stay with the incident. Raises UnknownIncident."""
    await incidents.lock_incident(conn, incident_id)
    note_id = await incidents.add_note(conn, incident_id, text, by=by.id, at=now)
    await event_log.append(
        conn, "note_added", by=by, at=now, touched=Touched(), incident_id=incident_id, facts={"note_id": note_id}
    )
    return (await views.incidents(conn, [incident_id]))[0]

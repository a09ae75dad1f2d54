"""Lock an incident that must still be open: every action on an incident goes through here."""

from uuid import UUID

from base.database import Connection
from dispatch.domain.incident import Incident
from dispatch.domain.refusals import IncidentIsClosed
from dispatch.store import incidents


async def lock_open_incident(conn: Connection, incident_id: UUID) -> Incident:
    """Raises UnknownIncident, IncidentIsClosed (naming the incident it was merged into, if any)."""
    incident = await incidents.lock_incident(conn, incident_id)
    if incident.is_closed:
        raise IncidentIsClosed(
            f"incident {incident.number} is closed", incident_id=incident_id, merged_into=incident.merged_into
        )
    return incident

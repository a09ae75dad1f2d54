"""Correct a decision about an incident: an alarm level raised by mistake, a wrong outcome."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account
from core.domain.refusals import Conflict
from dispatch.domain.events.incidents import AlarmLevelCorrected, DispositionCorrected
from dispatch.domain.incident import Disposition
from dispatch.domain.refusals import IncidentIsClosed, IncidentIsOpen, NothingToCorrect
from dispatch.steps.lock_open_incident import lock_open_incident
from dispatch.store import event_log, incidents, views
from dispatch.views.board import IncidentOut


class AlarmLevelNotLower(Conflict):
    code = "alarm_level_not_lower"


async def correct_alarm_level(
    conn: Connection, incident_id: UUID, *, level: int, reason: str, by: Account, now: datetime
) -> IncidentOut:
    """Units that were sent in the meantime stay: a person calls them off.

    Raises UnknownIncident, IncidentIsClosed, AlarmLevelNotLower.
    """
    incident = await lock_open_incident(conn, incident_id)
    if level >= incident.alarm_level:
        raise AlarmLevelNotLower("a correction takes the level back", alarm_level=incident.alarm_level)
    await incidents.save_incident(conn, replace(incident, alarm_level=level))
    corrected = AlarmLevelCorrected(incident_id=incident_id, alarm_level=level, was=incident.alarm_level, reason=reason)
    await event_log.append(conn, corrected, by=by, at=now)
    return (await views.incidents(conn, [incident_id]))[0]


async def correct_disposition(
    conn: Connection, incident_id: UUID, *, disposition: Disposition, reason: str, by: Account, now: datetime
) -> IncidentOut:
    """The time of closing stays the same.

    Raises:
        UnknownIncident, IncidentIsOpen, NothingToCorrect.
        IncidentIsClosed: it was merged into another one; undo the merge first.
    """
    incident = await incidents.lock_incident(conn, incident_id)
    if incident.closed_at is None:
        raise IncidentIsOpen(f"incident {incident.number} is open", incident_id=incident_id)
    if incident.merged_into is not None:
        raise IncidentIsClosed(f"incident {incident.number} is another one's double", merged_into=incident.merged_into)
    was = await incidents.disposition_of(conn, incident_id)
    if was == disposition:
        raise NothingToCorrect(f"it ended as {disposition} already")
    await incidents.close_incident(conn, incident_id, disposition=disposition, at=incident.closed_at)
    corrected = DispositionCorrected(incident_id=incident_id, disposition=disposition, was=was, reason=reason)
    await event_log.append(conn, corrected, by=by, at=now)
    return (await views.incidents(conn, [incident_id]))[0]

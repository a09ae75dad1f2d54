"""Raise an incident to its next alarm level, which asks for more units."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account
from core.domain.refusals import Conflict
from dispatch.domain.events.incidents import AlarmLevelRaised
from dispatch.domain.response_plan import highest_alarm_level
from dispatch.steps.lock_open_incident import lock_open_incident
from dispatch.store import event_log, incidents, views
from dispatch.store.asked_for import asked_for
from dispatch.views.board import IncidentOut


class AlarmLevelNotHigher(Conflict):
    code = "alarm_level_not_higher"


async def raise_alarm_level(
    conn: Connection, incident_id: UUID, *, level: int | None, by: Account, now: datetime
) -> IncidentOut:
    """`level` null is one more than now; a level for which the plan has no units would send nobody.

    Raises UnknownIncident, IncidentIsClosed, AlarmLevelNotHigher.
    """
    incident = await lock_open_incident(conn, incident_id)
    level = level or incident.alarm_level + 1
    if level <= incident.alarm_level:
        raise AlarmLevelNotHigher("the incident has that alarm level already", alarm_level=incident.alarm_level)
    highest = highest_alarm_level((await asked_for(conn, incident_id)).plan)
    if level > highest:
        raise AlarmLevelNotHigher(
            "the plan has no higher alarm level", alarm_level=incident.alarm_level, highest_alarm_level=highest
        )
    await incidents.save_incident(conn, replace(incident, alarm_level=level))
    await event_log.append(conn, AlarmLevelRaised(incident_id=incident_id, alarm_level=level), by=by, at=now)
    return (await views.incidents(conn, [incident_id]))[0]

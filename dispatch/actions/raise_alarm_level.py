"""Ask for more: raise an incident to its next alarm level."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from dispatch.actions.open_incident import lock_open_incident
from dispatch.domain.actor import Account
from dispatch.domain.incident import ALARM_LEVEL_MAX
from dispatch.domain.refusals import Conflict
from dispatch.store import event_log, incidents, views
from dispatch.store.event_log import Touched
from dispatch.store.views import View
from geo.database import Connection


class AlarmLevelNotHigher(Conflict):
    code = "alarm_level_not_higher"


async def raise_alarm_level(
    conn: Connection, incident_id: UUID, *, level: int | None, by: Account, now: datetime
) -> View:
    """`level` null is one more than now. Raises UnknownIncident, IncidentIsClosed, AlarmLevelNotHigher."""
    incident = await lock_open_incident(conn, incident_id)
    level = level or incident.alarm_level + 1
    if level <= incident.alarm_level:
        raise AlarmLevelNotHigher("the incident has that alarm level already", alarm_level=incident.alarm_level)
    if level > ALARM_LEVEL_MAX:
        raise AlarmLevelNotHigher("there is no higher alarm level", alarm_level=incident.alarm_level)
    await incidents.save_incident(conn, replace(incident, alarm_level=level))
    await event_log.append(
        conn,
        "alarm_level_raised",
        by=by,
        at=now,
        touched=Touched([incident_id]),
        incident_id=incident_id,
        facts={"alarm_level": level},
    )
    return (await views.incidents(conn, [incident_id]))[0]

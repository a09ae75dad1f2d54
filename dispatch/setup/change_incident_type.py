"""Add, change or remove an incident type."""

from datetime import datetime

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.events.city import IncidentTypeAdded, IncidentTypeChanged, IncidentTypeRemoved
from dispatch.domain.incident_type import IncidentType
from dispatch.domain.refusals import IdTaken
from dispatch.store import event_log, plans


async def add_incident_type(conn: Connection, new: IncidentType, *, by: Actor, now: datetime) -> IncidentType:
    """Until it has a response plan one unit is advised for it. Raises IdTaken."""
    if not await plans.add_incident_type(conn, new):
        raise IdTaken(f"there is an incident type {new.code} already", id=new.code)
    return await _log(conn, IncidentTypeAdded, new, by=by, now=now)


async def change_incident_type(conn: Connection, changed: IncidentType, *, by: Actor, now: datetime) -> IncidentType:
    """Open incidents keep their priority. Raises UnknownIncidentType."""
    await plans.lock_type(conn, changed.code)
    await plans.save_incident_type(conn, changed)
    return await _log(conn, IncidentTypeChanged, changed, by=by, now=now)


async def remove_incident_type(conn: Connection, code: str, *, by: Actor, now: datetime) -> IncidentType:
    """Removes its plans, too. Raises UnknownIncidentType, StillInUse: it has had incidents."""
    removed = await plans.lock_type(conn, code)
    await plans.remove_incident_type(conn, code)
    return await _log(conn, IncidentTypeRemoved, removed, by=by, now=now)


async def _log(
    conn: Connection,
    what: type[IncidentTypeAdded] | type[IncidentTypeChanged] | type[IncidentTypeRemoved],
    about: IncidentType,
    *,
    by: Actor,
    now: datetime,
) -> IncidentType:
    await event_log.append(conn, what(entry=about), by=by, at=now)
    return about

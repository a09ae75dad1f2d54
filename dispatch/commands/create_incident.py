"""Create an incident from what a caller reports."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from base.database import Connection
from base.position import Position
from core.domain.actor import Account
from core.domain.ids import new_id
from dispatch.domain.call import CallDetails, CallDisposition, require_not_claimed, with_details
from dispatch.domain.events.incidents import IncidentCreated
from dispatch.domain.incident import Incident, IncidentTexts, texts_of
from dispatch.domain.refusals import CallIsClosed
from dispatch.steps.locate_caller import locate_caller
from dispatch.store import calls, event_log, incidents, plans, service_area, views
from dispatch.views.board import IncidentOut
from geo.search.near_place import near_place


@dataclass(frozen=True, slots=True)
class NewIncident(IncidentTexts):
    """`priority` null takes the type's own; `call_id` joins the call it came by; `call` is what that call reported."""

    type: str
    position: Position
    priority: int | None = None
    call_id: UUID | None = None
    call: CallDetails | None = None


async def create_incident(
    conn: Connection, new: NewIncident, *, by: Account, now: datetime, margin_m: float
) -> IncidentOut:
    """Raises UnknownIncidentType, OutsideServiceArea, UnknownCall, CallIsClosed, CallIsClaimed."""
    incident_type = await plans.get_incident_type(conn, new.type)
    await service_area.require_inside(conn, new.position, margin_m=margin_m)
    incident = Incident(
        id=new_id(),
        number=await incidents.next_number(conn, now),
        type=new.type,
        priority=new.priority or incident_type.default_priority,
        alarm_level=1,
        position=new.position,
        near_place=await near_place(conn, new.position),
        created_at=now,
        **texts_of(new),
    )
    await incidents.add_incident(conn, incident, by=by.id)
    details = new.call or CallDetails()
    if new.call_id is not None:
        await _join_call(conn, new.call_id, details, incident.id, by=by, now=now)
    created = IncidentCreated(incident_id=incident.id, call_id=new.call_id, handed_over_to=incident_type.handed_over_to)
    await event_log.append(conn, created, by=by, at=now)
    if new.call_id is not None and details.location is not None:
        await locate_caller(conn, new.call_id, details.location, joined_to=incident.id, by=by, now=now)
    return (await views.incidents(conn, [incident.id]))[0]


async def _join_call(
    conn: Connection, call_id: UUID, details: CallDetails, incident_id: UUID, *, by: Account, now: datetime
) -> None:
    call = await calls.lock_call(conn, call_id)
    require_not_claimed(call.claimed_by, by=by)
    if call.closed_at is not None:
        raise CallIsClosed("the call was ended already", disposition=call.disposition)
    joined = replace(
        with_details(call, details), incident_id=incident_id, disposition=CallDisposition.INCIDENT, closed_at=now
    )
    await calls.save_call(conn, joined)

"""Merge an incident into the one it duplicates: its calls and units move there."""

from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account
from dispatch.domain.events.incidents import IncidentMerged
from dispatch.domain.incident import Disposition
from dispatch.domain.order import OrderKind, OrderPolicy
from dispatch.domain.refusals import IncidentMergedIntoItself
from dispatch.steps.lock_open_incident import lock_open_incident
from dispatch.steps.order_crews import order_crews
from dispatch.store import assignments, calls, event_log, incidents, views
from dispatch.views.board import IncidentOut


async def merge_incidents(
    conn: Connection, incident_id: UUID, into: UUID, *, by: Account, now: datetime, orders: OrderPolicy
) -> IncidentOut:
    """Return the incident that remains. Raises UnknownIncident, IncidentIsClosed, IncidentMergedIntoItself."""
    if incident_id == into:
        raise IncidentMergedIntoItself("an incident cannot be merged into itself", incident_id=incident_id)
    locked = {one: await lock_open_incident(conn, one) for one in sorted((incident_id, into))}
    moving = await assignments.open_of_incident(conn, incident_id)
    await assignments.move_to_incident(conn, [a.id for a in moving], into)
    call_ids = await calls.move_calls(conn, incident_id, into)
    await incidents.close_incident(conn, incident_id, disposition=Disposition.DUPLICATE, at=now, merged_into=into)
    await order_crews(conn, OrderKind.UPDATE, moving, locked[into], now=now, orders=orders)
    event = IncidentMerged(
        merged=incident_id,
        into=into,
        unit_ids=[a.unit_id for a in moving],
        unit_keys=[a.unit_key for a in moving],
        assignment_ids=[a.id for a in moving],
        call_ids=call_ids,
    )
    await event_log.append(conn, event, by=by, at=now)
    return (await views.incidents(conn, [into]))[0]

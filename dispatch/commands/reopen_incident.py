"""Reopen an incident; if it was merged by mistake, it gets back what was moved."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account
from dispatch.domain.assignment import Assignment
from dispatch.domain.events.incidents import IncidentReopened
from dispatch.domain.incident import Incident
from dispatch.domain.order import OrderKind, OrderPolicy
from dispatch.domain.refusals import IncidentIsOpen, UnitNotThere
from dispatch.steps.order_crews import order_crews
from dispatch.store import assignments, calls, event_log, incidents, views
from dispatch.views.board import IncidentOut


async def reopen_incident(
    conn: Connection,
    incident_id: UUID,
    *,
    reason: str | None,
    unit_ids: Collection[str] = (),
    by: Account,
    now: datetime,
    orders: OrderPolicy,
) -> IncidentOut:
    """`unit_ids` move here from the incident that this one was merged into; its calls move by themselves.

    Raises UnknownIncident, IncidentIsOpen, UnitNotThere (one of them does not work there).
    """
    seen = await incidents.get_incident(conn, incident_id)
    in_order = sorted({incident_id, seen.merged_into or incident_id})  # two desks may do this in opposite directions
    locked = {each: await incidents.lock_incident(conn, each) for each in in_order}
    incident = locked[incident_id]
    if not incident.is_closed:
        raise IncidentIsOpen(f"incident {incident.number} is open", incident_id=incident_id)
    moved = await _take_back(conn, incident, unit_ids)
    await incidents.reopen_incident(conn, incident_id)
    await order_crews(conn, OrderKind.UPDATE, moved, incident, now=now, orders=orders)
    reopened = IncidentReopened(
        incident_id=incident_id,
        reason=reason,
        was_merged_into=incident.merged_into,
        unit_ids=[each.unit_id for each in moved],
        unit_keys=[each.unit_key for each in moved],
        assignment_ids=[each.id for each in moved],
    )
    await event_log.append(conn, reopened, by=by, at=now)
    return (await views.incidents(conn, [incident_id]))[0]


async def _take_back(conn: Connection, incident: Incident, unit_ids: Collection[str]) -> list[Assignment]:
    there = await assignments.open_of_incident(conn, incident.merged_into) if incident.merged_into else []
    moved = [each for each in there if each.unit_id in unit_ids]
    if missing := set(unit_ids) - {each.unit_id for each in moved}:
        raise UnitNotThere("they do not work on the other incident", unit_ids=sorted(missing))
    if incident.merged_into is not None:
        await assignments.move_to_incident(conn, [each.id for each in moved], incident.id)
        call_ids = await event_log.calls_of_merge(conn, incident.id, incident.merged_into)
        await calls.give_back_calls(conn, call_ids, incident.merged_into, incident.id)
    return moved

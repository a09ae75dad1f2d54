"""Divert a unit from something less urgent to something more urgent, in one step."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account
from dispatch.commands.assign_units import PlannedDrive, assign_units
from dispatch.domain.alert import AlertKind
from dispatch.domain.assignment import Assignment
from dispatch.domain.incident import Incident
from dispatch.domain.order import OrderKind, OrderPolicy
from dispatch.domain.refusals import NotMoreUrgent, UnitNotOnItsWay
from dispatch.domain.replacement import ON_ITS_WAY
from dispatch.steps.apply_status import call_off
from dispatch.steps.raise_alert import raise_about
from dispatch.store import assignments, incidents, suggestions, units
from dispatch.views.board import AssignmentOut

ACCEPTED = "accepted"


async def divert_unit(
    conn: Connection,
    assignment_id: UUID,
    to_incident_id: UUID,
    *,
    routes: Mapping[str, PlannedDrive],
    recommendation_id: UUID | None = None,
    by: Account,
    now: datetime,
    orders: OrderPolicy,
) -> AssignmentOut:
    """Return the new assignment; the incident it leaves waits again, and an alert shows this until a person takes it.

    Raises:
        UnknownAssignment, UnitNotOnItsWay: it has arrived, or has a patient.
        NotMoreUrgent: a unit is taken away only for a higher priority.
        UnknownIncident, IncidentIsClosed, UnknownRecommendation.
    """
    seen = await assignments.get_assignment(conn, assignment_id)
    in_order = sorted({seen.incident_id, to_incident_id})  # two desks may do this in opposite directions
    both = {each: await incidents.lock_incident(conn, each) for each in in_order}
    await units.lock_units(conn, [seen.unit_id])
    left = await assignments.get_assignment(conn, assignment_id)
    _require_takeable(left, behind=both[seen.incident_id], ahead=both[to_incident_id])
    await _leave(conn, left, ahead=both[to_incident_id], by=by, now=now, orders=orders)
    (sent,) = await assign_units(
        conn,
        to_incident_id,
        [left.unit_id],
        routes=routes,
        recommendation_id=recommendation_id,
        order_kind=OrderKind.DIVERT,
        by=by,
        now=now,
        orders=orders,
    )
    return sent


def _require_takeable(left: Assignment, *, behind: Incident, ahead: Incident) -> None:
    if left.status not in ON_ITS_WAY or left.incident_id != behind.id:
        raise UnitNotOnItsWay(
            f"{left.unit_id} is not on its way any more", unit_id=left.unit_id, assignment_status=left.status
        )
    if ahead.priority >= behind.priority:
        raise NotMoreUrgent(
            f"{ahead.number} is not more urgent than {behind.number}",
            unit_id=left.unit_id,
            incident_number=behind.number,
        )


async def _leave(
    conn: Connection, left: Assignment, *, ahead: Incident, by: Account, now: datetime, orders: OrderPolicy
) -> None:
    """Without an order to turn back: the crew gets one order, the new one."""
    closing = await suggestions.standing_for(conn, [left.id])
    for each in closing:
        await suggestions.close_suggestion(conn, each, ACCEPTED, at=now, by=by.name)
    await call_off(
        conn,
        left,
        by=by,
        now=now,
        orders=orders,
        turn_back=False,
        diverted_to=ahead.number,
        suggestion_ids=closing,
    )
    detail = {"unit_id": left.unit_id, "diverted_to": ahead.number, "redirected_to": ahead.number}
    await raise_about(conn, AlertKind.UNIT_TAKEN_AWAY, left, by=by, at=now, detail=detail)

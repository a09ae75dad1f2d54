"""Send a nearer unit in place of one on its way; the first is released once the new crew has acknowledged."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account, Actor
from dispatch.commands.assign_units import PlannedDrive, assign_units
from dispatch.domain.assignment import OVER, Assignment, AssignmentStatus
from dispatch.domain.events.assignments import UnitReplaced
from dispatch.domain.order import OrderPolicy
from dispatch.domain.refusals import SuggestionIsOver, UnitNotOnItsWay
from dispatch.domain.replacement import ON_ITS_WAY
from dispatch.steps.apply_status import call_off
from dispatch.store import assignments, event_log, incidents, suggestions, views
from dispatch.views.board import AssignmentOut

ACCEPTED = "accepted"
NOT_TAKEN_OVER = OVER | {AssignmentStatus.DISPATCHED}


async def replace_unit(
    conn: Connection,
    assignment_id: UUID,
    with_unit_id: str,
    *,
    routes: Mapping[str, PlannedDrive],
    suggestion_id: UUID | None = None,
    reason: str | None = None,
    by: Account,
    now: datetime,
    orders: OrderPolicy,
) -> AssignmentOut:
    """Return the new assignment.

    Raises:
        UnknownAssignment, UnitNotOnItsWay: it has arrived, has a patient, or is replaced already.
        UnknownSuggestion, SuggestionIsOver: it was for another pair, or somebody was faster.
        The errors of `assign_units` for the unit that goes.
    """
    seen = await assignments.get_assignment(conn, assignment_id)
    await incidents.lock_incident(conn, seen.incident_id)
    replaced = await assignments.get_assignment(conn, assignment_id)
    if replaced.status not in ON_ITS_WAY or await assignments.replaced_by(conn, assignment_id):
        raise UnitNotOnItsWay(
            f"{replaced.unit_id} is not on its way any more",
            unit_id=replaced.unit_id,
            assignment_status=replaced.status,
        )
    closed = await _accept(conn, replaced, with_unit_id, suggestion_id, by=by, now=now)
    (sent,) = await assign_units(
        conn, replaced.incident_id, [with_unit_id], routes=routes, reason=reason, by=by, now=now, orders=orders
    )
    await assignments.set_replaces(conn, sent.id, assignment_id)
    event = UnitReplaced(
        incident_id=replaced.incident_id,
        unit_id=replaced.unit_id,
        unit_key=replaced.unit_key,
        assignment_id=assignment_id,
        with_unit_id=with_unit_id,
        new_assignment_id=sent.id,
        suggestion_id=suggestion_id,
        suggestion_ids=closed,
    )
    await event_log.append(conn, event, by=by, at=now)
    return (await views.assignments(conn, [sent.id]))[0]


async def _accept(
    conn: Connection, replaced: Assignment, with_unit_id: str, suggestion_id: UUID | None, *, by: Account, now: datetime
) -> list[UUID]:
    """A suggestion for this assignment ends here, whichever unit goes."""
    if suggestion_id is None:
        closing = await suggestions.standing_for(conn, [replaced.id])
    else:
        closing = [suggestion_id]
    for each in closing:
        suggestion = await suggestions.close_suggestion(conn, each, ACCEPTED, at=now, by=by.name)
        if suggestion_id and (suggestion.assignment_id, suggestion.unit_id) != (replaced.id, with_unit_id):
            raise SuggestionIsOver("the suggestion is about other units", unit_id=suggestion.unit_id)
    return closing


async def release_replaced(
    conn: Connection, taking_over: Assignment, *, by: Actor, now: datetime, orders: OrderPolicy
) -> None:
    """Not before the new crew has the order, and never a unit that has arrived by then. Both units are locked."""
    if taking_over.replaces_id is None or taking_over.status in NOT_TAKEN_OVER:
        return
    replaced = await assignments.get_assignment(conn, taking_over.replaces_id)
    if replaced.status not in ON_ITS_WAY:
        return
    await call_off(
        conn,
        replaced,
        by=by,
        now=now,
        orders=orders,
        turn_back=True,
        replaced_by=taking_over.unit_id,
    )

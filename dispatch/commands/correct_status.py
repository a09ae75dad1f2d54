"""Correct a wrong status: the unit gets its real one, and the log keeps both (decision 31)."""

from datetime import datetime, timedelta
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account
from dispatch.commands.assign_units import require_free
from dispatch.domain.assignment import Assignment, AssignmentStatus, correct, wrong_steps
from dispatch.domain.events.assignments import AssignmentCorrected
from dispatch.domain.order import OrderKind, OrderPolicy
from dispatch.domain.refusals import CorrectionTooLate, TimeNotPlausible, UnitIsRetired
from dispatch.domain.unit import Unit
from dispatch.steps.lock_open_incident import lock_open_incident
from dispatch.steps.order_crews import order_crews
from dispatch.store import assignments, event_log, incidents, move_ups, units, views
from dispatch.views.board import AssignmentOut


async def correct_status(
    conn: Connection,
    assignment_id: UUID,
    to: AssignmentStatus,
    *,
    at: datetime | None,
    reason: str,
    by: Account,
    now: datetime,
    orders: OrderPolicy,
) -> AssignmentOut:
    """`at` is when it reached `to`; null keeps the known time. A closed assignment may be opened again.

    Raises:
        UnknownAssignment.
        NothingToCorrect, StatusNotAllowed: see `dispatch.domain.assignment.correct`.
        TimeNotPlausible: `at` lies in the future, or before the order.
        IncidentIsClosed: reopen it first.
        UnitAlreadyAssigned, CrewIsOut, UnitNotInService, UnitIsRetired, CorrectionTooLate: it cannot continue there.
    """
    seen = await assignments.get_assignment(conn, assignment_id)
    await incidents.lock_incident(conn, seen.incident_id)  # incident before unit, as everywhere
    (unit,) = await units.lock_units(conn, [seen.unit_id])
    assignment = await assignments.get_assignment(conn, assignment_id)
    if assignment.incident_id != seen.incident_id:  # merged in the meantime
        await incidents.lock_incident(conn, assignment.incident_id)
    _require_plausible(at, assignment, now)
    changed = correct(assignment, to, at, recorded_at=now)
    if changed.released_at is None:
        await _go_on(conn, assignment, unit, now=now, orders=orders)
    withdrawn = wrong_steps(assignment, to)
    await assignments.save_correction(conn, changed, withdrawn, reason=reason, recorded_at=now, by=by)
    corrected = AssignmentCorrected(
        incident_id=changed.incident_id,
        unit_id=changed.unit_id,
        unit_key=changed.unit_key,
        assignment_id=changed.id,
        status=changed.status,
        was=assignment.status,
        reached_at=changed.reached_at.get(changed.status),
        reason=reason,
    )
    await event_log.append(conn, corrected, by=by, at=now)
    return (await views.assignments(conn, [assignment_id]))[0]


def _require_plausible(at: datetime | None, assignment: Assignment, now: datetime) -> None:
    if at is not None and not assignment.dispatched_at <= at <= now:
        raise TimeNotPlausible("the time lies before the order or in the future", at=at)


async def _go_on(conn: Connection, assignment: Assignment, unit: Unit, *, now: datetime, orders: OrderPolicy) -> None:
    """The unit works there, from now on or again; its crew is informed."""
    incident = await lock_open_incident(conn, assignment.incident_id)
    if assignment.released_at is not None:
        await _require_free_again(conn, assignment, unit, now=now, max_age=orders.reopen_max_age)
        await move_ups.end_of_units(conn, [unit.key], move_ups.SENT, at=now)
    await order_crews(conn, OrderKind.UPDATE, [assignment], incident, now=now, orders=orders)


async def _require_free_again(
    conn: Connection, assignment: Assignment, unit: Unit, *, now: datetime, max_age: timedelta
) -> None:
    if unit.retired_at is not None:
        raise UnitIsRetired(f"{unit.unit_id} has left the fleet", unit_id=unit.unit_id)
    await require_free(conn, [unit])
    released_at = assignment.released_at
    if released_at is not None and now - released_at > max_age:
        raise CorrectionTooLate(
            f"{unit.unit_id} has been free for too long: send it anew", unit_id=unit.unit_id, released_at=released_at
        )

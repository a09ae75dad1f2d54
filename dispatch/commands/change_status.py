"""Record the status that a crew pressed, and free the unit when its assignment ends."""

from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account, Actor, DeviceActor, Role
from core.domain.refusals import NotAllowed
from dispatch import outbox
from dispatch.commands.answer_move_up import answer_move_up
from dispatch.commands.confirm_notices import confirm_notices
from dispatch.commands.replace_unit import release_replaced
from dispatch.domain.assignment import Assignment, AssignmentStatus, advance, is_late_word
from dispatch.domain.claimed_time import ClaimedTime, judge, read_claimed_time
from dispatch.domain.events.assignments import HospitalChosen, MilestoneAdded
from dispatch.domain.order import ASKS_FOR_AN_ANSWER, OrderKind, OrderPolicy
from dispatch.domain.refusals import TimeNotPlausible, UnknownAssignment
from dispatch.steps.apply_status import PRESSED, apply_status
from dispatch.store import assignments, event_log, incidents, units, views
from dispatch.views.board import AssignmentOut, UnitOut
from tracking.devices.devices import note_answer

WITH_A_PATIENT = frozenset({AssignmentStatus.TRANSPORTING, AssignmentStatus.AT_HOSPITAL})


async def change_status(
    conn: Connection,
    assignment_id: UUID,
    to: AssignmentStatus,
    *,
    at: ClaimedTime | datetime | None,
    by: Actor,
    now: datetime,
    orders: OrderPolicy,
    hospital_id: str | None = None,
) -> AssignmentOut | UnitOut:
    """`at` is when the button was pressed, which may be long before it is received; null is now.

    A crew's press counts whatever the clock of its device shows: if the time is impossible, the time of receipt is
    used, and the event names the claimed one.

    `hospital_id` is the hospital the crew takes its patient to, sent with `transporting` or `at_hospital`.

    Raises:
        UnknownAssignment: it is no move-up either, which a crew answers in the same way.
        StatusNotAllowed, AssignmentIsOver: see `dispatch.domain.assignment.advance`.
        UnknownHospital.
        NotAllowed: a crew acts for its own unit only, and cancels nothing.
        TimeNotPlausible: the desk's `at` is no time, lies in the future or too far back.
    """
    try:
        seen = await assignments.get_assignment(conn, assignment_id)
    except UnknownAssignment:  # crews answer a move-up like any other order
        return await answer_move_up(conn, assignment_id, to, by=by, now=now)
    await incidents.lock_incident(conn, seen.incident_id)  # incident before unit, as everywhere
    await units.lock_units(conn, await assignments.units_touched(conn, assignment_id))
    assignment = await assignments.get_assignment(conn, assignment_id)
    if assignment.incident_id != seen.incident_id:  # merged in the meantime
        await incidents.lock_incident(conn, assignment.incident_id)
    _require_own(assignment, to, by)
    by_the_crew = not isinstance(by, Account) or by.role is Role.CREW
    at, claimed_at = _when(at, assignment, now=now, may_doubt=by_the_crew, orders=orders)
    if by_the_crew:
        answered = {OrderKind.CANCEL} if to is AssignmentStatus.CANCELED else ASKS_FOR_AN_ANSWER
        await outbox.crew_answered(conn, assignment_id, answered, at=now)
        if to is AssignmentStatus.ACKNOWLEDGED and isinstance(by, DeviceActor):
            await confirm_notices(conn, assignment_id, up_to=None, by=by, now=now)
            if assignment.status is not AssignmentStatus.DISPATCHED and not is_late_word(assignment, to, at):
                return (await views.assignments(conn, [assignment_id]))[0]  # it answers an update
    if is_late_word(assignment, to, at):
        await _write_late_word(conn, assignment, to, at=at, by=by, now=now, claimed_at=claimed_at)
        return (await views.assignments(conn, [assignment_id]))[0]
    changed = advance(assignment, to, at, recorded_at=now)
    if changed is not assignment and await assignments.was_corrected_away(conn, assignment_id, to, at=at):
        return (await views.assignments(conn, [assignment_id]))[0]  # brokers deliver twice; a person corrected it
    if changed is not assignment:
        called_off = changed.status is AssignmentStatus.CANCELED and not by_the_crew
        await apply_status(
            conn, changed, at=at, by=by, now=now, orders=orders, turn_back=called_off, claimed_at=claimed_at
        )
        await release_replaced(conn, changed, by=by, now=now, orders=orders)
    if hospital_id not in (None, assignment.hospital_id) and to in WITH_A_PATIENT:
        await _choose_hospital(conn, changed, str(hospital_id), by=by, now=now)
    return (await views.assignments(conn, [assignment_id]))[0]


async def change_status_from_device(
    conn: Connection,
    *,
    device: DeviceActor,
    assignment_id: UUID,
    status: AssignmentStatus,
    at: ClaimedTime | datetime | None,
    now: datetime,
    orders: OrderPolicy,
    hospital_id: str | None = None,
) -> AssignmentOut | UnitOut:
    """A button pressed on a device in the vehicle: like `change_status`, but an unknown hospital is ignored."""
    if hospital_id is not None and not await assignments.is_hospital(conn, hospital_id):
        hospital_id = None
    await note_answer(conn, device.device_id, now=now)
    return await change_status(
        conn, assignment_id, status, at=at, by=device, now=now, orders=orders, hospital_id=hospital_id
    )


def _require_own(assignment: Assignment, to: AssignmentStatus, by: Actor) -> None:
    if isinstance(by, Account) and by.role is not Role.CREW:
        return
    if isinstance(by, Account | DeviceActor) and by.unit_key != assignment.unit_key:
        raise NotAllowed("a crew speaks for its own unit only", unit_id=assignment.unit_id)
    if to is AssignmentStatus.CANCELED and assignment.status is not AssignmentStatus.CANCELED:
        raise NotAllowed("only the desk calls a unit off")


def _when(
    stated: ClaimedTime | datetime | None,
    assignment: Assignment,
    *,
    now: datetime,
    may_doubt: bool,
    orders: OrderPolicy,
) -> tuple[datetime, str | None]:
    """Return the time that counts, and the claimed time if it is doubted.

    A press from shortly before the order means a slow clock: it gets the order's time.
    """
    at, doubted = judge(
        read_claimed_time(stated),
        now=now,
        max_ahead=orders.status_max_ahead,
        max_age=orders.status_max_age,
        not_before=assignment.dispatched_at if may_doubt else None,
    )
    if doubted is not None and not may_doubt:
        raise TimeNotPlausible("no time, or one in the future or too far back", at=doubted)
    return max(at, assignment.dispatched_at), doubted


async def _choose_hospital(
    conn: Connection, assignment: Assignment, hospital_id: str, *, by: Actor, now: datetime
) -> None:
    await assignments.set_hospital(conn, assignment.id, hospital_id)
    chosen = HospitalChosen(
        incident_id=assignment.incident_id,
        unit_id=assignment.unit_id,
        assignment_id=assignment.id,
        hospital_id=hospital_id,
    )
    await event_log.append(conn, chosen, by=by, at=now)


async def _write_late_word(
    conn: Connection,
    assignment: Assignment,
    step: AssignmentStatus,
    *,
    at: datetime,
    by: Actor,
    now: datetime,
    claimed_at: str | None,
) -> None:
    """Record the time of the step; the status is already further on and stays."""
    await assignments.add_milestone(conn, assignment.id, step, at=at, recorded_at=now, by=by, source=PRESSED)
    added = MilestoneAdded(
        incident_id=assignment.incident_id,
        unit_id=assignment.unit_id,
        assignment_id=assignment.id,
        step=step,
        reached_at=at,
        claimed_at=claimed_at,
    )
    await event_log.append(conn, added, by=by, at=now)

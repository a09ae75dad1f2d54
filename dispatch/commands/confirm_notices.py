"""Record that a crew has read what it was sent after its order, so that the desk sees it."""

from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Account, Actor, DeviceActor, Role
from core.domain.refusals import NotAllowed
from dispatch import outbox
from dispatch.domain.assignment import Assignment
from dispatch.domain.events.assignments import NoticesConfirmed
from dispatch.domain.order import OrderKind
from dispatch.store import assignments, crew_notices, event_log, views
from dispatch.views.board import AssignmentOut


async def confirm_notices(
    conn: Connection, assignment_id: UUID, *, up_to: int | None, by: Actor, now: datetime
) -> AssignmentOut:
    """A dispatcher may confirm for a crew that answered by radio. Raises UnknownAssignment, NotAllowed."""
    assignment = await assignments.get_assignment(conn, assignment_id)
    _require_own(assignment, by)
    if await crew_notices.confirm(conn, assignment_id, up_to=up_to, by=by, at=now):
        await outbox.crew_answered(conn, assignment_id, {OrderKind.UPDATE}, at=now)
        confirmed = NoticesConfirmed(
            incident_id=assignment.incident_id, unit_id=assignment.unit_id, assignment_id=assignment_id
        )
        await event_log.append(conn, confirmed, by=by, at=now)
    return (await views.assignments(conn, [assignment_id]))[0]


def _require_own(assignment: Assignment, by: Actor) -> None:
    if isinstance(by, Account) and by.role is not Role.CREW:
        return
    if isinstance(by, Account | DeviceActor) and by.unit_key != assignment.unit_key:
        raise NotAllowed("a crew confirms what its own unit was told", unit_id=assignment.unit_id)

"""Store the new status of an assignment, the effect on its orders, and the event for it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.assignment import Assignment, AssignmentStatus, advance
from dispatch.domain.events.assignments import AssignmentStatusChanged
from dispatch.domain.order import OrderKind, OrderPolicy
from dispatch.steps.order_crews import order_crews
from dispatch.store import assignments, event_log, incidents, order_messages

PRESSED = "pressed"


async def call_off(
    conn: Connection,
    assignment: Assignment,
    *,
    by: Actor,
    now: datetime,
    orders: OrderPolicy,
    turn_back: bool,
    replaced_by: str | None = None,
    diverted_to: str | None = None,
    suggestion_ids: Sequence[UUID] = (),
) -> None:
    """Call a unit off. Unless it must `turn_back`, its crew gets another order at once. See `apply_status`.

    Raises:
        AssignmentIsOver, StatusNotAllowed: see `dispatch.domain.assignment.advance`.
    """
    canceled = advance(assignment, AssignmentStatus.CANCELED, now, recorded_at=now)
    await apply_status(
        conn,
        canceled,
        at=now,
        by=by,
        now=now,
        orders=orders,
        turn_back=turn_back,
        replaced_by=replaced_by,
        diverted_to=diverted_to,
        suggestion_ids=suggestion_ids,
    )


async def apply_status(
    conn: Connection,
    changed: Assignment,
    *,
    at: datetime,
    by: Actor,
    now: datetime,
    orders: OrderPolicy,
    turn_back: bool,
    claimed_at: str | None = None,
    replaced_by: str | None = None,
    diverted_to: str | None = None,
    suggestion_ids: Sequence[UUID] = (),
) -> None:
    """`suggestion_ids` end with it. The caller holds the unit's lock."""
    await assignments.save_status(conn, changed, at=at, recorded_at=now, by=by, source=PRESSED)
    if changed.released_at is not None:
        await order_messages.supersede_orders(conn, changed.id, at=now)
    if turn_back:
        incident = await incidents.get_incident(conn, changed.incident_id)
        await order_crews(conn, OrderKind.CANCEL, [changed], incident, now=now, orders=orders)
    event = AssignmentStatusChanged(
        incident_id=changed.incident_id,
        unit_id=changed.unit_id,
        unit_key=changed.unit_key,
        assignment_id=changed.id,
        status=changed.status,
        reached_at=at,
        claimed_at=claimed_at,
        replaced_by=replaced_by,
        diverted_to=diverted_to,
        suggestion_ids=suggestion_ids,
    )
    await event_log.append(conn, event, by=by, at=now)

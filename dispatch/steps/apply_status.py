"""Write down the status an assignment has now, what becomes of its orders, and the event that tells of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from base.database import Connection
from dispatch.domain.actor import Actor
from dispatch.domain.assignment import Assignment, AssignmentStatus, advance
from dispatch.domain.order import OrderKind
from dispatch.settings import DispatchSettings
from dispatch.steps.order_crews import order_crews
from dispatch.store import assignments, event_log, incidents, outbox_messages
from dispatch.store.event_log import Touched

PRESSED = "pressed"


async def call_off(
    conn: Connection,
    assignment: Assignment,
    *,
    by: Actor,
    now: datetime,
    settings: DispatchSettings,
    turn_back: bool,
    facts: Mapping[str, Any],
    suggestions: Sequence[UUID] = (),
) -> None:
    """Unless it must `turn_back`, its crew gets another order at once. See `apply_status`.

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
        settings=settings,
        turn_back=turn_back,
        facts=facts,
        suggestions=suggestions,
    )


async def apply_status(
    conn: Connection,
    changed: Assignment,
    *,
    at: datetime,
    by: Actor,
    now: datetime,
    settings: DispatchSettings,
    turn_back: bool,
    facts: Mapping[str, Any],
    suggestions: Sequence[UUID] = (),
) -> None:
    """`facts` are what the event says beside the status; `suggestions` are over with it. The unit is locked."""
    await assignments.save_status(conn, changed, at=at, recorded_at=now, by=by, source=PRESSED)
    is_over = changed.released_at is not None
    if is_over:
        await outbox_messages.supersede_orders(conn, changed.id, at=now)
    if turn_back:
        incident = await incidents.get_incident(conn, changed.incident_id)
        await order_crews(conn, OrderKind.CANCEL, [changed], incident, now=now, settings=settings)
    await event_log.append(
        conn,
        "assignment_status_changed",
        by=by,
        at=now,
        touched=Touched(
            [changed.incident_id], [changed.unit_key], [changed.id], suggestions=suggestions, with_mates=is_over
        ),
        incident_id=changed.incident_id,
        facts={
            "unit_id": changed.unit_id,
            "assignment_id": changed.id,
            "status": changed.status,
            "reached_at": at,
            **facts,
        },
    )

"""Log in the incident that no device of a crew confirmed the cancel, though one could: tell the crew by radio."""

from base.database import Connection
from base.steady_clock import STEADY_CLOCK
from core.domain.actor import SystemActor
from core.store.outbox_messages import OutboxMessage
from dispatch.domain.events.assignments import CancelNotConfirmed
from dispatch.domain.order import OrderKind
from dispatch.store import assignments, event_log, order_messages

RELAY = SystemActor("order_relay")


async def note_unconfirmed_cancel(conn: Connection, message: OutboxMessage) -> None:
    """Runs in the transaction that stops resending the order; once per assignment, with its devices' last order."""
    if message.kind != OrderKind.CANCEL:
        return
    assignment_id = await order_messages.unconfirmed(conn, message.id)
    if assignment_id is None:
        return
    assignment = await assignments.get_assignment(conn, assignment_id)
    event = CancelNotConfirmed(
        incident_id=assignment.incident_id, unit_id=assignment.unit_id, assignment_id=assignment_id
    )
    await event_log.append(conn, event, by=RELAY, at=STEADY_CLOCK.now())

"""Write orders into the outbox in the transaction of the fact; the relay delivers them until they arrive."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.ids import new_id
from core.store import outbox_messages
from dispatch.domain.move_up_order import MoveUp, order_body
from dispatch.domain.order import Order, OrderKind
from dispatch.store import order_messages, units

MQTT = "mqtt"
REPORT_LOCATION, SET_PACE = "report_location", "set_pace"
# Sent once: the answer is a fix and no acknowledgement.
OWNTRACKS_COMMANDS = frozenset({REPORT_LOCATION, SET_PACE})


async def enqueue_orders(conn: Connection, orders: Collection[Order]) -> None:
    """Add one message for every device of the unit, in the transaction of the fact itself."""
    for order in orders:
        for device_id in await units.devices_of(conn, order.assignment.unit_key, with_phone_pages=False):
            await outbox_messages.add_message(
                conn,
                channel=MQTT,
                destination=device_id,
                kind=order.kind,
                body=order.body(),
                assignment_id=order.assignment.id,
                at=order.issued_at,
                expires_at=order.expires_at,
            )


async def enqueue_move_up(
    conn: Connection, move_up: MoveUp, kind: OrderKind, *, at: datetime, expires_at: datetime
) -> None:
    """As `enqueue_orders`, for a unit that goes to a station."""
    body = order_body(move_up, kind, order_id=new_id(), issued_at=at, expires_at=expires_at)
    for device_id in await units.devices_of(conn, move_up.unit_key, with_phone_pages=False):
        await outbox_messages.add_message(
            conn,
            channel=MQTT,
            destination=device_id,
            kind=kind,
            body=body,
            assignment_id=None,
            at=at,
            expires_at=expires_at,
            move_up_id=move_up.id,
        )


async def crew_answered(conn: Connection, assignment_id: UUID, kinds: Collection[str], *, at: datetime) -> None:
    await order_messages.acknowledge_orders(conn, assignment_id, kinds, at=at)

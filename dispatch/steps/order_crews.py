"""Send one order each to the crews of some assignments, through the outbox."""

from collections.abc import Collection
from datetime import datetime

from base.database import Connection
from core.domain.ids import new_id
from dispatch import outbox
from dispatch.domain.assignment import Assignment
from dispatch.domain.incident import Incident
from dispatch.domain.order import Order, OrderKind, OrderPolicy


async def order_crews(
    conn: Connection,
    kind: OrderKind,
    assignments: Collection[Assignment],
    incident: Incident,
    *,
    note: str | None = None,
    now: datetime,
    orders: OrderPolicy,
) -> None:
    expires_at = orders.expires_at(now)
    await outbox.enqueue_orders(
        conn, [Order(new_id(), kind, assignment, incident, now, expires_at, note) for assignment in assignments]
    )

"""Inform the crews at an incident of what is new: an order to their devices, and a notice that they confirm."""

from collections.abc import Collection
from datetime import datetime

from base.database import Connection
from dispatch.domain.assignment import Assignment
from dispatch.domain.incident import Incident
from dispatch.domain.order import OrderKind, OrderPolicy
from dispatch.steps.order_crews import order_crews
from dispatch.store import crew_notices


async def tell_crews(
    conn: Connection,
    crews: Collection[Assignment],
    incident: Incident,
    *,
    changed: Collection[str] = (),
    note: tuple[int, str] | None = None,
    now: datetime,
    orders: OrderPolicy,
) -> None:
    """`changed` names what was corrected; `note` is the id and the text of a new note."""
    note_id, note_text = note or (None, None)
    await crew_notices.add_notices(conn, [each.id for each in crews], changed=changed, note_id=note_id, at=now)
    await order_crews(conn, OrderKind.UPDATE, crews, incident, note=note_text, now=now, orders=orders)

"""Let phones with OwnTracks report more often while their unit has an open order."""

from datetime import datetime, timedelta

from base.database import Pool
from core.commit_and_ring import commit_and_ring
from core.store import outbox_messages
from dispatch.outbox import MQTT, SET_PACE
from dispatch.store import phone_paces
from tracking.dialects.owntracks_commands import set_pace

WORTH_FOR = timedelta(hours=1)


async def set_phone_paces(pool: Pool, *, now: datetime) -> int:
    """Return how many were sent a pace. The app of a phone is unknown: one with another app does not listen there.

    Decided by the open orders, not by events: this covers a phone that changed vehicles, and an order that ended in any
    way.
    """
    async with commit_and_ring(pool) as conn:
        changed = await phone_paces.change_paces(conn, now=now)
        for device_id, hurried in changed:
            await outbox_messages.supersede_to_device(conn, device_id, SET_PACE, at=now)
            await outbox_messages.add_message(
                conn,
                channel=MQTT,
                destination=device_id,
                kind=SET_PACE,
                body=set_pace(hurried=hurried),
                assignment_id=None,
                at=now,
                expires_at=now + WORTH_FOR,
            )
    return len(changed)

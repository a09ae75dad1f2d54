"""Let phones with OwnTracks report more often while their unit has an order open."""

from datetime import datetime, timedelta

from base.database import Pool
from dispatch.commit_and_ring import commit_and_ring
from dispatch.outbox import MQTT, SET_PACE
from dispatch.store import outbox_messages, phone_paces
from tracking.dialects.owntracks_commands import set_pace

WORTH_FOR = timedelta(hours=1)


async def set_phone_paces(pool: Pool, *, now: datetime) -> int:
    """How many were told. Which app a phone runs nobody knows: who runs another one does not listen there.

    By what is open now, not by what happened: so also a phone that changed vehicles, and an order that ended anyhow.
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

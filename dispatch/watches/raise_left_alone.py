"""Everybody who was sent left before arriving: an alarm at the desk, as the incident waits again."""

from datetime import datetime

from dispatch.commit_and_ring import commit_and_ring
from dispatch.domain.actor import SystemActor
from dispatch.steps.raise_alert import raise_alert
from dispatch.store.left_alone import left_alone
from geo.database import Pool

NOBODY_CAME = "nobody_came"
WATCH = SystemActor("incident_watch")


async def raise_left_alone(pool: Pool, *, now: datetime) -> int:
    """How many alarms were raised."""
    async with commit_and_ring(pool) as conn:
        found = await left_alone(conn)
        for each in found:
            await raise_alert(
                conn,
                NOBODY_CAME,
                by=WATCH,
                at=max(now, each.left_at),
                detail={"unit_ids": each.unit_ids, "left_at": each.left_at},
                facts={"unit_ids": each.unit_ids},
                incident_id=each.incident_id,
            )
    return len(found)

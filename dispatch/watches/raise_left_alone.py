"""Raise an alert when every unit sent left before arriving, as the incident waits again."""

from datetime import datetime

from base.database import Pool
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from dispatch.domain.alert import AlertKind
from dispatch.steps.raise_alert import raise_alert
from dispatch.store.left_alone import left_alone

WATCH = SystemActor("incident_watch")


async def raise_left_alone(pool: Pool, *, now: datetime) -> int:
    """Return how many alerts were raised."""
    async with commit_and_ring(pool) as conn:
        found = await left_alone(conn)
        for each in found:
            await raise_alert(
                conn,
                AlertKind.NOBODY_CAME,
                by=WATCH,
                at=max(now, each.left_at),
                detail={"unit_ids": each.unit_ids, "left_at": each.left_at},
                incident_id=each.incident_id,
            )
    return len(found)

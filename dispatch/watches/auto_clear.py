"""Clear alerts whose cause is gone: nobody has to take one about a drive that has ended."""

from datetime import datetime

from base.database import ACQUIRE_TIMEOUT_S, Pool
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from dispatch.steps.end_alert import end_alert
from dispatch.store.alerts_over import alerts_over

WATCH = SystemActor("alarm_watch")


async def auto_clear(pool: Pool, *, now: datetime) -> int:
    """Return how many were cleared. Safe to run twice at once."""
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        over = await alerts_over(conn, now=now)
    ended = 0
    for alert_id in over:
        async with commit_and_ring(pool) as conn:
            ended += await end_alert(conn, alert_id, by=WATCH, at=now)
    return ended

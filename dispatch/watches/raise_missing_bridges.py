"""A bridge that is not connected withholds its share of the broker's messages: the desk must know."""

from datetime import datetime, timedelta

from base.database import Pool
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from dispatch.domain.alert import AlertKind
from dispatch.steps.follow_causes import Cause, follow_causes
from tracking.fixes.bridges import missing_bridges

MISSING_AFTER = timedelta(seconds=20)  # four beats; a restart takes less
AGAIN_AFTER = timedelta(minutes=10)  # somebody took the alert, and it is still not fixed
TIMER = SystemActor("bridge_watch")


async def raise_missing_bridges(pool: Pool, *, now: datetime) -> int:
    """Return how many alerts were raised or ended; each bridge has one until it is taken or the bridge is back."""
    async with commit_and_ring(pool) as conn:
        missing = await missing_bridges(conn, not_since=now - MISSING_AFTER)
        causes = [
            Cause({"worker": each.worker}, {"seen_at": each.seen_at, "broker_connected": each.broker_connected})
            for each in missing
        ]
        return await follow_causes(conn, AlertKind.BRIDGE_MISSING, causes, by=TIMER, at=now, again_after=AGAIN_AFTER)

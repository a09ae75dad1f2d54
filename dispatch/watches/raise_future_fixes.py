"""If nearly all fixes come from the future, our own clock is wrong: all are rejected, and nobody would notice."""

from datetime import datetime, timedelta

from base.database import Pool
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from dispatch.domain.alert import AlertKind
from dispatch.steps.follow_causes import Cause, follow_causes
from tracking.fixes.future_fixes import devices_by_clock

LOOK_BACK = timedelta(minutes=2)
SHARE = 0.8
DEVICES_MIN = 3  # a single tracker with a wrong clock does not matter here
AGAIN_AFTER = timedelta(hours=1)  # somebody took the alert, and it is still not fixed
WATCH = SystemActor("clock_watch")


async def raise_future_fixes(pool: Pool, *, now: datetime) -> int:
    """Return how many alerts were raised or ended."""
    async with commit_and_ring(pool) as conn:
        ahead, believed = await devices_by_clock(conn, since=now - LOOK_BACK)
        is_ours = ahead >= DEVICES_MIN and ahead >= SHARE * (ahead + believed)
        return await follow_causes(
            conn,
            AlertKind.FIXES_FROM_FUTURE,
            [Cause(more={"devices": ahead})] if is_ours else [],
            by=WATCH,
            at=now,
            again_after=AGAIN_AFTER,
        )

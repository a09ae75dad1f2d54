"""A client that is no bridge shares the devices' messages at the broker: the desk must know."""

from datetime import datetime, timedelta

from base.database import Pool
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from dispatch.domain.alert import AlertKind
from dispatch.steps.follow_causes import Cause, follow_causes
from tracking.fixes.bridges import strange_shares

CERTAIN_AFTER = timedelta(seconds=30)  # a bridge that starts, or changes groups, holds more for some seconds
AGAIN_AFTER = timedelta(hours=1)  # somebody took the alert, and the stranger is still there
TIMER = SystemActor("broker_watch")


class StrangerWatch:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._since: datetime | None = None

    async def look(self, *, now: datetime) -> int:
        """Return how many alerts were raised or ended. While the count is unknown nothing changes."""
        async with commit_and_ring(self._pool) as conn:
            strangers = await strange_shares(conn, now=now)
            if strangers is None:
                return 0
            self._since = (self._since or now) if strangers else None
            if self._since is not None and now - self._since < CERTAIN_AFTER:
                return 0
            return await follow_causes(
                conn,
                AlertKind.STRANGER_AT_BROKER,
                [Cause(more={"subscriptions": strangers})] if strangers else [],
                by=TIMER,
                at=now,
                again_after=AGAIN_AFTER,
            )

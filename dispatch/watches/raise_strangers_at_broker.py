"""Somebody who is no bridge shares the devices' messages at the broker: the desk must know."""

from datetime import datetime, timedelta

from dispatch.commit_and_ring import commit_and_ring
from dispatch.domain.actor import SystemActor
from dispatch.steps.end_alarm import end_alarm
from dispatch.steps.raise_alert import raise_alert
from dispatch.store import alarms
from geo.database import Connection, Pool
from tracking.bridges import strange_shares

STRANGER_AT_BROKER = "stranger_at_broker"
CERTAIN_AFTER = timedelta(seconds=30)  # a bridge that starts, or changes groups, holds more for some seconds
AGAIN_AFTER = timedelta(hours=1)  # somebody took the alarm, and the stranger is still there
TIMER = SystemActor("broker_watch")


class StrangerWatch:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._since: datetime | None = None

    async def look(self, *, now: datetime) -> int:
        """How many alarms were raised or ended. While the count is not known everything stays as it was."""
        async with self._pool.acquire(timeout=2) as conn:
            strangers = await strange_shares(conn, now=now)
            if strangers is None:
                return 0
            if strangers == 0:
                self._since = None
                return await self._end(conn, now)
            self._since = self._since or now
            return await self._raise(conn, strangers, now) if now - self._since >= CERTAIN_AFTER else 0

    async def _end(self, conn: Connection, now: datetime) -> int:
        ended = 0
        for alarm in await alarms.standing(conn, STRANGER_AT_BROKER):
            async with commit_and_ring(conn):
                ended += await end_alarm(conn, alarm.alarm_id, STRANGER_AT_BROKER, by=TIMER, at=now, facts={})
        return ended

    async def _raise(self, conn: Connection, strangers: int, now: datetime) -> int:
        if await alarms.is_known(conn, STRANGER_AT_BROKER, {}, since=now - AGAIN_AFTER):
            return 0
        async with commit_and_ring(conn):
            detail = {"subscriptions": strangers}
            await raise_alert(conn, STRANGER_AT_BROKER, by=TIMER, at=now, detail=detail, facts=detail)
        return 1

"""Alarms whose cause is gone leave the board by themselves: nobody has to take one of a drive that is over."""

from datetime import datetime

from dispatch.commit_and_ring import commit_and_ring
from dispatch.domain.actor import SystemActor
from dispatch.steps.end_alarm import end_alarm
from dispatch.store import alarms
from geo.database import ACQUIRE_TIMEOUT_S, Pool

WATCH = SystemActor("alarm_watch")


async def auto_clear(pool: Pool, *, now: datetime) -> int:
    """How many ended. Safe to run twice at once."""
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        moot = await alarms.moot(conn, now=now)
    ended = 0
    for each in moot:
        facts = {"unit_id": each.unit_id, "assignment_id": each.assignment_id}
        async with commit_and_ring(pool) as conn:
            ended += await end_alarm(conn, each.alarm_id, each.kind, by=WATCH, at=now, facts=facts)
    return ended

"""When nearly all fixes come from the future it is our clock that is wrong: none is taken, and nobody would be told."""

from datetime import datetime, timedelta

from dispatch.commit_and_ring import commit_and_ring
from dispatch.domain.actor import SystemActor
from dispatch.steps.end_alarm import end_alarm
from dispatch.steps.raise_alert import raise_alert
from dispatch.store import alarms
from geo.database import Pool
from tracking.future_fixes import devices_by_clock

FIXES_FROM_FUTURE = "fixes_from_future"
LOOK_BACK = timedelta(minutes=2)
SHARE = 0.8
DEVICES_MIN = 3  # one tracker with a wrong clock is its own affair
AGAIN_AFTER = timedelta(hours=1)  # somebody took the alarm, and it is still not mended
WATCH = SystemActor("clock_watch")


async def raise_future_fixes(pool: Pool, *, now: datetime) -> int:
    """How many alarms were raised or ended."""
    async with commit_and_ring(pool) as conn:
        ahead, believed = await devices_by_clock(conn, since=now - LOOK_BACK)
        is_ours = ahead >= DEVICES_MIN and ahead >= SHARE * (ahead + believed)
        standing = await alarms.standing(conn, FIXES_FROM_FUTURE)
        if not is_ours:
            return sum(
                [
                    await end_alarm(conn, each.alarm_id, FIXES_FROM_FUTURE, by=WATCH, at=now, facts={})
                    for each in standing
                ]
            )
        if await alarms.is_known(conn, FIXES_FROM_FUTURE, {}, since=now - AGAIN_AFTER):
            return 0
        await raise_alert(
            conn, FIXES_FROM_FUTURE, by=WATCH, at=now, detail={"devices": ahead}, facts={"devices": ahead}
        )
    return 1

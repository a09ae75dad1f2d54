"""A bridge that is away keeps its share of the broker's messages from everybody: the desk must know."""

from datetime import datetime, timedelta

from dispatch.domain.actor import SystemActor
from dispatch.store import alarms, event_log
from dispatch.store.event_log import Touched
from geo.database import Connection, Pool
from tracking.bridges import BridgeSeen, missing_bridges

BRIDGE_MISSING = "bridge_missing"
MISSING_AFTER = timedelta(seconds=20)  # four beats; a restart takes less
AGAIN_AFTER = timedelta(minutes=10)  # somebody took the alarm, and it is still not mended
TIMER = SystemActor("bridge_watch")

_STANDING = """
SELECT EXISTS (SELECT FROM alarm WHERE kind = $1 AND detail->>'worker' = $2 AND (taken_at IS NULL OR raised_at > $3))
"""


async def raise_missing_bridges(pool: Pool, *, now: datetime) -> int:
    """How many alarms were raised; one stands for each bridge until somebody takes it."""
    async with pool.acquire(timeout=2) as conn:
        missing = await missing_bridges(conn, not_since=now - MISSING_AFTER)
    raised = 0
    for bridge in missing:
        async with pool.acquire(timeout=2) as conn, conn.transaction():
            raised += await _raise(conn, bridge, now)
    return raised


async def _raise(conn: Connection, bridge: BridgeSeen, now: datetime) -> int:
    if await conn.fetchval(_STANDING, BRIDGE_MISSING, bridge.worker, now - AGAIN_AFTER):
        return 0
    detail = {"worker": bridge.worker, "seen_at": bridge.seen_at, "broker_connected": bridge.broker_connected}
    alarm_id = await alarms.raise_alarm(conn, BRIDGE_MISSING, at=now, detail=detail)
    assert alarm_id is not None  # it belongs to no assignment, so nothing stands in its way
    facts = {"alarm": BRIDGE_MISSING, "worker": bridge.worker}
    touched = Touched(alarms=[alarm_id])
    await event_log.append(conn, "alarm_raised", by=TIMER, at=now, touched=touched, facts=facts)
    return 1

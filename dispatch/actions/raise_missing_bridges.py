"""A bridge that is away keeps its share of the broker's messages from everybody: the desk must know."""

from datetime import datetime, timedelta

from dispatch.actions.raise_at_desk import raise_at_desk
from dispatch.domain.actor import SystemActor
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
    await raise_at_desk(conn, BRIDGE_MISSING, by=TIMER, at=now, detail=detail, facts={"worker": bridge.worker})
    return 1

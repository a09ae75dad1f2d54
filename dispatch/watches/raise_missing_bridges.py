"""A bridge that is away keeps its share of the broker's messages from everybody: the desk must know."""

from collections.abc import Collection
from datetime import datetime, timedelta

from dispatch.commit_and_ring import commit_and_ring
from dispatch.domain.actor import SystemActor
from dispatch.steps.end_alarm import end_alarm
from dispatch.steps.raise_alert import raise_alert
from dispatch.store import alarms
from geo.database import Connection, Pool
from tracking.bridges import BridgeSeen, missing_bridges

BRIDGE_MISSING = "bridge_missing"
MISSING_AFTER = timedelta(seconds=20)  # four beats; a restart takes less
AGAIN_AFTER = timedelta(minutes=10)  # somebody took the alarm, and it is still not mended
TIMER = SystemActor("bridge_watch")


async def raise_missing_bridges(pool: Pool, *, now: datetime) -> int:
    """How many alarms were raised or ended; one stands for each bridge until somebody takes it, or it is back."""
    async with pool.acquire(timeout=2) as conn:
        missing = await missing_bridges(conn, not_since=now - MISSING_AFTER)
        changed = await _end_of_those_back(conn, {bridge.worker for bridge in missing}, now)
        for bridge in missing:
            async with commit_and_ring(conn):
                changed += await _raise(conn, bridge, now)
    return changed


async def _end_of_those_back(conn: Connection, missing: Collection[str], now: datetime) -> int:
    ended = 0
    for alarm in await alarms.standing(conn, BRIDGE_MISSING):
        worker = alarm.detail["worker"]
        if worker not in missing:
            async with commit_and_ring(conn):
                ended += await end_alarm(
                    conn, alarm.alarm_id, BRIDGE_MISSING, by=TIMER, at=now, facts={"worker": worker}
                )
    return ended


async def _raise(conn: Connection, bridge: BridgeSeen, now: datetime) -> int:
    facts = {"worker": bridge.worker}
    if await alarms.is_known(conn, BRIDGE_MISSING, facts, since=now - AGAIN_AFTER):
        return 0
    detail = {"worker": bridge.worker, "seen_at": bridge.seen_at, "broker_connected": bridge.broker_connected}
    await raise_alert(conn, BRIDGE_MISSING, by=TIMER, at=now, detail=detail, facts=facts)
    return 1

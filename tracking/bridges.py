"""The bridges that ever ran, and when each was last seen at work."""

from dataclasses import dataclass
from datetime import datetime

from geo.database import Connection

BEAT_EVERY_S = 5.0


@dataclass(frozen=True, slots=True)
class BridgeSeen:
    worker: str
    seen_at: datetime
    broker_connected: bool


async def beat(conn: Connection, worker: str, *, broker_connected: bool, now: datetime) -> None:
    await conn.execute(
        """
        INSERT INTO bridge (worker, seen_at, broker_connected) VALUES ($1, $2, $3)
        ON CONFLICT (worker) DO UPDATE SET seen_at = EXCLUDED.seen_at, broker_connected = EXCLUDED.broker_connected
        """,
        worker,
        now,
        broker_connected,
    )


async def missing_bridges(conn: Connection, *, not_since: datetime) -> list[BridgeSeen]:
    """Those whose share of the messages waits: not seen since, or not connected to the broker.

    A bridge that was stopped on purpose is missing too: the broker keeps its share until it comes back.
    """
    rows = await conn.fetch(
        """
        SELECT worker, seen_at, broker_connected FROM bridge
        WHERE seen_at < $1 OR NOT broker_connected
        ORDER BY worker
        """,
        not_since,
    )
    return [BridgeSeen(*row.values()) for row in rows]

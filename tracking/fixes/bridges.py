"""The bridges that ever ran, when each was last seen at work, and up to when it has stored what it took."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from base.database import Connection

BEAT_EVERY_S = 1.0
# Taken out for good, and whatever waited for it at the broker is long lost: nobody waits for it any more.
GIVEN_UP_AFTER = timedelta(days=1)
ALIVE_FOR = timedelta(seconds=5)  # after its last beat


@dataclass(frozen=True, slots=True)
class BridgeSeen:
    worker: str
    seen_at: datetime
    broker_connected: bool


async def announce(conn: Connection, worker: str, *, now: datetime) -> bool:
    """Whether others must first hear of this bridge: it never ran, and some other one does.

    From here on the others tell no device of what this one may hold; they look once a beat.
    """
    is_new = await conn.execute(
        "INSERT INTO bridge (worker, seen_at, broker_connected) VALUES ($1, $2, true) ON CONFLICT DO NOTHING",
        worker,
        now,
    )
    if is_new == "INSERT 0 0":
        return False
    return bool(
        await conn.fetchval(
            "SELECT count(*) FROM bridge WHERE worker <> $1 AND seen_at > $2", worker, now - GIVEN_UP_AFTER
        )
    )


async def beat(
    conn: Connection,
    worker: str,
    *,
    broker_connected: bool,
    now: datetime,
    settled_until: datetime | None = None,
    shares: tuple[int, int | None] = (0, None),
) -> datetime | None:
    """Up to when every other bridge is settled; None when there is no other.

    Without `settled_until` it stays as it was: who is away from the broker cannot know what waits there.
    `shares` are the shared subscriptions that it holds, and how many of anybody the broker told of.
    """
    await conn.execute(
        """
        INSERT INTO bridge AS b (worker, seen_at, broker_connected, settled_until, shares_held, shares_seen)
        VALUES ($1, $2, $3, coalesce($4::timestamptz, 'epoch'), $5, $6)
        ON CONFLICT (worker) DO UPDATE
        SET seen_at = EXCLUDED.seen_at, broker_connected = EXCLUDED.broker_connected,
            settled_until = coalesce($4::timestamptz, b.settled_until),
            shares_held = EXCLUDED.shares_held, shares_seen = EXCLUDED.shares_seen
        """,
        worker,
        now,
        broker_connected,
        settled_until,
        *shares,
    )
    others: datetime | None = await conn.fetchval(
        "SELECT min(settled_until) FROM bridge WHERE worker <> $1 AND seen_at > $2", worker, now - GIVEN_UP_AFTER
    )
    return others


async def any_listens(conn: Connection, *, now: datetime) -> bool:
    """To the broker; without one nothing can be heard of any device."""
    return bool(
        await conn.fetchval(
            "SELECT EXISTS (SELECT FROM bridge WHERE seen_at > $1 AND broker_connected)", now - ALIVE_FOR
        )
    )


async def strange_shares(conn: Connection, *, now: datetime) -> int | None:
    """Shared subscriptions at the broker that no bridge holds; None while no bridge knows of the broker's count."""
    row = await conn.fetchrow(
        """
        SELECT max(shares_seen) FILTER (WHERE seen_at > $1 AND broker_connected) AS seen, sum(shares_held) AS held
        FROM bridge
        """,
        now - ALIVE_FOR,
    )
    if row is None or row["seen"] is None:
        return None
    return max(0, int(row["seen"] - row["held"]))


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

"""All bridges that have run: when each last beat, and the time before which it has stored everything it took."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from base.database import Connection

BEAT_EVERY_S = 1.0
# After this a bridge counts as removed for good, with any messages held for it lost: no bridge waits for it.
GIVEN_UP_AFTER = timedelta(days=1)
ALIVE_FOR = timedelta(seconds=5)  # after its last beat


@dataclass(frozen=True, slots=True)
class BridgeSeen:
    worker: str
    seen_at: datetime
    broker_connected: bool


async def announce(conn: Connection, worker: str, *, now: datetime) -> bool:
    """Announce a bridge; return whether the others must learn of it first: it never ran, and another one runs.

    Once they know it, the others send no notice for fixes that this one may hold; they check once a beat.
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
    """Record a beat; return the time before which every other bridge has stored all fixes; None if there is no other.

    None as `settled_until` leaves it unchanged: a disconnected bridge cannot know what waits at the broker.
    `shares` are the shared subscriptions that it holds, and the broker's count of all of them.
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
    """Return whether a bridge is connected to the broker; without one no device can be heard."""
    return bool(
        await conn.fetchval(
            "SELECT EXISTS (SELECT FROM bridge WHERE seen_at > $1 AND broker_connected)", now - ALIVE_FOR
        )
    )


async def strange_shares(conn: Connection, *, now: datetime) -> int | None:
    """Count shared subscriptions at the broker that no bridge holds; None while no bridge knows the broker's count."""
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
    """Return bridges whose share of the messages waits: without a beat since, or not connected to the broker.

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

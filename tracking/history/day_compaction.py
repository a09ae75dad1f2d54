"""Rewrites a past day: sorted by unit, so that a track lies on few pages, and later thinned (decision 21)."""

import asyncio
import logging
from datetime import UTC, date, datetime, timedelta

import asyncpg

from base.database import Connection
from tracking.history.day_lock import ours_alone
from tracking.history.partitions import attach, partition_name
from tracking.history.thinning import worth_keeping
from tracking.history.track import read_device_track

log = logging.getLogger(__name__)

SWAP_LOCK_TIMEOUT = "300ms"  # the longest that others may have to wait for our locks
SWAP_TRIES = 20
SWAP_PAUSE_S = 1.0
SWAP_TIMEOUT = "1s"  # the longest that they then wait while we copy late arrivals
COPY_TIMEOUT_S = 3600.0

WHOSE = "SELECT DISTINCT unit_key, device_key FROM {old} ORDER BY unit_key, device_key"
COPY_ALL = "INSERT INTO {new} SELECT * FROM {old} ORDER BY unit_key, fixed_at, device_key"
COPY = """
INSERT INTO {new} SELECT * FROM {old}
WHERE unit_key = $1 AND device_key = $2 AND fixed_at = ANY($3::timestamptz[]) ORDER BY fixed_at
"""
# Finds the last arrivals, which lie together; without this index on the old day all of it would be scanned.
FIND_NEWEST = "CREATE INDEX CONCURRENTLY {old}_received ON {old} USING brin (received_at)"
# Copies all that came during the copy. A writer that the database held up for longer stores its fixes again.
CATCH_UP = "INSERT INTO {new} SELECT * FROM {old} WHERE received_at > $1 ON CONFLICT DO NOTHING"
CATCH_UP_FOR = timedelta(hours=1)


async def rewrite_day(conn: Connection, day: date, *, thin: bool) -> tuple[int, int] | None:
    """Return how many fixes there were and how many are kept; None if others would have to wait: try again later.

    Needs a connection outside any transaction and without a statement timeout. Readers and writers wait for some
    milliseconds.
    """
    async with ours_alone(conn, day) as ours:
        return await _rewrite(conn, day, thin=thin) if ours else None


async def _rewrite(conn: Connection, day: date, *, thin: bool) -> tuple[int, int] | None:
    old, new = partition_name(day), f"{partition_name(day)}_new"
    await conn.execute(f"DROP TABLE IF EXISTS {new}")
    await conn.execute(f"CREATE TABLE {new} (LIKE fix INCLUDING DEFAULTS INCLUDING INDEXES, {in_day(day)})")
    await conn.execute(f"DROP INDEX IF EXISTS {old}_received")  # left by an interrupted run
    await conn.execute(FIND_NEWEST.format(old=old), timeout=COPY_TIMEOUT_S)
    began_at: datetime = await conn.fetchval("SELECT now()")
    before, kept = await (_copy_thinned(conn, old, new, day) if thin else _copy_all(conn, old, new))
    since = began_at - CATCH_UP_FOR
    await conn.execute(CATCH_UP.format(old=old, new=new), since, timeout=COPY_TIMEOUT_S)
    await conn.execute(f"ANALYZE {new}", timeout=COPY_TIMEOUT_S)
    swapped = await _swap(conn, old, new, day, since)
    log.info(
        "day rewritten",
        extra={"thin": thin, "day": day.isoformat(), "before": before, "kept": kept, "swapped": swapped},
    )
    return (before, kept) if swapped else None


def in_day(day: date) -> str:
    """Return a constraint that tells PostgreSQL, without a scan, that every row belongs to the day."""
    return f"CHECK (fixed_at >= '{day}T00:00:00Z' AND fixed_at < '{day + timedelta(days=1)}T00:00:00Z')"


async def _copy_all(conn: Connection, old: str, new: str) -> tuple[int, int]:
    status = await conn.execute(COPY_ALL.format(old=old, new=new), timeout=COPY_TIMEOUT_S)
    copied = int(status.rpartition(" ")[2])
    return copied, copied


async def _copy_thinned(conn: Connection, old: str, new: str, day: date) -> tuple[int, int]:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    before = kept = 0
    for unit_key, device_key in await conn.fetch(WHOSE.format(old=old), timeout=COPY_TIMEOUT_S):
        track = await read_device_track(conn, unit_key, device_key, start=start, end=start + timedelta(days=1))
        chosen = track.pick(await asyncio.to_thread(worth_keeping, track))
        times = [chosen.fixed_at(index) for index in range(len(chosen))]
        await conn.execute(COPY.format(old=old, new=new), unit_key, device_key, times, timeout=COPY_TIMEOUT_S)
        before, kept = before + len(track), kept + len(chosen)
    return before, kept


async def _swap(conn: Connection, old: str, new: str, day: date, since: datetime) -> bool:
    for _ in range(SWAP_TRIES):
        try:
            async with conn.transaction():
                await _swap_once(conn, old, new, day, since)
        except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError, asyncpg.QueryCanceledError):
            await asyncio.sleep(SWAP_PAUSE_S)
        else:
            return True
    await conn.execute(f"DROP TABLE IF EXISTS {new}")
    return False


async def _swap_once(conn: Connection, old: str, new: str, day: date, since: datetime) -> None:
    await conn.execute(f"SET LOCAL lock_timeout = '{SWAP_LOCK_TIMEOUT}'")
    await conn.execute(f"SET LOCAL statement_timeout = '{SWAP_TIMEOUT}'")
    # Lock the parent before its partition, as storing does: otherwise every late fix would deadlock with us.
    await conn.execute("LOCK TABLE ONLY fix IN ACCESS EXCLUSIVE MODE")
    await conn.execute(CATCH_UP.format(old=old, new=new), since)
    await conn.execute(f"ALTER TABLE fix DETACH PARTITION {old}")
    await conn.execute(f"DROP TABLE {old}")
    await conn.execute(f"ALTER TABLE {new} RENAME TO {old}")
    await attach(conn, day)

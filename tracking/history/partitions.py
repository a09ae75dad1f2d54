"""The daily partitions of `fix`: made ahead, made on demand for late days, dropped after their retention."""

import logging
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta

import asyncpg

from base.database import Connection

log = logging.getLogger(__name__)

DAYS_AHEAD = 3
# Two bridges may find the same day missing at once.
MAKE_LOCK = 0x5347_0001
DROP_LOCK = 0x5347_0002

PARTITIONS = """
SELECT c.relname::text AS name, i.inhdetachpending AS half_detached
FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
WHERE i.inhparent = 'fix'::regclass
"""


def partition_name(day: date) -> str:
    return f"fix_{day:%Y%m%d}"


def days_ahead(today: date) -> list[date]:
    """Return the days to have partitions for. Yesterday too: fixes come late around midnight."""
    return [today + timedelta(days=offset) for offset in range(-1, DAYS_AHEAD + 1)]


async def make_partitions(conn: Connection, days: Iterable[date]) -> None:
    """Make missing partitions; safe to run in several processes at once."""
    for day in sorted(set(days)):
        async with conn.transaction():
            await conn.execute("SELECT pg_advisory_xact_lock($1)", MAKE_LOCK)
            if not await _is_there(conn, day):
                await _make(conn, day)


async def drop_old_partitions(
    conn: Connection, *, oldest: date, but: Collection[date] = (), at_most: int | None = None
) -> list[str]:
    """Drop days before `oldest` except `but`, oldest first; readers and writers of other days do not wait.

    Needs a connection outside any transaction. Does nothing while another process does this.
    """
    if not await conn.fetchval("SELECT pg_try_advisory_lock($1)", DROP_LOCK):
        return []
    try:
        rows = await conn.fetch(PARTITIONS)
        spared = {partition_name(day) for day in but}
        found = [row for row in rows if row["name"] < partition_name(oldest) and row["name"] not in spared]
        old = sorted(found, key=lambda row: str(row["name"]))[:at_most]
        for row in old:
            await _detach(conn, row["name"], half_detached=row["half_detached"])
        await _drop_detached(conn, oldest)
        return [row["name"] for row in old]
    finally:
        await conn.execute("SELECT pg_advisory_unlock($1)", DROP_LOCK)


async def attach(conn: Connection, day: date) -> None:
    """Attach the existing table of that day."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    end = start + timedelta(days=1)
    await conn.execute(
        f"ALTER TABLE fix ATTACH PARTITION {partition_name(day)}"
        f" FOR VALUES FROM ('{start.isoformat()}') TO ('{end.isoformat()}')"
    )


async def days_stored(conn: Connection) -> list[date]:
    """Return the days with a partition, oldest first, future ones included."""
    names = sorted(row["name"] for row in await conn.fetch(PARTITIONS))
    return [datetime.strptime(name, "fix_%Y%m%d").replace(tzinfo=UTC).date() for name in names]


async def _is_there(conn: Connection, day: date) -> bool:
    return partition_name(day) in {row["name"] for row in await conn.fetch(PARTITIONS)}


async def _make(conn: Connection, day: date) -> None:
    """Make it by ATTACH: CREATE … PARTITION OF would lock out every reader and writer of `fix`."""
    name = partition_name(day)
    await conn.execute(f"CREATE TABLE IF NOT EXISTS {name} (LIKE fix INCLUDING DEFAULTS INCLUDING INDEXES)")
    await attach(conn, day)
    log.info("partition made", extra={"partition": name})


async def _detach(conn: Connection, name: str, *, half_detached: bool) -> None:
    """Detach; if a process died half-way and left it pending, only FINALIZE is allowed."""
    how = "FINALIZE" if half_detached else "CONCURRENTLY"
    try:
        await conn.execute(f"ALTER TABLE fix DETACH PARTITION {name} {how}", timeout=60)
    except asyncpg.LockNotAvailableError:
        log.warning("partition is in use, detached next time", extra={"partition": name})


async def _drop_detached(conn: Connection, oldest: date) -> None:
    """Drop detached tables, including those that an interrupted run detached but did not drop."""
    names = await conn.fetch(
        """
        SELECT c.relname::text AS name FROM pg_class AS c
        WHERE c.relkind = 'r' AND c.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'fix'::regclass)
          AND c.relname ~ '^fix_[0-9]{8}$' AND c.relname < $1
          AND NOT EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhrelid = c.oid)
        """,
        partition_name(oldest),
    )
    for row in names:
        await conn.execute(f"DROP TABLE IF EXISTS {row['name']}")
        log.info("partition dropped", extra={"partition": row["name"]})

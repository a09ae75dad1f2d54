"""Locks a day: its fixes are either rewritten or moved, never both at once; new fixes still come in."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import date, datetime

from base.database import Connection
from tracking.history.partitions import days_stored

SPACE = 0x5347_0003


@asynccontextmanager
async def ours_alone(conn: Connection, day: date) -> AsyncIterator[bool]:
    """Yield False if another process works on that day. Needs a connection outside any transaction."""
    ours = await conn.fetchval("SELECT pg_try_advisory_lock($1, $2)", SPACE, day.toordinal())
    try:
        yield bool(ours)
    finally:
        if ours:
            await conn.execute("SELECT pg_advisory_unlock($1, $2)", SPACE, day.toordinal())


@asynccontextmanager
async def kept_in_place(conn: Connection, days: Iterable[date]) -> AsyncIterator[None]:
    """Wait for a rewrite of any of the days, then prevent one. Needs a connection outside any transaction."""
    held = sorted({day.toordinal() for day in days})
    try:
        for number in held:
            await conn.execute("SELECT pg_advisory_lock_shared($1, $2)", SPACE, number)
        yield
    finally:
        await conn.execute("SELECT pg_advisory_unlock_shared($1, n) FROM unnest($2::int[]) AS n", SPACE, held)


async def keep_in_place_since(conn: Connection, at: datetime) -> None:
    """Prevent rewrites of all days from that time on, until the transaction ends."""
    days = [day.toordinal() for day in await days_stored(conn) if day >= at.date()]
    await conn.execute("SELECT pg_advisory_xact_lock_shared($1, n) FROM unnest($2::int[]) AS n", SPACE, days)

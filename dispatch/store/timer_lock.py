"""One worker at a time runs a timer, whichever of several gets there first."""

import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from base.database import Connection

_SPACE = 112_000  # keeps clear of every other advisory lock


@asynccontextmanager
async def try_hold(conn: Connection, timer: str) -> AsyncIterator[bool]:
    """Return False if another worker holds it."""
    key = zlib.crc32(timer.encode()) & 0x7FFF_FFFF
    if not await conn.fetchval("SELECT pg_try_advisory_lock($1, $2)", _SPACE, key):
        yield False
        return
    try:
        yield True
    finally:
        await conn.execute("SELECT pg_advisory_unlock($1, $2)", _SPACE, key)

"""Keys of crews' messages: the same key again within the hour is the same message."""

from collections.abc import Collection
from datetime import datetime, timedelta

from base.database import Connection

# Long enough for a device that repeats until it is heard. One that counts from 1 after each start must be heard again.
SAME_FOR = timedelta(hours=1)


_ADD = """
INSERT INTO heard_word (device_id, kind, key, heard_at)
SELECT $1, $2, n.key, $4 FROM unnest($3::text[]) AS n (key)
ON CONFLICT DO NOTHING RETURNING key
"""
_KNOWN = """
SELECT heard_at FROM heard_word WHERE device_id = $1 AND kind = $2 AND key = ANY($3::text[]) ORDER BY key FOR UPDATE
"""
_REFRESH = "UPDATE heard_word SET heard_at = $4 WHERE device_id = $1 AND kind = $2 AND key = ANY($3::text[])"


async def any_is_new(conn: Connection, device_id: str, kind: str, keys: Collection[str], *, now: datetime) -> bool:
    """Recorded in the transaction of their effect; waits for another that records the same key."""
    if not keys:
        return False
    wanted = sorted(set(keys))  # everybody in this order, or two transactions could deadlock
    added = {row["key"] for row in await conn.fetch(_ADD, device_id, kind, wanted, now)}
    repeated = [key for key in wanted if key not in added]
    if not repeated:
        return True
    known = await conn.fetch(_KNOWN, device_id, kind, repeated)
    await conn.execute(_REFRESH, device_id, kind, repeated, now)
    return bool(added) or any(now - row["heard_at"] > SAME_FOR for row in known)


async def forget_old(conn: Connection, now: datetime) -> None:
    await conn.execute("DELETE FROM heard_word WHERE heard_at < $1", now - SAME_FOR)

"""Keys of what crews said: the same key again, within the hour, is the same word."""

from datetime import datetime, timedelta

from geo.database import Connection

# Long enough for a device that repeats until it is heard. One that counts from 1 after each start must be heard again.
SAME_FOR = timedelta(hours=1)


async def is_new(conn: Connection, device_id: str, kind: str, key: str, *, now: datetime) -> bool:
    """Written down in the transaction of what it brings; waits for another that writes down the same."""
    added = await conn.fetchval(
        "INSERT INTO heard_word (device_id, kind, key, heard_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT DO NOTHING RETURNING true",
        device_id,
        kind,
        key,
        now,
    )
    if added:
        return True
    heard_at: datetime = await conn.fetchval(
        "SELECT heard_at FROM heard_word WHERE device_id = $1 AND kind = $2 AND key = $3 FOR UPDATE",
        device_id,
        kind,
        key,
    )
    await conn.execute(
        "UPDATE heard_word SET heard_at = $4 WHERE device_id = $1 AND kind = $2 AND key = $3", device_id, kind, key, now
    )
    return now - heard_at > SAME_FOR


async def forget_old(conn: Connection, now: datetime) -> None:
    await conn.execute("DELETE FROM heard_word WHERE heard_at < $1", now - SAME_FOR)

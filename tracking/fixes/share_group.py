"""The name of the group in which the bridges share the devices' messages (decision 29).

Mosquitto checks no ACL when a client joins a group: it would give a device a share of all messages, and then drop
them. So the name cannot be guessed, is in no log and no answer, and can be changed.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from base.database import Connection

NAME_BYTES = 24
LEFT_MAX = 20  # a bridge leaves this many earlier groups; one that missed more changes leaves the newest of them


@dataclass(frozen=True, slots=True)
class ShareGroup:
    name: str
    left: tuple[str, ...]  # earlier names: a session at the broker may still belong to them

    def __repr__(self) -> str:
        return f"ShareGroup(left={len(self.left)})"  # the group may end up in a log


async def current_group(conn: Connection, *, now: datetime) -> ShareGroup:
    """Return the current group; the first call makes it."""
    name: str | None = await conn.fetchval("SELECT name FROM share_group WHERE left_at IS NULL")
    if name is None:
        await _make(conn, now=now)
        name = await conn.fetchval("SELECT name FROM share_group WHERE left_at IS NULL")
    rows = await conn.fetch(
        "SELECT name FROM share_group WHERE left_at IS NOT NULL ORDER BY left_at DESC LIMIT $1", LEFT_MAX
    )
    return ShareGroup(str(name), tuple(row["name"] for row in rows))


async def change_group(conn: Connection, *, now: datetime) -> None:
    """Start a new group. Each bridge joins it with its next beat, then leaves the old: nothing is lost in between."""
    async with conn.transaction():
        await conn.execute("UPDATE share_group SET left_at = $1 WHERE left_at IS NULL", now)
        await _make(conn, now=now)


async def _make(conn: Connection, *, now: datetime) -> None:
    await conn.execute(
        "INSERT INTO share_group (name, made_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        secrets.token_urlsafe(NAME_BYTES),
        now,
    )

"""The name of the group in which the bridges share what devices say.

Mosquitto asks no ACL when somebody joins a group, and would hand a device its share of everybody's messages only to
drop it. So the name cannot be guessed, is in no log and in no answer, and can be changed.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from base.database import Connection

NAME_BYTES = 24
LEFT_MAX = 20  # bridges leave so many earlier groups; who was away for longer changes leaves the newest of them


@dataclass(frozen=True, slots=True)
class ShareGroup:
    name: str
    left: tuple[str, ...]  # earlier names: a session at the broker may still belong to them

    def __repr__(self) -> str:
        return f"ShareGroup(left={len(self.left)})"  # it may end up in a log


async def current_group(conn: Connection, *, now: datetime) -> ShareGroup:
    """Made by whoever asks first."""
    name: str | None = await conn.fetchval("SELECT name FROM share_group WHERE left_at IS NULL")
    if name is None:
        await _make(conn, now=now)
        name = await conn.fetchval("SELECT name FROM share_group WHERE left_at IS NULL")
    rows = await conn.fetch(
        "SELECT name FROM share_group WHERE left_at IS NOT NULL ORDER BY left_at DESC LIMIT $1", LEFT_MAX
    )
    return ShareGroup(str(name), tuple(row["name"] for row in rows))


async def change_group(conn: Connection, *, now: datetime) -> None:
    """Every bridge takes the new one with its next beat, and then leaves the old one: nothing is lost in between."""
    async with conn.transaction():
        await conn.execute("UPDATE share_group SET left_at = $1 WHERE left_at IS NULL", now)
        await _make(conn, now=now)


async def _make(conn: Connection, *, now: datetime) -> None:
    await conn.execute(
        "INSERT INTO share_group (name, made_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        secrets.token_urlsafe(NAME_BYTES),
        now,
    )

"""What was answered to each command, so that the same command sent again is not done again."""

from dataclasses import dataclass
from datetime import datetime

from geo.database import Connection


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    request_sha256: bytes
    status: int
    body: bytes


async def claim(conn: Connection, actor: str, key: str, *, request_sha256: bytes, at: datetime) -> bool:
    """False when the key was used before; waits for another transaction that uses it now."""
    claimed = await conn.fetchval(
        "INSERT INTO idempotency_key (actor, key, request_sha256, created_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (actor, key) DO NOTHING RETURNING true",
        actor,
        key,
        request_sha256,
        at,
    )
    return bool(claimed)


async def keep_answer(conn: Connection, actor: str, key: str, *, status: int, body: bytes) -> None:
    await conn.execute(
        "UPDATE idempotency_key SET status = $3, body = $4 WHERE actor = $1 AND key = $2", actor, key, status, body
    )


async def find_answer(conn: Connection, actor: str, key: str) -> KeptAnswer | None:
    row = await conn.fetchrow(
        "SELECT request_sha256, status, body FROM idempotency_key WHERE actor = $1 AND key = $2 AND status IS NOT NULL",
        actor,
        key,
    )
    return KeptAnswer(**dict(row)) if row else None


async def forget_older(conn: Connection, than: datetime) -> None:
    await conn.execute("DELETE FROM idempotency_key WHERE created_at < $1", than)


async def touch(conn: Connection, actor: str, key: str, *, at: datetime) -> None:
    """A write that changes nothing for anybody: shows that this server takes writes."""
    await conn.execute(
        "INSERT INTO idempotency_key (actor, key, request_sha256, created_at) VALUES ($1, $2, '', $3)"
        " ON CONFLICT (actor, key) DO UPDATE SET created_at = excluded.created_at",
        actor,
        key,
        at,
    )

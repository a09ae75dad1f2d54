"""The answer to each command, so that a command sent again is not run again."""

from dataclasses import dataclass
from datetime import datetime

from base.database import Connection
from core.store.answer_seal import AnswerSeal, key_sha256


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    request_hmac: bytes
    status: int
    body: bytes


async def claim(conn: Connection, seal: AnswerSeal, *, request_hmac: bytes, at: datetime) -> bool:
    """Return False when the key was used before; wait for another transaction that uses it now."""
    claimed = await conn.fetchval(
        "INSERT INTO idempotency_key (actor, key_sha256, request_hmac, created_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (actor, key_sha256) DO NOTHING RETURNING true",
        seal.actor,
        seal.key_sha256,
        request_hmac,
        at,
    )
    return bool(claimed)


async def keep_answer(conn: Connection, seal: AnswerSeal, *, status: int, body: bytes) -> None:
    await conn.execute(
        "UPDATE idempotency_key SET status = $3, sealed_body = $4 WHERE actor = $1 AND key_sha256 = $2",
        seal.actor,
        seal.key_sha256,
        status,
        seal.close(body, status=status),
    )


async def find_answer(conn: Connection, seal: AnswerSeal) -> KeptAnswer | None:
    row = await conn.fetchrow(
        "SELECT request_hmac, status, sealed_body FROM idempotency_key"
        " WHERE actor = $1 AND key_sha256 = $2 AND status IS NOT NULL",
        seal.actor,
        seal.key_sha256,
    )
    if row is None:
        return None
    status: int = row["status"]
    return KeptAnswer(row["request_hmac"], status, seal.open(row["sealed_body"], status=status))


async def forget_older(conn: Connection, than: datetime) -> None:
    await conn.execute("DELETE FROM idempotency_key WHERE created_at < $1", than)


async def touch(conn: Connection, actor: str, key: str, *, at: datetime) -> None:
    """Write without changing anything: a success shows that this server takes writes."""
    await conn.execute(
        "INSERT INTO idempotency_key (actor, key_sha256, request_hmac, created_at) VALUES ($1, $2, '', $3)"
        " ON CONFLICT (actor, key_sha256) DO UPDATE SET created_at = excluded.created_at",
        actor,
        key_sha256(key),
        at,
    )

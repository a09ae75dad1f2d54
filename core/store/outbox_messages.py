"""Messages to the outside, and the progress of each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct

from base import doorbell
from base.database import Connection
from base.raw_json import JsonObject

DOORBELL = "sigap_outbox"
DUE_WITHIN = timedelta(minutes=5)  # the longest lease, back-off and repetition


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    id: int
    channel: str
    destination: str
    kind: str
    body: JsonObject
    attempts: int
    delivered_at: datetime | None


async def add_message(
    conn: Connection,
    *,
    channel: str,
    destination: str,
    kind: str,
    body: Struct | JsonObject,
    assignment_id: UUID | None,
    at: datetime,
    expires_at: datetime,
    move_up_id: UUID | None = None,
) -> None:
    doorbell.ring_after_commit(DOORBELL)
    await conn.execute(
        "INSERT INTO outbox (channel, destination, kind, body, assignment_id, created_at, due_at, expires_at,"
        " move_up_id) VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8)",
        channel,
        destination,
        kind,
        body,
        assignment_id,
        at,
        expires_at,
        move_up_id,
    )


async def claim_due(
    conn: Connection, channel: str, *, now: datetime, lease: timedelta, limit: int
) -> list[OutboxMessage]:
    """Claim the due messages and put their next try one lease away: if this process dies, another takes them then.

    A message due later than any back-off allows was written by a clock that was set back since: it is due too.
    """
    rows = await conn.fetch(
        "UPDATE outbox SET due_at = $2::timestamptz + $3::interval, attempts = attempts + 1 WHERE id IN ("
        "  SELECT id FROM outbox WHERE channel = $1 AND finished_at IS NULL AND expires_at > $2"
        "  AND (due_at <= $2 OR due_at > $2::timestamptz + $5::interval)"
        "  ORDER BY due_at, id LIMIT $4 FOR UPDATE SKIP LOCKED)"
        " RETURNING id, channel, destination, kind, body, attempts, delivered_at",
        channel,
        now,
        lease,
        limit,
        DUE_WITHIN,
    )
    return sorted((OutboxMessage(**dict(row)) for row in rows), key=lambda message: message.id)


async def mark_delivered(conn: Connection, message_id: int, *, at: datetime, again_at: datetime) -> None:
    """The server of the other side took it; it stays due until the crew acknowledges or it expires.

    Failures before that no longer count among its `attempts`.
    """
    await conn.execute(
        "UPDATE outbox SET attempts = CASE WHEN delivered_at IS NULL THEN 1 ELSE attempts END,"
        " delivered_at = coalesce(delivered_at, $2), due_at = $3, last_error = NULL WHERE id = $1",
        message_id,
        at,
        again_at,
    )


async def finish(conn: Connection, message_id: int, *, at: datetime) -> bool:
    """Mark it delivered and never send it again; return False when it was finished before."""
    finished = await conn.fetchval(
        "UPDATE outbox SET delivered_at = coalesce(delivered_at, $2), finished_at = $2, last_error = NULL"
        " WHERE id = $1 AND finished_at IS NULL RETURNING true",
        message_id,
        at,
    )
    return bool(finished)


async def postpone(conn: Connection, message_id: int, *, until: datetime, error: str) -> None:
    await conn.execute("UPDATE outbox SET due_at = $2, last_error = $3 WHERE id = $1", message_id, until, error)


async def supersede_to_device(conn: Connection, destination: str, kind: str, *, at: datetime) -> None:
    """Undelivered messages of this kind are worthless now."""
    await conn.execute(
        "UPDATE outbox SET finished_at = $3 WHERE destination = $1 AND kind = $2 AND finished_at IS NULL",
        destination,
        kind,
        at,
    )


async def finish_expired(conn: Connection, now: datetime) -> int:
    """Finish expired messages; return how many were not acknowledged in time."""
    tag = await conn.execute("UPDATE outbox SET finished_at = $1 WHERE finished_at IS NULL AND expires_at <= $1", now)
    return int(tag.split()[-1])

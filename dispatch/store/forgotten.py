"""Remove what may name persons from the rows that hold it. What happened, when, where and by which unit stays."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from base.database import Connection
from dispatch.domain.incident import TEXTS

# The last entry about an incident counts, not only its end: a note from yesterday is not lost today. An open alert is
# on the consoles, and their board must match what a new one would read.
_DUE_INCIDENTS = """
SELECT i.id, i.closed_at FROM incident i
WHERE i.forgotten_at IS NULL AND i.closed_at < $1
  AND coalesce((SELECT e.at FROM event_log e WHERE e.incident_id = i.id ORDER BY e.seq DESC LIMIT 1), i.closed_at) < $1
  AND NOT EXISTS (SELECT FROM alarm l WHERE l.incident_id = i.id AND l.taken_at IS NULL)
"""
_DUE_CALLS = """
SELECT c.id, c.closed_at FROM call c LEFT JOIN incident i ON i.id = c.incident_id
WHERE c.forgotten_at IS NULL AND c.closed_at < $1 AND (c.incident_id IS NULL OR i.forgotten_at IS NOT NULL)
"""
_OLDEST_DUE = f"""
SELECT least((SELECT min(closed_at) FROM ({_DUE_INCIDENTS}) AS i), (SELECT min(closed_at) FROM ({_DUE_CALLS}) AS c),
             (SELECT min(at) FROM event_words WHERE incident_id IS NULL AND at < $1))
"""  # noqa: S608

_INCIDENTS = f"""
UPDATE incident SET {", ".join(f"{name} = NULL" for name in ("near_place", *TEXTS))}, forgotten_at = $2
WHERE id = ANY($1::uuid[])
"""  # noqa: S608
_SENT = "(SELECT id FROM assignment WHERE incident_id = ANY($1::uuid[]))"
_OF_INCIDENTS = (
    "UPDATE note SET text = '' WHERE incident_id = ANY($1::uuid[])",
    "UPDATE assignment SET reason = NULL WHERE incident_id = ANY($1::uuid[]) AND reason IS NOT NULL",
    f"UPDATE milestone SET reason = NULL WHERE assignment_id IN {_SENT} AND reason IS NOT NULL",  # noqa: S608
    f"UPDATE outbox SET body = '{{}}' WHERE assignment_id IN {_SENT}",  # noqa: S608
    "UPDATE recommendation SET advice = '{}' WHERE incident_id = ANY($1::uuid[])",
    "UPDATE alarm SET detail = '{}' WHERE incident_id = ANY($1::uuid[])",
    "DELETE FROM event_words WHERE incident_id = ANY($1::uuid[])",
)
_CALLS = """
UPDATE call SET caller_number = NULL, caller_name = NULL, words = NULL, forgotten_at = $2 WHERE id = ANY($1::uuid[])
"""
_OF_CALLS = ("DELETE FROM caller_location WHERE call_id = ANY($1::uuid[])",)

# Without an incident: each by its own age.
_BY_AGE = (
    "UPDATE move_up SET reason = NULL WHERE ended_at < $1 AND reason IS NOT NULL",
    "UPDATE outbox SET body = '{}' WHERE move_up_id IN (SELECT id FROM move_up WHERE ended_at < $1) AND body <> '{}'",
    "UPDATE alarm SET detail = '{}' WHERE incident_id IS NULL AND taken_at < $1 AND detail <> '{}'",
    "UPDATE closure SET reason = NULL WHERE ends_at < $1 AND reason IS NOT NULL",
    "UPDATE unit SET out_of_service_reason = NULL WHERE retired_at < $1 AND out_of_service_reason IS NOT NULL",
    "DELETE FROM event_words WHERE incident_id IS NULL AND at < $1",
)


async def oldest_due(conn: Connection, before: datetime) -> datetime | None:
    """When the oldest data due for deletion ended; None if there is none."""
    oldest: datetime | None = await conn.fetchval(_OLDEST_DUE, before)
    return oldest


async def lock_due_incidents(conn: Connection, before: datetime, *, until: datetime, limit: int) -> list[UUID]:
    """Closed by `until`, no entry about them since `before`; a locked one waits for the next run."""
    return await _lock_due(conn, _DUE_INCIDENTS, "i", before, until, limit)


async def lock_due_calls(conn: Connection, before: datetime, *, until: datetime, limit: int) -> list[UUID]:
    """Those without an incident, or with one whose text is deleted."""
    return await _lock_due(conn, _DUE_CALLS, "c", before, until, limit)


async def _lock_due(
    conn: Connection, due: str, table: str, before: datetime, until: datetime, limit: int
) -> list[UUID]:
    rows = await conn.fetch(
        f"{due} AND {table}.closed_at < $2 ORDER BY {table}.closed_at LIMIT $3 FOR UPDATE OF {table} SKIP LOCKED",
        before,
        until,
        limit,
    )
    return [row["id"] for row in rows]


async def forget_incidents(conn: Connection, incident_ids: Collection[UUID], *, at: datetime) -> None:
    await conn.execute(_INCIDENTS, list(incident_ids), at)
    for statement in _OF_INCIDENTS:
        await conn.execute(statement, list(incident_ids))


async def forget_calls(conn: Connection, call_ids: Collection[UUID], *, at: datetime) -> None:
    await conn.execute(_CALLS, list(call_ids), at)
    for statement in _OF_CALLS:
        await conn.execute(statement, list(call_ids))


async def forget_by_age(conn: Connection, before: datetime) -> None:
    for statement in _BY_AGE:
        await conn.execute(statement, before)

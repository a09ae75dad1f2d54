"""What crews were sent after their order, and whether they confirmed (decision 44)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Actor


async def add_notices(
    conn: Connection,
    assignment_ids: Collection[UUID],
    *,
    changed: Collection[str],
    note_id: int | None,
    at: datetime,
) -> None:
    await conn.execute(
        "INSERT INTO crew_notice (assignment_id, at, changed, note_id)"
        " SELECT id, $2, $3, $4 FROM unnest($1::uuid[]) AS id",
        list(assignment_ids),
        at,
        list(changed),
        note_id,
    )


async def confirm(conn: Connection, assignment_id: UUID, *, up_to: int | None, by: Actor, at: datetime) -> int:
    """Return how many were open; `up_to` null confirms all."""
    tag = await conn.execute(
        "UPDATE crew_notice SET confirmed_at = $3, confirmed_by = $4 WHERE assignment_id = $1"
        " AND confirmed_at IS NULL AND ($2::bigint IS NULL OR id <= $2)",
        assignment_id,
        up_to,
        at,
        by.name,
    )
    return int(tag.split()[-1])

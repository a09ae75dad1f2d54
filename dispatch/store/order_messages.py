"""Orders in the outbox: which are confirmed, and which need not be sent any more."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from base.database import Connection


async def unconfirmed(conn: Connection, message_id: int) -> UUID | None:
    """The assignment of this order, when none of its kind is under way or confirmed, and some device could have."""
    assignment_id: UUID | None = await conn.fetchval(
        """
        SELECT o.assignment_id FROM outbox AS o JOIN assignment AS a ON a.id = o.assignment_id
        WHERE o.id = $1 FOR NO KEY UPDATE OF a
        """,
        message_id,
    )
    if assignment_id is None:
        return None
    is_missed = await conn.fetchval(
        """
        SELECT bool_and(o.finished_at IS NOT NULL AND o.acknowledged_at IS NULL)
               AND bool_or(d.answers_since IS NOT NULL)
        FROM outbox AS m JOIN outbox AS o USING (assignment_id, kind)
        LEFT JOIN device AS d ON d.device_id = o.destination
        WHERE m.id = $1
        """,
        message_id,
    )
    return assignment_id if is_missed else None


async def acknowledge_orders(conn: Connection, assignment_id: UUID, kinds: Collection[str], *, at: datetime) -> None:
    """The crew answered: these orders need not be sent again."""
    await conn.execute(
        "UPDATE outbox SET acknowledged_at = $3, finished_at = $3"
        " WHERE assignment_id = $1 AND kind = ANY($2::text[]) AND finished_at IS NULL",
        assignment_id,
        list(kinds),
        at,
    )


async def supersede_orders(conn: Connection, assignment_id: UUID, *, at: datetime) -> None:
    """A newer order makes these worthless: a canceled turnout must not be sent again."""
    await conn.execute(
        "UPDATE outbox SET finished_at = $2 WHERE assignment_id = $1 AND finished_at IS NULL", assignment_id, at
    )


async def supersede_move_ups(conn: Connection, move_up_ids: Collection[UUID], *, at: datetime) -> None:
    """Their orders need not be sent again: the crew answered, or something newer counts."""
    await conn.execute(
        "UPDATE outbox SET finished_at = $2 WHERE move_up_id = ANY($1::uuid[]) AND finished_at IS NULL",
        list(move_up_ids),
        at,
    )

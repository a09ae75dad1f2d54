"""Delete text that names persons when its retention ends: in calls, incidents, orders and the event log."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import UUID

from base.database import ACQUIRE_TIMEOUT_S, Connection, Pool
from core.commit_and_ring import commit_and_ring
from dispatch.store import forgotten

BATCH = 100  # incidents in one transaction: none is locked for long
# As with old days of fixes: a clock that jumps ahead costs two days of text an hour, and raises an alert meanwhile.
AT_ONCE = timedelta(days=2)

type Find = Callable[..., Awaitable[list[UUID]]]
type Forget = Callable[..., Awaitable[None]]


async def forget_words(pool: Pool, *, now: datetime, kept_days: int) -> None:
    """`kept_days` count from the last entry about a closed incident; for a call, from its end."""
    before = now - timedelta(days=kept_days)
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        oldest = await forgotten.oldest_due(conn, before)
        until = before if oldest is None else min(before, oldest + AT_ONCE)
        for find, forget in (
            (forgotten.lock_due_incidents, forgotten.forget_incidents),
            (forgotten.lock_due_calls, forgotten.forget_calls),
        ):
            while await _forget_some(conn, find, forget, before=before, until=until, now=now):
                pass
        await forgotten.forget_by_age(conn, until)


async def _forget_some(
    conn: Connection, find: Find, forget: Forget, *, before: datetime, until: datetime, now: datetime
) -> int:
    async with commit_and_ring(conn):
        due = await find(conn, before, until=until, limit=BATCH)
        await forget(conn, due, at=now)
    return len(due)

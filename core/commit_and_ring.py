"""Run an action from any edge (HTTP, MQTT, command line, timer): one transaction, then the doorbells (decision 55)."""

import logging
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress

import asyncpg

from base import doorbell
from base.database import ACQUIRE_TIMEOUT_S, DATABASE_ERRORS, Connection, Pool
from core.store import event_chain, outbox_messages

log = logging.getLogger(__name__)

BELLS = (event_chain.DOORBELL, outbox_messages.DOORBELL)


@asynccontextmanager
async def commit_and_ring(at: Pool | Connection, *, later: set[str] | None = None) -> AsyncIterator[Connection]:
    """Commit the facts, their events and their messages together, or none of them.

    After the commit, ring the doorbells of what was written: the event log's, the outbox's, or none. For many actions,
    `later` gathers the bells and the caller rings once.
    """
    async with _connection(at) as conn:
        if not conn.is_closed() and conn.is_in_transaction():
            raise RuntimeError("an action within another would ring before it is committed")
        with doorbell.gathered() as bells:
            async with _transaction(conn):
                yield conn
        if later is None:
            await ring(conn, bells)
        else:
            later |= bells


async def ring(conn: Connection, bells: Collection[str] = BELLS) -> None:
    """Everything is committed: a failed ring costs readers a second and must not fail the action."""
    if not bells:
        return
    try:
        await doorbell.ring(conn, bells)
    except DATABASE_ERRORS as error:
        log.warning("doorbell not rung", extra={"error": type(error).__name__})


@asynccontextmanager
async def _connection(at: Pool | Connection) -> AsyncIterator[Connection]:
    if isinstance(at, asyncpg.Pool):
        async with at.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            yield conn
    else:
        yield at


@asynccontextmanager
async def _transaction(conn: Connection) -> AsyncIterator[None]:
    transaction = conn.transaction()
    await transaction.start()
    try:
        yield
    except BaseException:
        with suppress(*DATABASE_ERRORS):  # the server has already rolled back a lost connection
            await transaction.rollback()
        raise
    await transaction.commit()

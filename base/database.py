"""Connections to the city's database: the one way to open a pool, for every process."""

import logging
from typing import Any

import asyncpg
import msgspec
from asyncpg.pool import PoolConnectionProxy

from base import ewkb

log = logging.getLogger(__name__)

type Pool = asyncpg.Pool[asyncpg.Record]
type Connection = asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]
Record = asyncpg.Record

# What a call may raise. asyncpg itself raises the last if a server ends a connection at a bad moment.
DATABASE_ERRORS = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)

# Errors that one value in a batch can cause. All others are the database's own: wait and retry.
DATA_ERRORS = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError, OverflowError, ValueError, TypeError)

STATEMENT_TIMEOUT_S = 10.0
COMMAND_TIMEOUT_S = STATEMENT_TIMEOUT_S + 2  # above the server's, so that the server's own error is seen
ACQUIRE_TIMEOUT_S = 2.0
SETTLE_TIMEOUT_S = 1.0  # below the pool's, which would raise where we end the connection
# At night there is one call an hour: it must not wait until all its queries are planned again.
IDLE_CONNECTION_KEPT_S = 3600.0
STATEMENTS_KEPT = 400
QUERIES_A_CONNECTION = 50_000


async def open_pool(url: str, *, size: int, application_name: str, at_once: bool = True) -> Pool:
    """Open a pool whose connections map geometry to `base.position.Position` and jsonb to plain Python values.

    Unless `at_once`, it connects when the first connection is needed, so the server may start later.

    Raises:
        OSError, asyncpg.PostgresError: the server cannot be reached or refuses the connection.
    """
    return await _Pool(
        url,
        min_size=min(2, size) if at_once else 0,
        max_size=size,
        max_queries=QUERIES_A_CONNECTION,
        init=prepare,
        reset=_settle,
        connection_class=PooledConnection,
        record_class=asyncpg.Record,
        loop=None,
        command_timeout=COMMAND_TIMEOUT_S,
        max_inactive_connection_lifetime=IDLE_CONNECTION_KEPT_S,
        statement_cache_size=STATEMENTS_KEPT,
        max_cached_statement_lifetime=0,
        server_settings=_server_settings(application_name),
    )


class _Pool(asyncpg.Pool):
    async def release(self, connection: Any, *, timeout: float | None = None) -> None:  # noqa: ASYNC109 - asyncpg's
        """A connection lost during release has freed its slot already, so a warning is enough."""
        try:
            await super().release(connection, timeout=timeout)
        except asyncpg.InternalClientError as error:
            log.warning("connection lost while it was given back", extra={"error": str(error)})


class PooledConnection(asyncpg.Connection):
    """Knows whether a statement was parsed but not run: the server keeps its locks until the next message."""

    _protocol: Any
    _parsed_after = -1  # number of queries run when the last statement was parsed

    @property
    def owes_an_end(self) -> bool:
        return bool(self._parsed_after == self._protocol.queries_count)

    async def _get_statement(self, *args: Any, **options: Any) -> Any:
        """Note every statement: asyncpg passes here whether it must be parsed or is cached."""
        self._parsed_after = self._protocol.queries_count
        return await super()._get_statement(*args, **options)  # type: ignore[misc] # not in its stubs


async def _settle(conn: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Reset the connection, nearly always without a round trip.

    The pool has rolled back an open transaction, and locks end where they were taken. Only a read that was cancelled
    between parsing and running, or whose value could not be sent, needs the round trip.
    """
    if not (isinstance(conn, PooledConnection) and conn.owes_an_end):
        return
    try:
        await conn.execute("SELECT", timeout=SETTLE_TIMEOUT_S)
    except DATABASE_ERRORS:
        conn.terminate()  # ends it too, and hides nothing: the read itself was cancelled or failed


async def prepare(conn: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Register the codecs; call it for a connection made outside the pool too."""
    await ewkb.register(conn)
    await conn.set_type_codec(
        "jsonb", schema="pg_catalog", encoder=_json_text, decoder=msgspec.json.decode, format="text"
    )


def _json_text(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _server_settings(application_name: str) -> dict[str, str]:
    return {
        "application_name": application_name,
        "timezone": "UTC",
        "jit": "off",  # compiling a plan costs more than any of our queries
        "plan_cache_mode": "force_generic_plan",  # planning does too: the same few statements run all day
        "statement_timeout": f"{STATEMENT_TIMEOUT_S}s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "15s",
    }

"""Connections to the city's database: one way to open a pool for every process."""

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

# What a call may raise. The last is what asyncpg itself trips over when a server ends a connection at a bad moment.
DATABASE_ERRORS = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)

STATEMENT_TIMEOUT_S = 10.0
COMMAND_TIMEOUT_S = STATEMENT_TIMEOUT_S + 2  # above the server's, so that the server's own error is the one seen
ACQUIRE_TIMEOUT_S = 2.0
SETTLE_TIMEOUT_S = 1.0  # below the pool's, which would raise where we end the connection
# At night a call comes once an hour: it must not wait until all that it asks is planned again.
IDLE_CONNECTION_KEPT_S = 3600.0
STATEMENTS_KEPT = 400
QUERIES_A_CONNECTION = 50_000


async def open_pool(url: str, *, size: int, application_name: str, at_once: bool = True) -> Pool:
    """A pool whose connections speak geometry as `base.position.Position` and jsonb as plain Python values.

    Unless `at_once`, it connects when the first connection is asked for, so that a server may come later.

    Raises:
        OSError, asyncpg.PostgresError: the server cannot be reached or refuses us.
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
        """A loss that is noticed while the connection is given back has freed its place already, and hides nothing."""
        try:
            await super().release(connection, timeout=timeout)
        except asyncpg.InternalClientError as error:
            log.warning("connection lost while it was given back", extra={"error": str(error)})


class PooledConnection(asyncpg.Connection):
    """Knows whether a statement was parsed and never run: the server keeps its locks until it hears more from us."""

    _protocol: Any
    _parsed_after = -1  # so many were run

    @property
    def owes_an_end(self) -> bool:
        return bool(self._parsed_after == self._protocol.queries_count)

    async def _get_statement(self, *args: Any, **options: Any) -> Any:
        """Every statement comes from here, whether it must be parsed or is known."""
        self._parsed_after = self._protocol.queries_count
        return await super()._get_statement(*args, **options)  # type: ignore[misc] # not in its stubs


async def _settle(conn: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Spares a round trip nearly always: a transaction left open is rolled back before, locks go where they were taken.

    A read that was cancelled between parsing and running, or whose value could not be sent, needs one.
    """
    if not (isinstance(conn, PooledConnection) and conn.owes_an_end):
        return
    try:
        await conn.execute("SELECT", timeout=SETTLE_TIMEOUT_S)
    except DATABASE_ERRORS:
        conn.terminate()  # ends it too, and hides nothing: the read itself was cancelled or failed


async def prepare(conn: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Register the codecs; a connection made outside the pool needs it too."""
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
        "plan_cache_mode": "force_generic_plan",  # so does planning: the same few statements are asked all day
        "statement_timeout": f"{STATEMENT_TIMEOUT_S}s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "15s",
    }

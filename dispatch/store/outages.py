"""Tells whether an error means that the database is away, or no longer the one that takes writes."""

import asyncpg
from asyncpg.exceptions import (
    CannotConnectNowError,
    PostgresConnectionError,
    QueryCanceledError,
    ReadOnlySQLTransactionError,
    TooManyConnectionsError,
)

_AWAY = (
    OSError,  # refused, reset, unreachable; a timeout is one too
    asyncpg.InterfaceError,  # the connection was closed under us
    asyncpg.InternalClientError,  # and asyncpg noticed too late
    PostgresConnectionError,
    CannotConnectNowError,
    TooManyConnectionsError,
    ReadOnlySQLTransactionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)
_BUSY = (
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    QueryCanceledError,
)


def is_away(error: BaseException) -> bool:
    """Its connections are worth nothing any more: expire them."""
    return isinstance(error, _AWAY)


def is_busy(error: BaseException) -> bool:
    """Nothing was done; the same again may succeed."""
    return isinstance(error, _BUSY)

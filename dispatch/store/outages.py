"""Tells whether an error means that the database is away, takes no writes any more, or has nowhere to write to."""

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

_FAILED = (
    asyncpg.InsufficientResourcesError,  # of memory, mostly
    asyncpg.PostgresSystemError,  # a disk that cannot be read or written
    asyncpg.DataCorruptedError,
    asyncpg.IndexCorruptedError,
)


def is_away(error: BaseException) -> bool:
    """Its connections are worth nothing any more: expire them."""
    return isinstance(error, _AWAY)


def is_busy(error: BaseException) -> bool:
    """Nothing was done; the same again may succeed."""
    return isinstance(error, _BUSY)


def storage_trouble(error: BaseException) -> str | None:
    """`storage_full` or `storage_failed`: nothing was done, the same again may succeed once there is room."""
    if isinstance(error, asyncpg.DiskFullError):
        return "storage_full"
    return "storage_failed" if isinstance(error, _FAILED) else None

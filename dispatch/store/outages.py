"""Tells whether an error means that the database is unavailable, rejects writes, or is out of storage."""

import asyncpg
from asyncpg.exceptions import (
    CannotConnectNowError,
    PostgresConnectionError,
    QueryCanceledError,
    ReadOnlySQLTransactionError,
    TooManyConnectionsError,
)

_AWAY = (
    OSError,  # refused, reset, unreachable; a timeout is one of these, too
    asyncpg.InterfaceError,  # the connection was closed by the other side
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
    asyncpg.InsufficientResourcesError,  # mostly out of memory
    asyncpg.PostgresSystemError,  # a disk that cannot be read or written
    asyncpg.DataCorruptedError,
    asyncpg.IndexCorruptedError,
)


def is_away(error: BaseException) -> bool:
    """Its connections are of no more use: expire them."""
    return isinstance(error, _AWAY)


def is_busy(error: BaseException) -> bool:
    """Nothing was done; the same again may succeed."""
    return isinstance(error, _BUSY)


def storage_trouble(error: BaseException) -> str | None:
    """`storage_full` or `storage_failed`: nothing was done, the same again may succeed once there is room."""
    if isinstance(error, asyncpg.DiskFullError):
        return "storage_full"
    return "storage_failed" if isinstance(error, _FAILED) else None

"""Accounts and their sessions; only the hash of a token is kept."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from asyncpg import UniqueViolationError

from base.database import Connection, Record
from core.domain.actor import Account, Role
from core.domain.refusals import UnknownAccount, UsernameTaken
from core.views.accounts import AccountOut

_COLUMNS = "p.id, p.username, p.full_name, p.role, p.unit_key, u.unit_id"


async def add_account(conn: Connection, account: Account, *, password_hash: str, at: datetime) -> None:
    """Raises UsernameTaken."""
    try:
        await conn.execute(
            "INSERT INTO account (id, username, full_name, role, unit_key, password_hash, created_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            account.id,
            account.username,
            account.full_name,
            account.role,
            account.unit_key,
            password_hash,
            at,
        )
    except UniqueViolationError as error:
        raise UsernameTaken(f"the username {account.username} is taken", username=account.username) from error


_LISTED = """
SELECT p.username, p.full_name, p.role, u.unit_id, p.created_at, p.disabled_at,
       (SELECT count(*) FROM session s WHERE s.account_id = p.id AND s.expires_at > $1) AS sessions
FROM account p LEFT JOIN unit u ON u.key = p.unit_key
"""


async def list_accounts(conn: Connection, *, now: datetime) -> list[AccountOut]:
    return [_listed(row) for row in await conn.fetch(_LISTED + "ORDER BY p.disabled_at IS NOT NULL, p.username", now)]


async def get_listed(conn: Connection, username: str, *, now: datetime) -> AccountOut:
    """Raises UnknownAccount."""
    row = await conn.fetchrow(_LISTED + "WHERE p.username = $2", now, username)
    if row is None:
        raise UnknownAccount(f"nobody is called {username}", username=username)
    return _listed(row)


async def lock_account(conn: Connection, username: str) -> tuple[Account, bool]:
    """Lock the account; return it and whether it is disabled. Raises UnknownAccount."""
    row = await conn.fetchrow(
        f"SELECT {_COLUMNS}, p.disabled_at IS NOT NULL AS disabled"  # noqa: S608
        " FROM account p LEFT JOIN unit u ON u.key = p.unit_key WHERE p.username = $1 FOR UPDATE OF p",
        username,
    )
    if row is None:
        raise UnknownAccount(f"nobody is called {username}", username=username)
    return _account(row), row["disabled"]


async def lock_admins(conn: Connection) -> set[UUID]:
    """Lock the enabled admins in the order of their ids: of two who disable each other at once, the second waits."""
    rows = await conn.fetch(
        "SELECT id FROM account WHERE role = $1 AND disabled_at IS NULL ORDER BY id FOR UPDATE", Role.ADMIN
    )
    return {row["id"] for row in rows}


async def save_account(conn: Connection, account: Account, *, disabled_at: datetime | None) -> None:
    await conn.execute(
        "UPDATE account SET full_name = $2, role = $3, unit_key = $4, disabled_at = $5 WHERE id = $1",
        account.id,
        account.full_name,
        account.role,
        account.unit_key,
        disabled_at,
    )


async def end_sessions_of(conn: Connection, account_id: UUID, *, but: bytes = b"") -> None:
    """`but` is the hash of the one token to keep."""
    await conn.execute("DELETE FROM session WHERE account_id = $1 AND token_sha256 <> $2", account_id, but)


async def find_by_username(conn: Connection, username: str) -> tuple[Account, str] | None:
    """Return the account and its password hash; None when there is none or it is disabled."""
    row = await conn.fetchrow(
        f"SELECT {_COLUMNS}, p.password_hash FROM account p LEFT JOIN unit u ON u.key = p.unit_key"  # noqa: S608
        " WHERE p.username = $1 AND p.disabled_at IS NULL",
        username,
    )
    return (_account(row), row["password_hash"]) if row else None


async def is_known(conn: Connection, username: str) -> bool:
    """Disabled accounts count too."""
    return bool(await conn.fetchval("SELECT EXISTS (SELECT FROM account WHERE username = $1)", username))


async def set_password(conn: Connection, username: str, password_hash: str) -> None:
    await conn.execute("UPDATE account SET password_hash = $2 WHERE username = $1", username, password_hash)


async def replace_password(conn: Connection, account_id: UUID, old_hash: str, new_hash: str) -> bool:
    """Return False when the password is no longer the old one."""
    changed = "UPDATE account SET password_hash = $3 WHERE id = $1 AND password_hash = $2 RETURNING true"
    return bool(await conn.fetchval(changed, account_id, old_hash, new_hash))


async def add_session(
    conn: Connection, token_sha256: bytes, account_id: UUID, *, at: datetime, expires_at: datetime
) -> None:
    await conn.execute(
        "INSERT INTO session (token_sha256, account_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
        token_sha256,
        account_id,
        at,
        expires_at,
    )


async def find_session(conn: Connection, token_sha256: bytes) -> tuple[Account, datetime] | None:
    """Return the account of the token and when it expires; None for an unknown token or a disabled account."""
    row = await conn.fetchrow(
        f"SELECT {_COLUMNS}, s.expires_at FROM session s JOIN account p ON p.id = s.account_id"  # noqa: S608
        " LEFT JOIN unit u ON u.key = p.unit_key WHERE s.token_sha256 = $1 AND p.disabled_at IS NULL",
        token_sha256,
    )
    return (_account(row), row["expires_at"]) if row else None


async def prolong_session(conn: Connection, token_sha256: bytes, expires_at: datetime) -> None:
    await conn.execute("UPDATE session SET expires_at = $2 WHERE token_sha256 = $1", token_sha256, expires_at)


async def end_session(conn: Connection, token_sha256: bytes) -> None:
    await conn.execute("DELETE FROM session WHERE token_sha256 = $1", token_sha256)


async def valid_sessions(conn: Connection, tokens_sha256: Collection[bytes], *, now: datetime) -> set[bytes]:
    """Return the given sessions that have neither ended nor expired and whose account is not disabled."""
    rows = await conn.fetch(
        "SELECT s.token_sha256 FROM session s JOIN account p ON p.id = s.account_id"
        " WHERE s.token_sha256 = ANY($1::bytea[]) AND s.expires_at > $2 AND p.disabled_at IS NULL",
        list(tokens_sha256),
        now,
    )
    return {row["token_sha256"] for row in rows}


async def end_expired_sessions(conn: Connection, now: datetime) -> None:
    await conn.execute("DELETE FROM session WHERE expires_at < $1", now)


def _listed(row: Record) -> AccountOut:
    return AccountOut(**{**dict(row), "role": Role(row["role"])})


def _account(row: Record) -> Account:
    return Account(row["id"], row["username"], row["full_name"], Role(row["role"]), row["unit_key"], row["unit_id"])


async def knows_browser(conn: Connection, browser_sha256: bytes, username: str) -> bool:
    known: bool = await conn.fetchval(
        "SELECT EXISTS (SELECT FROM known_browser b JOIN account p ON p.id = b.account_id"
        " WHERE b.browser_sha256 = $1 AND p.username = $2)",
        browser_sha256,
        username,
    )
    return known


async def remember_browser(conn: Connection, browser_sha256: bytes, account_id: UUID, *, at: datetime) -> None:
    await conn.execute(
        "INSERT INTO known_browser (browser_sha256, account_id, logged_in_at) VALUES ($1, $2, $3)"
        " ON CONFLICT (browser_sha256, account_id) DO UPDATE SET logged_in_at = excluded.logged_in_at",
        browser_sha256,
        account_id,
        at,
    )


async def forget_browsers(conn: Connection, *, before: datetime) -> None:
    await conn.execute("DELETE FROM known_browser WHERE logged_in_at < $1", before)

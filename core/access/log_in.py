"""Log a person in and out, and find the account of a token."""

import asyncio
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from base.database import Connection
from core.domain import password as passwords
from core.domain.actor import Account, Role
from core.domain.refusals import TokenExpired, TokenInvalid, WrongCredentials
from core.domain.session_lengths import SessionLengths
from core.store import accounts


@dataclass(frozen=True, slots=True)
class LoggedIn:
    account: Account
    token: str
    expires_at: datetime


BROWSER_KNOWN_FOR = timedelta(days=180)


async def knows_browser(conn: Connection, browser: str, username: str) -> bool:
    """Return whether this account has logged in from that browser before."""
    return await accounts.knows_browser(conn, fingerprint(browser), username)


async def forget_browsers(conn: Connection, *, now: datetime) -> None:
    await accounts.forget_browsers(conn, before=now - BROWSER_KNOWN_FOR)


async def log_in(
    conn: Connection, username: str, password: str, *, browser: str, now: datetime, lengths: SessionLengths
) -> LoggedIn:
    """Hashing runs in a thread and is slow: call this outside any transaction.

    Raises:
        WrongCredentials: for an unknown username as for a wrong password, after the same time.
    """
    found = await accounts.find_by_username(conn, username)
    account, password_hash = found or (None, passwords.NOBODY)
    is_right = await asyncio.to_thread(passwords.is_right, password, password_hash)
    if account is None or not is_right:
        raise WrongCredentials("wrong username or password")
    token = new_token()
    expires_at = now + lengths.of(account.role)
    await accounts.add_session(conn, fingerprint(token), account.id, at=now, expires_at=expires_at)
    await accounts.remember_browser(conn, fingerprint(browser), account.id, at=now)
    return LoggedIn(account, token, expires_at)


async def renew_session(
    conn: Connection, token: str, account: Account, *, now: datetime, lengths: SessionLengths
) -> None:
    """Prolong the session of a read-only account whenever its page is opened."""
    if account.role is Role.VIEWER:
        await accounts.prolong_session(conn, fingerprint(token), now + lengths.of(account.role))


async def authenticate(conn: Connection, token: str, *, now: datetime) -> Account:
    """Raises TokenInvalid, TokenExpired."""
    return (await session_of(conn, token, now=now))[0]


async def session_of(conn: Connection, token: str, *, now: datetime) -> tuple[Account, datetime]:
    """Return the account and when its session ends. Raises TokenInvalid, TokenExpired."""
    found = await accounts.find_session(conn, fingerprint(token))
    if found is None:
        raise TokenInvalid("the token is not valid; log in again")
    if found[1] <= now:
        raise TokenExpired("the session has ended; log in again")
    return found


async def log_out(conn: Connection, token: str) -> None:
    await accounts.end_session(conn, fingerprint(token))


def new_token() -> str:
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()

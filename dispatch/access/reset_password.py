"""Give a person a new password when the old one was forgotten or leaked."""

import asyncio
from datetime import datetime

from base.database import Connection
from core.domain import password as passwords
from core.domain.actor import Actor
from core.store import accounts
from dispatch.domain.events.access import PasswordReset
from dispatch.store import event_log


async def reset_password(
    conn: Connection, username: str, *, password: str | None = None, by: Actor, now: datetime
) -> str:
    """Return the new password, made here unless given; all sessions of the account end.

    Raises:
        UnknownAccount.
    """
    account, _ = await accounts.lock_account(conn, username)
    password = password or passwords.new_password()
    await accounts.set_password(conn, username, await asyncio.to_thread(passwords.hash_password, password))
    await accounts.end_sessions_of(conn, account.id)
    await event_log.append(conn, PasswordReset(username=username), by=by, at=now)
    return password

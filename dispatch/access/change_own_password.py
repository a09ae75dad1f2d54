"""Let a person who knows the old password set a new one."""

import asyncio
from datetime import datetime

from base.database import Connection
from core.access.log_in import fingerprint
from core.commit_and_ring import commit_and_ring
from core.domain import password as passwords
from core.domain.actor import Account
from core.domain.refusals import WrongPassword
from core.store import accounts
from dispatch.domain.events.access import PasswordChanged
from dispatch.store import event_log


async def change_own_password(
    conn: Connection, old_password: str, new_password: str, *, token: str, by: Account, now: datetime
) -> None:
    """All other sessions of the account end; the session of `token` stays.

    Hashing runs in a thread and is slow: call this outside any transaction; it opens its own.

    Raises:
        PasswordTooShort, WrongPassword.
    """
    passwords.require_long_enough(new_password)
    known = await accounts.find_by_username(conn, by.username)
    if known is None or not await asyncio.to_thread(passwords.is_right, old_password, known[1]):
        raise WrongPassword("the old password is not right")
    new_hash = await asyncio.to_thread(passwords.hash_password, new_password)
    async with commit_and_ring(conn):
        if not await accounts.replace_password(conn, by.id, known[1], new_hash):
            raise WrongPassword("the password was changed meanwhile")
        await accounts.end_sessions_of(conn, by.id, but=fingerprint(token))
        await event_log.append(conn, PasswordChanged(username=by.username), by=by, at=now)

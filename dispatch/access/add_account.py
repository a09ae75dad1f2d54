"""Give a person an account."""

import asyncio
from datetime import datetime

from base.database import Connection
from core.domain.actor import Account, Actor, Role
from core.domain.ids import new_id
from core.domain.password import hash_password, require_long_enough
from core.store import accounts
from dispatch.domain.events.access import AccountAdded
from dispatch.domain.refusals import CrewNeedsUnit
from dispatch.store import event_log, units


async def add_account(
    conn: Connection,
    *,
    username: str,
    full_name: str,
    role: Role,
    password: str,
    unit_id: str | None = None,
    by: Actor,
    now: datetime,
) -> Account:
    """Raises UsernameTaken, PasswordTooShort, CrewNeedsUnit, UnknownUnit."""
    require_long_enough(password)
    if role is Role.CREW and unit_id is None:
        raise CrewNeedsUnit("a crew's account belongs to a unit")
    unit = await units.get_unit(conn, unit_id) if unit_id and role is Role.CREW else None
    account = Account(new_id(), username, full_name, role, unit.key if unit else None, unit.unit_id if unit else None)
    hashed = await asyncio.to_thread(hash_password, password)
    await accounts.add_account(conn, account, password_hash=hashed, at=now)
    await event_log.append(conn, AccountAdded(username=username, role=role, unit_id=account.unit_id), by=by, at=now)
    return account

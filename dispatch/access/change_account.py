"""Change what an account may do, disable it or enable it again."""

from dataclasses import dataclass, replace
from datetime import datetime

from base.database import Connection
from core.domain.actor import Account, Actor, Role
from core.domain.refusals import LastAdmin
from core.store import accounts
from core.views.accounts import AccountOut
from dispatch.domain.events.access import AccountChanged
from dispatch.domain.refusals import CrewNeedsUnit
from dispatch.store import event_log, units


@dataclass(frozen=True, slots=True)
class AccountChanges:
    """Null leaves a thing as it is; `unit_id` counts for a crew only."""

    full_name: str | None = None
    role: Role | None = None
    unit_id: str | None = None
    disabled: bool | None = None


async def change_account(
    conn: Connection, username: str, changes: AccountChanges, *, by: Actor, now: datetime
) -> AccountOut:
    """An account whose role or unit changes, or that is disabled, is logged out everywhere.

    Raises:
        UnknownAccount, UnknownUnit, CrewNeedsUnit.
        LastAdmin: no admin would be left who can log in.
    """
    admins = await accounts.lock_admins(conn)
    before, was_disabled = await accounts.lock_account(conn, username)
    after = await _changed(conn, before, changes)
    disabled = was_disabled if changes.disabled is None else changes.disabled
    if admins == {before.id} and (disabled or after.role is not Role.ADMIN):
        raise LastAdmin(f"{username} is the last admin: make another one first", username=username)
    listed = await accounts.get_listed(conn, username, now=now)
    disabled_at = (listed.disabled_at or now) if disabled else None
    await accounts.save_account(conn, after, disabled_at=disabled_at)
    if disabled or (before.role, before.unit_key) != (after.role, after.unit_key):
        await accounts.end_sessions_of(conn, before.id)
    changed = AccountChanged(username=username, role=after.role, unit_id=after.unit_id, disabled=disabled)
    await event_log.append(conn, changed, by=by, at=now)
    return await accounts.get_listed(conn, username, now=now)


async def _changed(conn: Connection, before: Account, changes: AccountChanges) -> Account:
    role = changes.role or before.role
    full_name = changes.full_name or before.full_name
    unit_id = (changes.unit_id or before.unit_id) if role is Role.CREW else None
    if role is Role.CREW and unit_id is None:
        raise CrewNeedsUnit("a crew's account belongs to a unit")
    unit_key = (await units.get_unit(conn, unit_id)).key if unit_id else None
    return replace(before, full_name=full_name, role=role, unit_key=unit_key, unit_id=unit_id)

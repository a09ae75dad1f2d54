"""Accounts: who may log in, and with which role; for admins."""

from typing import Annotated

from fastapi import Path
from msgspec.structs import asdict
from pydantic import AfterValidator, Field, StringConstraints
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S, Connection
from core.domain.actor import Role
from core.domain.password import new_password
from core.store import accounts
from core.views.accounts import AccountAddedOut, AccountOut, NewPasswordOut
from dispatch.access.add_account import add_account
from dispatch.access.change_account import AccountChanges, change_account
from dispatch.access.reset_password import reset_password
from dispatch.api.access import Admin
from dispatch.api.answers import answer
from dispatch.api.bodies import Body, Changes, Code, Line, visible
from dispatch.api.commands import AdminCommand, ShownOnce
from dispatch.api.desk import DeskAtHand
from dispatch.api.version_1 import version_1

router = version_1("/accounts")

type NewUsername = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$"), AfterValidator(visible)]
UsernameInPath = Annotated[str, Path(min_length=1, max_length=100), AfterValidator(visible)]


class NewAccountIn(Body):
    username: NewUsername = Field(description="small letters, digits, . _ -")
    full_name: Line
    role: Annotated[Role, Field(strict=False)]
    unit_id: Code | None = Field(default=None, description="a crew's own unit")


class AccountChangesIn(Changes):
    full_name: Line | None = None
    role: Annotated[Role, Field(strict=False)] | None = None
    unit_id: Code | None = None
    disabled: bool | None = None


@router.get("", response_model=list[AccountOut])
async def get_accounts(_: Admin, desk: DeskAtHand) -> Response:
    """Accounts that may log in come first, then the disabled."""
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await accounts.list_accounts(conn, now=desk.now()))


@router.post("", status_code=201, response_model=AccountAddedOut)
async def post_account(body: NewAccountIn, command: AdminCommand) -> Response:
    """The password is made here and shown once."""

    async def add(conn: Connection) -> ShownOnce:
        password = new_password()
        await add_account(conn, **body.given(), password=password, by=command.by, now=command.now)
        listed = await accounts.get_listed(conn, body.username, now=command.now)
        return ShownOnce(AccountAddedOut(**asdict(listed), password=password), "password")

    return await command.run(add, status=201)


@router.patch("/{username}", response_model=AccountOut)
async def patch_account(username: UsernameInPath, body: AccountChangesIn, command: AdminCommand) -> Response:
    """Another role or unit, or disabling, ends its sessions and live sockets."""
    changes = AccountChanges(**body.given())
    return await command.run(lambda conn: change_account(conn, username, changes, by=command.by, now=command.now))


@router.post("/{username}/password", response_model=NewPasswordOut)
async def post_password(username: UsernameInPath, command: AdminCommand) -> Response:
    """A new password, shown once; its sessions end."""

    async def reset(conn: Connection) -> ShownOnce:
        password = await reset_password(conn, username, by=command.by, now=command.now)
        return ShownOnce(NewPasswordOut(username=username, password=password), "password")

    return await command.run(reset)

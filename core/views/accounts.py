"""Accounts and sessions; a password is shown in one answer only."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from base.view import View
from core.domain.actor import Role


class AccountOut(View, frozen=True):
    username: str
    full_name: str
    role: Role
    unit_id: str | None
    created_at: datetime
    disabled_at: datetime | None
    sessions: Annotated[int, Field(description="where it is logged in now")]


class AccountAddedOut(AccountOut, frozen=True):
    password: Annotated[str | None, Field(description="shown once; null when the command was sent again")]


class NewPasswordOut(View, frozen=True):
    username: str
    password: Annotated[str | None, Field(description="shown once; null when the command was sent again")]


class MeOut(View, frozen=True):
    """`unit_id`: a crew's own."""

    username: str
    full_name: str
    role: Role
    unit_id: str | None


class LoggedInOut(View, frozen=True):
    token: str
    expires_at: datetime
    account: MeOut

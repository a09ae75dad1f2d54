"""Who is asking, and whether that role may: every route names the roles it is for."""

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from base.database import ACQUIRE_TIMEOUT_S
from core.access.log_in import authenticate
from core.domain.actor import Account, Role
from core.domain.browser import SESSION_COOKIE, is_own_page
from core.domain.refusals import NotAllowed, NotAuthenticated
from dispatch.api.desk import Desk, desk_of

DESK = (Role.CALL_TAKER, Role.DISPATCHER, Role.SUPERVISOR)
SENDERS = (Role.DISPATCHER, Role.SUPERVISOR)
SETUP = (Role.SUPERVISOR, Role.ADMIN)
EVERYBODY = tuple(Role)

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignPage(NotAllowed):
    code = "foreign_origin"


class TokenMissing(NotAuthenticated):
    code = "token_missing"


class Allow:
    """A dependency that answers the account, or refuses."""

    def __init__(self, *roles: Role) -> None:
        self.roles = frozenset(roles)

    async def __call__(self, request: Request) -> Account:
        desk = desk_of(request)
        token = token_of(request, desk)
        pool = desk.pool if request.method in _SAFE else desk.commands
        async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            account = await authenticate(conn, token, now=desk.now())
        if account.role not in self.roles:
            raise NotAllowed(f"not for the role {account.role}", role=account.role)
        return account


def token_of(request: Request, desk: Desk) -> str:
    """Raises TokenMissing, ForeignPage (a cookie that another site's page made the browser send)."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and bearer.strip():
        return bearer.strip()
    cookie = request.cookies.get(SESSION_COOKIE)
    if cookie is None:
        raise TokenMissing("log in first: POST /api/v1/session")
    if request.method not in _SAFE:
        require_own_page(request, desk)
    return cookie


def require_own_page(request: Request, desk: Desk) -> None:
    origin, host = request.headers.get("origin"), request.headers.get("host")
    if not is_own_page(origin, host=host, allowed=desk.settings.allowed_origins):
        raise ForeignPage("the request does not come from a page of ours", origin=origin)


_at_the_desk = Allow(*DESK)
_sender = Allow(*SENDERS)
_setup = Allow(*SETUP)
_overseer = Allow(*SENDERS, Role.ADMIN)
_admin = Allow(Role.ADMIN)
_anybody = Allow(*EVERYBODY)
_crew = Allow(Role.CREW)

AtTheDesk = Annotated[Account, Depends(_at_the_desk)]
Sender = Annotated[Account, Depends(_sender)]
AtSetup = Annotated[Account, Depends(_setup)]
Overseer = Annotated[Account, Depends(_overseer)]
Admin = Annotated[Account, Depends(_admin)]
Anybody = Annotated[Account, Depends(_anybody)]
Crew = Annotated[Account, Depends(_crew)]

"""Log in, log out, and who am I."""

import math
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from pydantic import AfterValidator, Field
from starlette.requests import Request
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from core.access import log_in
from core.access.hashing_queue import COME_BACK_AFTER_S, QueueIsFull
from core.access.log_in import LoggedIn
from core.access.login_limiter import Guesser
from core.domain.actor import Account, Role
from core.domain.browser import BROWSER_COOKIE, SESSION_COOKIE
from core.views.accounts import LoggedInOut, MeOut
from dispatch.api.access import Anybody, require_own_page, token_of
from dispatch.api.answers import answer
from dispatch.api.bodies import Body, visible
from dispatch.api.desk import Desk, DeskAtHand
from dispatch.api.problems import TooManyAttempts
from dispatch.api.version_1 import version_1

router = version_1()


class Credentials(Body):
    username: Annotated[str, Field(min_length=1, max_length=100), AfterValidator(visible)]
    password: str = Field(min_length=1, max_length=500, repr=False)


@router.post("/session", response_model=LoggedInOut)
async def post_session(body: Credentials, request: Request, desk: DeskAtHand) -> Response:
    if "origin" in request.headers:
        require_own_page(request, desk)
    browser = request.cookies.get(BROWSER_COOKIE) or log_in.new_token()
    logged_in = await _log_in(desk, body, browser, address_of(request))
    response = answer(
        LoggedInOut(token=logged_in.token, expires_at=logged_in.expires_at, account=account_view(logged_in.account))
    )
    _set_cookie(response, request, logged_in.token, logged_in.account, desk)
    _remember_browser(response, request, browser)
    return response


@router.delete("/session", status_code=204)
async def delete_session(_: Anybody, request: Request, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        await log_in.log_out(conn, token_of(request, desk))
    response = Response(status_code=204)
    response.delete_cookie(SESSION_COOKIE)
    return response


@router.get("/me", response_model=MeOut)
async def get_me(account: Anybody, request: Request, desk: DeskAtHand) -> Response:
    """Renews a viewer's session, so that a wall stays logged in."""
    token = token_of(request, desk)
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        await log_in.renew_session(conn, token, account, now=desk.now(), lengths=desk.settings.sessions)
    response = answer(account_view(account))
    if account.role is Role.VIEWER and token == request.cookies.get(SESSION_COOKIE):
        _set_cookie(response, request, token, account, desk)
    return response


def address_of(request: Request) -> str:
    """Return the address of the peer, or the one that a trusted proxy gives (SIGAP_TRUSTED_PROXIES)."""
    return request.client.host if request.client else ""


@asynccontextmanager
async def patience(desk: Desk, guesser: Guesser) -> AsyncIterator[None]:
    """Check a password inside; leaving without an error gives the try back. Raises TooManyAttempts."""
    wait_s = desk.logins.try_once(guesser, now_s=time.monotonic())
    if wait_s is not None:
        raise TooManyAttempts("too many wrong passwords", retry_after_s=math.ceil(wait_s))
    try:
        async with desk.hashing.turn(guesser):
            yield
    except QueueIsFull:
        raise TooManyAttempts("too many log-ins at once", retry_after_s=COME_BACK_AFTER_S) from None
    desk.logins.succeeded(guesser, now_s=time.monotonic())


def account_view(account: Account) -> MeOut:
    return MeOut(username=account.username, full_name=account.full_name, role=account.role, unit_id=account.unit_id)


async def _log_in(desk: Desk, credentials: Credentials, browser: str, address: str) -> LoggedIn:
    """Raises TooManyAttempts, WrongCredentials."""
    username, now = credentials.username, desk.now()
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        known = await log_in.knows_browser(conn, browser, username)
    guesser = Guesser(username, address, log_in.fingerprint(browser) if known else None)
    async with patience(desk, guesser), desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return await log_in.log_in(
            conn, username, credentials.password, browser=browser, now=now, lengths=desk.settings.sessions
        )


def _remember_browser(response: Response, request: Request, browser: str) -> None:
    response.set_cookie(
        BROWSER_COOKIE,
        browser,
        max_age=int(log_in.BROWSER_KNOWN_FOR.total_seconds()),
        path=request.url.path,  # sent with a log-in and nothing else
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def _set_cookie(response: Response, request: Request, token: str, account: Account, desk: Desk) -> None:
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(desk.settings.sessions.of(account.role).total_seconds()),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )

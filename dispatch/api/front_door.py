"""Who a request comes from and which name it addresses us by, before anything else looks at it."""

import socket
from collections.abc import Sequence

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from core.domain.browser import is_known_host
from dispatch.api.answers import problem
from dispatch.api.desk import Desk
from dispatch.api.gate import INGEST

_PASSED_ON = frozenset({"http", "websocket"})


def _desk(scope: Scope) -> Desk:
    desk: Desk = scope["app"].state.desk
    return desk


class TrustedProxies:
    """Takes a client's address and scheme from the headers of proxies named in the settings, and of nobody else.

    Anybody can write `X-Forwarded-For`: a trusted sender chooses the address that its guesses are counted by.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._trusting: dict[tuple[str, ...], ASGIApp] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._for(_desk(scope).settings.trusted_proxies) if scope["type"] in _PASSED_ON else self._app
        await app(scope, receive, send)

    def _for(self, proxies: Sequence[str]) -> ASGIApp:
        if not proxies:
            return self._app
        named = tuple(proxies)
        if named not in self._trusting:
            self._trusting[named] = ProxyHeadersMiddleware(self._app, trusted_hosts=list(named))  # type: ignore[arg-type,assignment]
        return self._trusting[named]


class KnownHosts:
    """Refuses names that are not ours: a foreign page could point its own name to our address (DNS rebinding).

    Devices have credentials of their own, and no fix or call for help is lost because of a name.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in _PASSED_ON or scope["path"].startswith(INGEST) or _is_known(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "unknown host"})
        else:
            detail = "this name is not ours: add it to SIGAP_ALLOWED_HOSTS, or ask by an address"
            await problem(421, "unknown_host", detail)(scope, receive, send)


def _is_known(scope: Scope) -> bool:
    settings = _desk(scope).settings
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), None)
    allowed = {socket.gethostname(), *settings.allowed_hosts, *(_host_of(each) for each in settings.allowed_origins)}
    return is_known_host(host, allowed=allowed)


def _host_of(origin: str) -> str:
    return origin.partition("://")[2].rpartition(":")[0] or origin.partition("://")[2]

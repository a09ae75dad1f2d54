"""What every request passes first: its body's size and kind, the clock, and the handler of unexpected errors."""

import logging
import time
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dispatch.api.answers import JSON, problem
from dispatch.api.measures import REQUEST_TIME, REQUESTS
from dispatch.api.problems import unexpected

log = logging.getLogger(__name__)

INGEST = "/ingest/"  # trackers send forms, and JSON under another content type
BODY_MAX_BYTES = 256 * 1024
DISCARDED_MAX_BYTES = 16 * 1024 * 1024  # a client that sends more is disconnected
_TOO_LARGE = f"a body has at most {BODY_MAX_BYTES // 1024} KiB"


class Gate:
    """Pure ASGI: a middleware by Starlette's base class would run each request in a second task."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun_s, answered = time.perf_counter(), _Answered(send)
        try:
            await self._answer(scope, receive, answered)
        except Exception as error:  # noqa: BLE001 - the last net: it is logged with its traceback there
            if not answered.status:
                await unexpected(error)(scope, receive, answered)
        finally:
            _measure(scope, answered.status, time.perf_counter() - begun_s)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        length = int(headers.get(b"content-length", b"0"))
        has_body = length > 0 or b"transfer-encoding" in headers
        if has_body and not _is_readable(scope["path"], headers.get(b"content-type", b"")):
            await problem(415, "unsupported_media_type", f"send {JSON}")(scope, receive, send)
            return
        await self._app(scope, _Limited(receive) if has_body else receive, send)


def _is_readable(path: str, content_type: bytes) -> bool:
    return path.startswith(INGEST) or content_type.lower().startswith(JSON.encode())


class _Limited:
    """Refuses a body that is too large; the rest of it is read and discarded, or the answer would get lost."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._size = 0

    async def __call__(self) -> Message:
        message = await self._next()
        if self._size <= BODY_MAX_BYTES:
            return message
        while message.get("more_body") and self._size < DISCARDED_MAX_BYTES:
            message = await self._next()
        raise HTTPException(413, _TOO_LARGE, headers={"Connection": "close"} if message.get("more_body") else None)

    async def _next(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        return message


class _Answered:
    """Remembers the status sent; an answer without a cache header is cached nowhere."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = message["headers"]
            if not any(name == b"cache-control" for name, _ in headers):
                message["headers"] = [*headers, *_KEPT_NOWHERE]
        await self._send(message)


# Callers and their words must not stay on a screen's disk, nor in a proxy on the way.
_KEPT_NOWHERE = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))


def _measure(scope: Scope, status: int, seconds: float) -> None:
    """By the route's own path, never the requested one: clients must not fill our memory with names."""
    route = getattr(scope.get("route"), "path", "unmatched")
    method = scope["method"] if scope["method"] in _METHODS else "other"
    REQUESTS.labels(method, route, status or HTTPStatus.INTERNAL_SERVER_ERROR.value).inc()
    REQUEST_TIME.labels(method, route).observe(seconds)


_METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"})

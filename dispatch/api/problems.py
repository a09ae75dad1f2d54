"""From errors to problem documents: one table says which refusal is which HTTP status."""

import logging
import secrets
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from base.database import DATABASE_ERRORS
from core.domain.refusals import (
    Conflict,
    IdempotencyKeyReused,
    Invalid,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    Refusal,
)
from dispatch.api.answers import problem
from dispatch.api.desk import desk_of
from dispatch.store.outages import is_away, is_busy, storage_trouble

log = logging.getLogger(__name__)

RETRY_AFTER = {"Retry-After": "1"}
AGAIN_WHEN_THERE_IS_ROOM = {"Retry-After": "5"}  # the reserve is given up within this time
ERRORS_SHOWN_MAX = 20


class Unavailable(Refusal):
    """Not now; the same command with the same key may be sent again."""

    code = "unavailable"


class OutcomeUnknown(Unavailable):
    """The connection was lost while the transaction was being committed."""

    code = "outcome_unknown"


class TooManyAttempts(Refusal):
    code = "too_many_attempts"


class TooManyReads(Refusal):
    code = "too_many_reads"


class BodyTooLarge(Refusal):
    code = "body_too_large"


# The nearest base class of a refusal decides.
STATUS_OF: Mapping[type[Refusal], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    IdempotencyKeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    Conflict: HTTPStatus.CONFLICT,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotAuthenticated: HTTPStatus.UNAUTHORIZED,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    TooManyAttempts: HTTPStatus.TOO_MANY_REQUESTS,
    TooManyReads: HTTPStatus.TOO_MANY_REQUESTS,
    BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Refusal: HTTPStatus.BAD_REQUEST,
}

_CODE_OF_STATUS = {
    HTTPStatus.BAD_REQUEST: "invalid_json",  # FastAPI's own, for a body it cannot read
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "body_too_large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
}


def install(app: FastAPI) -> None:
    app.add_exception_handler(Refusal, on_refusal)
    app.add_exception_handler(RequestValidationError, on_invalid_request)
    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(ClientDisconnect, on_gone)
    for error in DATABASE_ERRORS:
        app.add_exception_handler(error, on_database_error)


async def on_refusal(_: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    status = next(STATUS_OF[kind] for kind in type(refusal).__mro__ if kind in STATUS_OF)
    return problem(status, refusal.code, refusal.message, headers=_headers(status, refusal), **refusal.facts)


async def on_invalid_request(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    if any(each["type"] == "json_invalid" for each in found):
        return problem(HTTPStatus.BAD_REQUEST, "invalid_json", "the body is not JSON")
    errors = [
        {"field": _field(each["loc"]), "message": each["msg"].removeprefix("Value error, ")}
        for each in found[:ERRORS_SHOWN_MAX]
    ]
    detail = "; ".join(f"{each['field']}: {each['message']}" for each in errors[:3])
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request", detail, errors=errors)


async def on_http_exception(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    code = _CODE_OF_STATUS.get(status, status.name.lower())
    return problem(status, code, str(error.detail), headers=dict(error.headers or {}))


async def on_gone(_: Request, __: Exception) -> Response:
    """Half a body came, and nobody waits for an answer any more: a phone in a dead spot is no error of ours."""
    return Response(status_code=HTTPStatus.BAD_REQUEST)


async def on_database_error(request: Request, error: Exception) -> Response:
    if is_busy(error):
        log.warning("command gave way to another", extra={"error": type(error).__name__})
        return problem(
            HTTPStatus.SERVICE_UNAVAILABLE, "busy", "somebody else holds it; again, please", headers=RETRY_AFTER
        )
    if (trouble := storage_trouble(error)) is not None:
        log.critical("the database cannot store", extra={"error": f"{type(error).__name__}: {error}"})
        detail = "the database cannot store it now; nothing was done"
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, trouble, detail, headers=AGAIN_WHEN_THERE_IS_ROOM)
    if not is_away(error):
        return unexpected(error)
    log.warning("the database is away", extra={"error": type(error).__name__})
    await desk_of(request).pool.expire_connections()
    detail = "the database cannot be reached; nothing was done"
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, "database_unavailable", detail, headers=RETRY_AFTER)


def unexpected(error: Exception) -> Response:
    """An error of ours: the client gets a number to report, the log the rest."""
    error_id = secrets.token_hex(4)
    log.error("unexpected error", extra={"error_id": error_id}, exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR, "internal_error", f"unexpected error {error_id}", error_id=error_id
    )


def _headers(status: HTTPStatus, refusal: Refusal) -> dict[str, str] | None:
    if status is HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": "Bearer"}
    if status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        return {"Retry-After": str(refusal.facts.get("retry_after_s", 1))}
    return None


def _field(location: tuple[int | str, ...]) -> str:
    """`body.position.lat` → `position.lat`; the body itself is `body`."""
    inner = [str(part) for part in location if part != "body"]
    return ".".join(inner) or "body"

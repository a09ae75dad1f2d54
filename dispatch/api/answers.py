"""How an answer is written: JSON by msgspec, and errors as RFC 9457 problem documents."""

from http import HTTPStatus

import msgspec
from starlette.responses import Response

JSON = "application/json"
PROBLEM = "application/problem+json"


def encode(value: object) -> bytes:
    return msgspec.json.encode(value)


def answer(value: object, *, status: int = HTTPStatus.OK) -> Response:
    return Response(encode(value), status, media_type=JSON)


def problem(
    status: int, code: str, detail: str, /, *, headers: dict[str, str] | None = None, **facts: object
) -> Response:
    """`code` is stable; `detail` is for people, `facts` for programs: no fact may have the name of a member."""
    document = {
        "type": f"urn:sigap:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
    }
    return Response(encode({**facts, **document}), status, headers=headers, media_type=PROBLEM)

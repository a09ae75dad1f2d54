"""The small pure parts of the HTTP edge."""

from http import HTTPStatus

import pytest
from fastapi import FastAPI, Request, Response
from pydantic import TypeAdapter, ValidationError
from starlette.types import Message

from core.domain.refusals import IdempotencyKeyReused, Refusal
from dispatch.api import problems
from dispatch.api.bodies import Moment
from dispatch.api.gate import Gate
from dispatch.api.language import language_of
from dispatch.api.problems import STATUS_OF
from dispatch.commands import assign_units, close_incident, raise_alarm_level  # noqa: F401 - their refusals
from dispatch.domain.refusals import UnitAlreadyAssigned


async def test_a_body_that_breaks_off_is_no_mistake_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    app = FastAPI()
    problems.install(app)

    @app.post("/ingest/x")
    async def read(request: Request) -> Response:
        await request.body()
        return Response()

    messages: list[Message] = [
        {"type": "http.request", "body": b'{"_ty', "more_body": True},
        {"type": "http.disconnect"},
    ]
    answered: list[Message] = []

    async def hear() -> Message:
        return messages.pop(0)

    async def answer(message: Message) -> None:
        answered.append(message)

    scope = {"type": "http", "method": "POST", "path": "/ingest/x", "query_string": b"", "http_version": "1.1"}
    await Gate(app)(scope | {"headers": [(b"content-length", b"500")]}, hear, answer)

    assert answered[0]["status"] == HTTPStatus.BAD_REQUEST
    assert not caplog.records


@pytest.mark.parametrize(
    ("asked", "given"),
    [("", "id"), ("en", "en"), ("en-GB,id;q=0.5", "en"), ("id;q=0.3, en;q=0.9", "en"), ("fr", "id"), ("en;q=x", "id")],
)
def test_the_language_is_the_one_preferred(asked: str, given: str) -> None:
    assert language_of(asked) == given


@pytest.mark.parametrize(
    "written",
    [
        1772000000,
        "1772000000",
        "2026-03-01",
        "2026-03-01T08:00:00",
        "0001-01-01T00:00:00+14:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z",
        "yesterday",
        None,
        True,
    ],
)
def test_a_moment_without_zone_or_in_numbers_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Moment).validate_python(written)


def test_a_moment_is_kept_in_utc() -> None:
    moment = TypeAdapter(Moment).validate_python("2026-03-01T08:30:00+07:00")

    assert moment.isoformat() == "2026-03-01T01:30:00+00:00"


def test_every_refusal_has_a_status_and_a_code_of_its_own() -> None:
    kinds = list(_all(Refusal))

    assert all(any(base in STATUS_OF for base in kind.__mro__[:-3]) for kind in kinds)
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_a_key_used_for_something_else_is_a_mistake_of_the_request() -> None:
    assert STATUS_OF[IdempotencyKeyReused] is HTTPStatus.UNPROCESSABLE_ENTITY
    assert UnitAlreadyAssigned not in STATUS_OF  # by its base class: Conflict


def _all(kind: type[Refusal]) -> set[type[Refusal]]:
    return {kind}.union(*(_all(below) for below in kind.__subclasses__()))

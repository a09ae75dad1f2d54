"""Calls: taken, claimed, corrected, located, ended."""

from datetime import UTC, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query
from pydantic import Field, model_validator
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from dispatch.api.access import AtTheDesk
from dispatch.api.answers import answer
from dispatch.api.bodies import Body, Changes, Id, Line, Moment, Words
from dispatch.api.call_details import CallerLocationIn
from dispatch.api.commands import DeskCommand
from dispatch.api.desk import DeskAtHand
from dispatch.api.version_1 import version_1
from dispatch.commands.add_caller_location import add_caller_location
from dispatch.commands.claim_call import claim_call, release_call
from dispatch.commands.take_call import NewCall, take_call
from dispatch.commands.update_call import CallChanges, update_call
from dispatch.domain.call import CallDisposition, Channel
from dispatch.store import calls
from dispatch.views.files import CallFileOut, CallOut

router = version_1("/calls")


class NewCallIn(Body):
    channel: Annotated[Channel, Field(strict=False)] = Channel.PHONE
    caller_number: Line | None = None
    caller_name: Line | None = None
    words: Words | None = None
    received_at: Moment | None = None
    answered_at: Moment | None = None
    ringing: bool = False

    @model_validator(mode="after")
    def _rings_or_was_answered(self) -> Self:
        if self.ringing and self.answered_at is not None:
            raise ValueError("a call that rings has not been answered")
        return self


class ClaimIn(Body):
    take_over: bool = False


class CallChangesIn(Changes):
    caller_number: Line | None = None
    caller_name: Line | None = None
    words: Words | None = None
    location: CallerLocationIn | None = None
    disposition: Annotated[CallDisposition | None, Field(strict=False)] = None
    incident_id: Id | None = None
    note: Words | None = Field(default=None, description="for those at work on the incident that it joins")

    @model_validator(mode="after")
    def _note_has_an_incident(self) -> Self:
        if self.note is not None and self.incident_id is None:
            raise ValueError("a note needs the incident that the call joins")
        return self


@router.post("", status_code=201, response_model=CallFileOut)
async def post_call(body: NewCallIn, command: DeskCommand) -> Response:
    new = NewCall(**body.given())
    return await command.run(lambda conn: take_call(conn, new, by=command.by, now=command.now), status=201)


@router.get("", response_model=list[CallOut])
async def get_calls(
    _: AtTheDesk,
    desk: DeskAtHand,
    open_only: Annotated[bool, Query(alias="open")] = True,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
    before: Annotated[datetime | None, Query(description="of `open=false`: those received before it")] = None,
) -> Response:
    if before is not None and before.tzinfo is None:
        before = before.replace(tzinfo=UTC)
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        if open_only:
            return answer(await calls.list_open_calls(conn))
        found = await calls.list_recent_calls(conn, before=before, limit=limit)
    return answer(found)


@router.get("/{call_id}", response_model=CallFileOut)
async def get_call(call_id: UUID, _: AtTheDesk, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await calls.get_call(conn, call_id))


@router.patch("/{call_id}", response_model=CallFileOut)
async def patch_call(call_id: UUID, body: CallChangesIn, command: DeskCommand) -> Response:
    changes, settings = CallChanges(**body.given()), command.desk.settings
    return await command.run(
        lambda conn: update_call(conn, call_id, changes, by=command.by, now=command.now, orders=settings.orders)
    )


@router.post("/{call_id}/claim", response_model=CallFileOut)
async def post_claim(call_id: UUID, command: DeskCommand, body: ClaimIn | None = None) -> Response:
    take_over = body is not None and body.take_over
    return await command.run(
        lambda conn: claim_call(conn, call_id, take_over=take_over, by=command.by, now=command.now)
    )


@router.post("/{call_id}/release", response_model=CallFileOut)
async def post_release(call_id: UUID, command: DeskCommand) -> Response:
    return await command.run(lambda conn: release_call(conn, call_id, by=command.by, now=command.now))


@router.post("/{call_id}/locations", status_code=201, response_model=CallFileOut)
async def post_location(call_id: UUID, body: CallerLocationIn, command: DeskCommand) -> Response:
    location = body.to_domain()
    return await command.run(
        lambda conn: add_caller_location(conn, call_id, location, by=command.by, now=command.now), status=201
    )

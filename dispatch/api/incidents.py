"""Incidents: created, corrected, read, closed."""

from datetime import timedelta
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query
from pydantic import Field, model_validator
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from dispatch.api.access import Anybody
from dispatch.api.answers import answer
from dispatch.api.bodies import Body, Changes, Code, Id, PositionIn, Priority, Words
from dispatch.api.call_details import CallDetailsIn
from dispatch.api.commands import DeskCommand, SenderCommand
from dispatch.api.desk import DeskAtHand
from dispatch.api.heavy_reads import IN_TURN
from dispatch.api.incident_file import incident_file, list_incidents
from dispatch.api.version_1 import version_1
from dispatch.commands.add_note import add_note
from dispatch.commands.close_incident import close_incident
from dispatch.commands.create_incident import NewIncident, create_incident
from dispatch.commands.merge_incidents import merge_incidents
from dispatch.commands.raise_alarm_level import raise_alarm_level
from dispatch.commands.reopen_incident import reopen_incident
from dispatch.commands.update_incident import IncidentChanges, update_incident
from dispatch.domain.incident import ALARM_LEVEL_MAX, Disposition
from dispatch.views.board import IncidentOut
from dispatch.views.files import IncidentFileOut

router = version_1("/incidents")


class IncidentTextsIn(Body):
    address: Words | None = None
    description: Words | None = None


class NewIncidentIn(IncidentTextsIn):
    type: Code
    position: PositionIn
    priority: Priority | None = None
    call_id: Id | None = None
    call: CallDetailsIn | None = Field(default=None, description="what is new about the call `call_id`")

    @model_validator(mode="after")
    def _details_have_a_call(self) -> Self:
        if self.call is not None and self.call_id is None:
            raise ValueError("what a call said needs its call_id")
        return self


class IncidentChangesIn(Changes, IncidentTextsIn):
    type: Code | None = None
    priority: Priority | None = None
    position: PositionIn | None = None


class CloseIn(Body):
    disposition: Annotated[Disposition, Field(strict=False)]


class ReopenIn(Body):
    """`unit_ids`: the units moved by a merge that come back."""

    reason: Words | None = None
    unit_ids: list[Code] = Field(default=[], max_length=100)


class MergeIn(Body):
    into: Id


class AlarmLevelIn(Body):
    level: int | None = Field(default=None, ge=2, le=ALARM_LEVEL_MAX)


class NoteIn(Body):
    text: Words


@router.post("", status_code=201, response_model=IncidentOut)
async def post_incident(body: NewIncidentIn, command: DeskCommand) -> Response:
    new, settings = NewIncident(**body.given()), command.desk.settings
    return await command.run(
        lambda conn: create_incident(
            conn, new, by=command.by, now=command.now, margin_m=settings.service_area_margin_m
        ),
        status=201,
    )


@router.get("", dependencies=[IN_TURN], response_model=list[IncidentOut])
async def get_incidents(
    account: Anybody,
    desk: DeskAtHand,
    open_only: Annotated[bool, Query(alias="open")] = True,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await list_incidents(conn, open_only=open_only, limit=limit, seen_by=account))


@router.get("/{incident_id}", response_model=IncidentFileOut)
async def get_incident(incident_id: UUID, account: Anybody, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        reads_for = timedelta(seconds=desk.settings.crew_reads_file_s)
        return answer(await incident_file(conn, incident_id, seen_by=account, now=desk.now(), crew_reads_for=reads_for))


@router.patch("/{incident_id}", response_model=IncidentOut)
async def patch_incident(incident_id: UUID, body: IncidentChangesIn, command: DeskCommand) -> Response:
    changes, settings = IncidentChanges(**body.given()), command.desk.settings
    return await command.run(
        lambda conn: update_incident(
            conn,
            incident_id,
            changes,
            by=command.by,
            now=command.now,
            orders=settings.orders,
            margin_m=settings.service_area_margin_m,
        )
    )


@router.post("/{incident_id}/close", response_model=IncidentOut)
async def post_close(incident_id: UUID, body: CloseIn, command: SenderCommand) -> Response:
    return await command.run(
        lambda conn: close_incident(conn, incident_id, disposition=body.disposition, by=command.by, now=command.now)
    )


@router.post("/{incident_id}/reopen", response_model=IncidentOut)
async def post_reopen(incident_id: UUID, command: SenderCommand, body: ReopenIn | None = None) -> Response:
    given = body or ReopenIn()
    return await command.run(
        lambda conn: reopen_incident(
            conn,
            incident_id,
            reason=given.reason,
            unit_ids=given.unit_ids,
            by=command.by,
            now=command.now,
            orders=command.desk.settings.orders,
        )
    )


@router.post("/{incident_id}/merge", response_model=IncidentOut)
async def post_merge(incident_id: UUID, body: MergeIn, command: SenderCommand) -> Response:
    settings = command.desk.settings
    return await command.run(
        lambda conn: merge_incidents(
            conn, incident_id, body.into, by=command.by, now=command.now, orders=settings.orders
        )
    )


@router.post("/{incident_id}/alarm", response_model=IncidentOut)
async def post_alarm_level(incident_id: UUID, command: SenderCommand, body: AlarmLevelIn | None = None) -> Response:
    level = body.level if body else None
    return await command.run(
        lambda conn: raise_alarm_level(conn, incident_id, level=level, by=command.by, now=command.now)
    )


@router.post("/{incident_id}/notes", status_code=201, response_model=IncidentOut)
async def post_note(incident_id: UUID, body: NoteIn, command: DeskCommand) -> Response:
    return await command.run(
        lambda conn: add_note(
            conn, incident_id, body.text, by=command.by, now=command.now, orders=command.desk.settings.orders
        ),
        status=201,
    )

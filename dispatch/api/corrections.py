"""Corrections: what was pressed or decided by mistake is corrected, with a reason, and the log keeps both."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.responses import Response

from dispatch.api.bodies import Body, Moment, Words
from dispatch.api.commands import DeskCommand, SenderCommand
from dispatch.api.version_1 import version_1
from dispatch.commands.correct_incident import correct_alarm_level, correct_disposition
from dispatch.commands.correct_status import correct_status
from dispatch.commands.reopen_call import reopen_call
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.incident import ALARM_LEVEL_MAX, Disposition
from dispatch.views.board import AssignmentOut, IncidentOut
from dispatch.views.files import CallFileOut

router = version_1()


class StatusCorrectionIn(Body):
    status: Annotated[AssignmentStatus, Field(strict=False)]
    at: Moment | None = None
    reason: Words


class AlarmLevelCorrectionIn(Body):
    level: int = Field(ge=1, lt=ALARM_LEVEL_MAX)
    reason: Words


class DispositionCorrectionIn(Body):
    disposition: Annotated[Disposition, Field(strict=False)]
    reason: Words


class CallReopeningIn(Body):
    reason: Words


@router.post("/assignments/{assignment_id}/correction", response_model=AssignmentOut)
async def post_status_correction(assignment_id: UUID, body: StatusCorrectionIn, command: SenderCommand) -> Response:
    """The real status, at or before the present one; the steps after it were never reached."""
    return await command.run(
        lambda conn: correct_status(
            conn,
            assignment_id,
            body.status,
            at=body.at,
            reason=body.reason,
            by=command.by,
            now=command.now,
            orders=command.desk.settings.orders,
        )
    )


@router.post("/incidents/{incident_id}/alarm/correction", response_model=IncidentOut)
async def post_alarm_level_correction(
    incident_id: UUID, body: AlarmLevelCorrectionIn, command: SenderCommand
) -> Response:
    return await command.run(
        lambda conn: correct_alarm_level(
            conn, incident_id, level=body.level, reason=body.reason, by=command.by, now=command.now
        )
    )


@router.post("/incidents/{incident_id}/close/correction", response_model=IncidentOut)
async def post_disposition_correction(
    incident_id: UUID, body: DispositionCorrectionIn, command: SenderCommand
) -> Response:
    return await command.run(
        lambda conn: correct_disposition(
            conn, incident_id, disposition=body.disposition, reason=body.reason, by=command.by, now=command.now
        )
    )


@router.post("/calls/{call_id}/reopen", response_model=CallFileOut)
async def post_call_reopening(call_id: UUID, body: CallReopeningIn, command: DeskCommand) -> Response:
    """A call that was ended, or joined to an incident: it waits again for somebody."""
    return await command.run(
        lambda conn: reopen_call(conn, call_id, reason=body.reason, by=command.by, now=command.now)
    )

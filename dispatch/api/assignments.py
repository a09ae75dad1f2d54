"""Units sent to an incident, and how far they are."""

from collections.abc import Mapping, Sequence
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from dispatch.api.bodies import Body, Code, DoubtfulMoment, Id, Words
from dispatch.api.commands import Command, CrewCommand, SenderCommand
from dispatch.api.version_1 import version_1
from dispatch.commands.assign_units import PlannedDrive, assign_units, plan_routes
from dispatch.commands.change_status import change_status
from dispatch.commands.confirm_notices import confirm_notices
from dispatch.commands.divert_unit import divert_unit
from dispatch.commands.replace_unit import replace_unit
from dispatch.domain.assignment import Assignment, AssignmentStatus
from dispatch.domain.claimed_time import read_claimed_time
from dispatch.store import assignments
from dispatch.views.board import AssignmentOut, UnitOut

router = version_1()

UNITS_MAX = 100

type Routes = Mapping[str, PlannedDrive]


class UnitsToAssign(Body):
    unit_ids: list[Code] = Field(min_length=1, max_length=UNITS_MAX)
    recommendation_id: Id | None = None
    reason: Words | None = None


class ReplacementIn(Body):
    unit_id: Code = Field(description="the unit that goes instead")
    suggestion_id: Id | None = None
    reason: Words | None = None


class DiversionIn(Body):
    incident_id: Id = Field(description="the more urgent one that it goes to")
    recommendation_id: Id | None = None


class Confirmation(Body):
    up_to: int = Field(ge=1, lt=2**63, description="the newest notice that was in sight")


class NewStatus(Body):
    status: Annotated[AssignmentStatus, Field(strict=False)]
    at: DoubtfulMoment = None
    hospital_id: Code | None = None


@router.post("/incidents/{incident_id}/assignments", status_code=201, response_model=list[AssignmentOut])
async def post_assignments(incident_id: UUID, body: UnitsToAssign, command: SenderCommand) -> Response:
    return await command.run_after(
        lambda: _routes(command, incident_id, body.unit_ids),
        lambda conn, routes: assign_units(
            conn,
            incident_id,
            body.unit_ids,
            routes=routes,
            recommendation_id=body.recommendation_id,
            reason=body.reason,
            by=command.by,
            now=command.now,
            orders=command.desk.settings.orders,
        ),
        status=201,
    )


@router.post("/assignments/{assignment_id}/replace", status_code=201, response_model=AssignmentOut)
async def post_replace(assignment_id: UUID, body: ReplacementIn, command: SenderCommand) -> Response:
    """Another unit goes; the one on its way is released once the new crew has acknowledged."""
    return await _replace(assignment_id, body, command)


@router.post("/assignments/{assignment_id}/divert", status_code=201, response_model=AssignmentOut)
async def post_divert(assignment_id: UUID, body: DiversionIn | ReplacementIn, command: SenderCommand) -> Response:
    """The unit goes to a more urgent incident instead; the one it leaves waits again, with an alert.

    With a `unit_id` it is what `/replace` does now: so this route was called before.
    """
    return await (
        _divert(assignment_id, body, command)
        if isinstance(body, DiversionIn)
        else _replace(assignment_id, body, command)
    )


@router.post("/assignments/{assignment_id}/redirect", status_code=201, response_model=AssignmentOut, deprecated=True)
async def post_redirect(assignment_id: UUID, body: DiversionIn, command: SenderCommand) -> Response:
    """The former name of `/divert`."""
    return await _divert(assignment_id, body, command)


async def _replace(assignment_id: UUID, body: ReplacementIn, command: Command) -> Response:
    async def ask_router() -> Routes:
        replaced = await _assignment(command, assignment_id)
        return await _routes(command, replaced.incident_id, [body.unit_id])

    return await command.run_after(
        ask_router,
        lambda conn, routes: replace_unit(
            conn,
            assignment_id,
            body.unit_id,
            routes=routes,
            suggestion_id=body.suggestion_id,
            reason=body.reason,
            by=command.by,
            now=command.now,
            orders=command.desk.settings.orders,
        ),
        status=201,
    )


async def _divert(assignment_id: UUID, body: DiversionIn, command: Command) -> Response:
    async def ask_router() -> Routes:
        left = await _assignment(command, assignment_id)
        return await _routes(command, body.incident_id, [left.unit_id])

    return await command.run_after(
        ask_router,
        lambda conn, routes: divert_unit(
            conn,
            assignment_id,
            body.incident_id,
            routes=routes,
            recommendation_id=body.recommendation_id,
            by=command.by,
            now=command.now,
            orders=command.desk.settings.orders,
        ),
        status=201,
    )


@router.post("/assignments/{assignment_id}/status", response_model=AssignmentOut | UnitOut)
async def post_status(assignment_id: UUID, body: NewStatus, command: CrewCommand) -> Response:
    """For a move-up, too, which answers with the unit."""
    return await command.run(
        lambda conn: change_status(
            conn,
            assignment_id,
            body.status,
            at=read_claimed_time(body.at),
            by=command.by,
            now=command.now,
            orders=command.desk.settings.orders,
            hospital_id=body.hospital_id,
        )
    )


@router.post("/assignments/{assignment_id}/notices/confirm", response_model=AssignmentOut)
async def post_confirmation(assignment_id: UUID, body: Confirmation, command: CrewCommand) -> Response:
    """The crew has read what was changed or written after its order."""
    return await command.run(
        lambda conn: confirm_notices(conn, assignment_id, up_to=body.up_to, by=command.by, now=command.now)
    )


async def _assignment(command: Command, assignment_id: UUID) -> Assignment:
    """As it is now; the action checks again once it holds the locks."""
    async with command.desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return await assignments.get_assignment(conn, assignment_id)


async def _routes(command: Command, incident_id: UUID, unit_ids: Sequence[str]) -> Routes:
    """Called before any transaction is open."""
    desk = command.desk
    return await plan_routes(
        desk.pool, desk.travel_times, incident_id, unit_ids, now=command.now, policy=desk.settings.advice
    )

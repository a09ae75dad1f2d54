"""Cover: what the free units reach in time, and moves that raise it; a person decides, the crew gets an order."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from dispatch.advice.read_cover import GroupCover, Suggested, read_cover
from dispatch.api.access import AtTheDesk
from dispatch.api.answers import answer
from dispatch.api.bodies import Body, Code, UnitIdInPath, Words
from dispatch.api.commands import SenderCommand
from dispatch.api.desk import DeskAtHand
from dispatch.api.language import Language
from dispatch.api.version_1 import version_1
from dispatch.commands.order_move_up import WantedMove, call_back, order_move_up, plan_drive, refuse_move
from dispatch.domain.reason_texts import say_move
from dispatch.store import roster
from dispatch.views.advice import CoverMoveOut, CoverOut, GroupCoverOut
from dispatch.views.board import UnitOut

router = version_1()


class MoveUpIn(Body):
    station_id: Code
    gain: float | None = Field(default=None, ge=0, le=1)
    reason: Words | None = None


@router.get("/cover", response_model=CoverOut)
async def get_cover(
    _: AtTheDesk,
    desk: DeskAtHand,
    language: Language,
    without: Annotated[list[Code], Query(max_length=100)] = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """`without`: units that would be sent now; repeat it for several."""
    now = desk.now()
    groups = await read_cover(
        desk.pool, without=without, now=now, policy=desk.settings.cover, positions=desk.settings.positions
    )
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        names = {key: station.name for key, station in (await roster.stations(conn)).items()}
    return answer(CoverOut(made_at=now, groups=[_view(group, names, language) for group in groups]))


@router.post("/units/{unit_id}/move-up", status_code=201, response_model=UnitOut)
async def post_move_up(unit_id: UnitIdInPath, body: MoveUpIn, command: SenderCommand) -> Response:
    desk, wanted = command.desk, WantedMove(unit_id, **body.given())
    return await command.run_after(
        lambda: plan_drive(desk.pool, desk.travel_times, wanted, now=command.now, positions=desk.settings.positions),
        lambda conn, planned: order_move_up(
            conn, wanted, planned=planned, by=command.by, now=command.now, orders=desk.settings.orders
        ),
        status=201,
    )


@router.post("/units/{unit_id}/move-up/refuse", response_model=UnitOut)
async def post_refusal(unit_id: UnitIdInPath, body: MoveUpIn, command: SenderCommand) -> Response:
    """The crew is not suggested again for a while."""
    wanted = WantedMove(unit_id, **body.given())
    return await command.run(lambda conn: refuse_move(conn, wanted, by=command.by, now=command.now))


@router.post("/move-ups/{move_up_id}/cancel", response_model=UnitOut)
async def post_cancel(move_up_id: UUID, command: SenderCommand) -> Response:
    settings = command.desk.settings
    return await command.run(
        lambda conn: call_back(conn, move_up_id, by=command.by, now=command.now, orders=settings.orders)
    )


def _view(group: GroupCover, names: Mapping[str, str], language: str) -> GroupCoverOut:
    return GroupCoverOut(
        capability=group.capability,
        target_s=group.target_s,
        map_made_at=group.made_at,
        units=group.units,
        free_units=group.free_units,
        now=group.now,
        without=group.without,
        when_all_home=group.when_all_home,
        moves=[_said(move, names, language) for move in group.moves],
        go_to=[_said(move, names, language) for move in group.go_to],
        cells=group.cells,
    )


def _said(move: Suggested, names: Mapping[str, str], language: str) -> CoverMoveOut:
    station = names.get(move.station_id, move.station_id)
    return CoverMoveOut(
        unit_id=move.unit_id,
        from_station_id=move.from_station_id,
        station_id=move.station_id,
        gain=move.gain,
        drive_s=move.drive_s,
        reason=say_move(move.why, station, gain=move.gain, drive_s=move.drive_s, language=language),
    )

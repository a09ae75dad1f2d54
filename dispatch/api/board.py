"""Advice for the whole board, when more than one incident waits."""

from starlette.responses import Response

from dispatch.advice.advise_board import IncidentAdvice, advise_board
from dispatch.api.access import Sender
from dispatch.api.answers import answer
from dispatch.api.desk import DeskAtHand
from dispatch.api.version_1 import version_1
from dispatch.views.advice import BoardAdviceOut, IncidentAdviceOut

router = version_1("/board")


@router.get("/advice", response_model=BoardAdviceOut)
async def get_board_advice(_: Sender, desk: DeskAtHand) -> Response:
    """Which unit goes where so that all together wait least; a person sends, incident by incident."""
    now = desk.now()
    advice = await advise_board(desk.pool, desk.travel_times, now=now, policy=desk.settings.advice)
    return answer(BoardAdviceOut(made_at=now, incidents=[_view(each) for each in advice]))


def _view(advice: IncidentAdvice) -> IncidentAdviceOut:
    incident = advice.incident
    return IncidentAdviceOut(
        incident_id=incident.id,
        number=incident.number,
        type=incident.type,
        priority=incident.priority,
        advised=[each.unit_id for each in advice.send],
        send=advice.send,
        wait_for=advice.wait_for,
        missing=advice.missing,
    )

"""Alerts: the open ones, and taking them."""

from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from dispatch.api.access import AtTheDesk
from dispatch.api.answers import answer
from dispatch.api.bodies import AlertIdInPath
from dispatch.api.commands import SenderCommand
from dispatch.api.desk import DeskAtHand
from dispatch.api.version_1 import version_1
from dispatch.commands.take_alert import take_alert
from dispatch.store import views
from dispatch.views.board import AlertOut

router = version_1("/alarms")


@router.get("", response_model=list[AlertOut])
async def get_alerts(_: AtTheDesk, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await views.open_alerts(conn))


@router.post("/{alarm_id}/take", response_model=AlertOut)
async def post_take(alarm_id: AlertIdInPath, command: SenderCommand) -> Response:
    return await command.run(lambda conn: take_alert(conn, alarm_id, by=command.by, now=command.now))

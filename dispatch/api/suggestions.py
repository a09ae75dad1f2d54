"""Suggestions of the desk: the open ones, and refusing one."""

from uuid import UUID

from starlette.responses import Response

from base.database import ACQUIRE_TIMEOUT_S
from dispatch.api.access import AtTheDesk
from dispatch.api.answers import answer
from dispatch.api.commands import SenderCommand
from dispatch.api.desk import DeskAtHand
from dispatch.api.version_1 import version_1
from dispatch.commands.end_suggestion import REFUSED, end_suggestion
from dispatch.store import views
from dispatch.views.board import SuggestionOut

router = version_1("/suggestions")


@router.get("", response_model=list[SuggestionOut])
async def get_suggestions(_: AtTheDesk, desk: DeskAtHand) -> Response:
    async with desk.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        return answer(await views.standing_suggestions(conn))


@router.post("/{suggestion_id}/refuse", response_model=SuggestionOut)
async def post_refuse(suggestion_id: UUID, command: SenderCommand) -> Response:
    """Off the board; this unit is not suggested again for this assignment."""
    return await command.run(lambda conn: end_suggestion(conn, suggestion_id, REFUSED, by=command.by, now=command.now))

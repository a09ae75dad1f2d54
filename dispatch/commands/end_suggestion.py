"""Take a suggestion off the board unfollowed: a person refused it, or its reason is gone."""

from datetime import datetime
from uuid import UUID

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.events.assignments import SuggestionEnded
from dispatch.store import event_log, suggestions, views
from dispatch.views.board import SuggestionOut

REFUSED, WITHDRAWN = "refused", "withdrawn"


async def end_suggestion(
    conn: Connection, suggestion_id: UUID, outcome: str, *, by: Actor, now: datetime
) -> SuggestionOut:
    """Raises UnknownSuggestion, SuggestionIsOver."""
    ended = await suggestions.close_suggestion(conn, suggestion_id, outcome, at=now, by=by.name)
    event = SuggestionEnded(
        incident_id=ended.incident_id, suggestion_id=suggestion_id, outcome=outcome, with_unit_id=ended.unit_id
    )
    await event_log.append(conn, event, by=by, at=now)
    return (await views.suggestions(conn, [suggestion_id]))[0]

"""An alert whose cause is gone leaves the board without anybody taking it."""

from datetime import datetime

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.events.alerts import AlertEnded
from dispatch.steps.log_alert import log_alert
from dispatch.store import alerts


async def end_alert(conn: Connection, alert_id: int, *, by: Actor, at: datetime) -> bool:
    """Return False if a person took it in the meantime."""
    ended = await alerts.finish(conn, alert_id, at=at)
    if ended is None:
        return False
    await log_alert(conn, AlertEnded, ended, by=by, at=at)
    return True

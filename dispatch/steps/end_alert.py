"""An alert whose cause is gone leaves the board without a person."""

from datetime import datetime

from base.database import Connection
from dispatch.domain.actor import Actor
from dispatch.domain.events.alerts import AlertEnded
from dispatch.steps.log_alert import log_alert
from dispatch.store import alerts


async def end_alert(conn: Connection, alert_id: int, *, by: Actor, at: datetime) -> bool:
    """False when a person took it just now."""
    ended = await alerts.finish(conn, alert_id, at=at)
    if ended is None:
        return False
    await log_alert(conn, AlertEnded, ended, by=by, at=at)
    return True

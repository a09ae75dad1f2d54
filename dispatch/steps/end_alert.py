"""An alert whose cause is gone leaves the board without a person."""

from datetime import datetime

from base.database import Connection
from dispatch.domain.actor import Actor
from dispatch.store import alerts, event_log
from dispatch.store.alerts import LoggedAlert
from dispatch.store.event_log import Touched


async def end_alert(conn: Connection, alert_id: int, *, by: Actor, at: datetime) -> bool:
    """False when a person took it just now."""
    ended = await alerts.finish(conn, alert_id, at=at)
    if ended is None:
        return False
    await log_ended(conn, ended, by=by, at=at)
    return True


async def log_ended(conn: Connection, ended: LoggedAlert, *, by: Actor, at: datetime) -> None:
    await event_log.append(
        conn,
        "alarm_ended",
        by=by,
        at=at,
        touched=Touched(alarms=[ended.id]),
        incident_id=ended.incident_id,
        facts={"alarm_id": ended.id, "alarm": ended.kind, **ended.facts},
    )

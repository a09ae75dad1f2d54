"""Log the event that an alert was raised or has ended."""

from datetime import datetime

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.events.alerts import AlertEnded, AlertRaised
from dispatch.store import event_log
from dispatch.store.alerts import LoggedAlert


async def log_alert(
    conn: Connection, what: type[AlertRaised] | type[AlertEnded], alert: LoggedAlert, *, by: Actor, at: datetime
) -> None:
    event = what(alarm_id=alert.id, alarm=alert.kind, incident_id=alert.incident_id, own=alert.facts)
    await event_log.append(conn, event, by=by, at=at)

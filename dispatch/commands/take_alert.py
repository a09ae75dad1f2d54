"""A named person takes an alert off the board."""

from datetime import datetime

from base.database import Connection
from core.domain.actor import Account
from dispatch.domain.events.alerts import AlertTaken
from dispatch.store import alerts, event_log, views
from dispatch.views.board import AlertOut


async def take_alert(conn: Connection, alert_id: int, *, by: Account, now: datetime) -> AlertOut:
    """Raises UnknownAlert, AlertAlreadyTaken."""
    await alerts.take(conn, alert_id, by=by.id, at=now)
    alert = (await views.alerts(conn, [alert_id]))[0]
    taken = AlertTaken(alarm_id=alert_id, alarm=alert.kind, incident_id=alert.incident_id)
    await event_log.append(conn, taken, by=by, at=now)
    return alert

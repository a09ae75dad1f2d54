"""A named person takes an alarm: only then it leaves the board."""

from datetime import datetime

from dispatch.domain.actor import Account
from dispatch.store import alarms, event_log, views
from dispatch.store.event_log import Touched
from dispatch.store.views import View
from geo.database import Connection


async def take_alarm(conn: Connection, alarm_id: int, *, by: Account, now: datetime) -> View:
    """Raises UnknownAlarm, AlarmAlreadyTaken."""
    await alarms.take_alarm(conn, alarm_id, by=by.id, at=now)
    alarm = (await views.alarms(conn, [alarm_id]))[0]
    await event_log.append(
        conn,
        "alarm_taken",
        by=by,
        at=now,
        touched=Touched(alarms=[alarm_id]),
        incident_id=alarm["incident_id"],
        facts={"alarm_id": alarm_id, "alarm": alarm["kind"]},
    )
    return alarm

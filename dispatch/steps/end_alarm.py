"""An alarm whose cause is gone leaves the board without a person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dispatch.domain.actor import Actor
from dispatch.store import alarms, event_log
from dispatch.store.event_log import Touched
from geo.database import Connection


async def end_alarm(
    conn: Connection, alarm_id: int, kind: str, *, by: Actor, at: datetime, facts: Mapping[str, Any]
) -> bool:
    """False when a person took it just now."""
    if not await alarms.finish(conn, alarm_id, at=at):
        return False
    await event_log.append(
        conn,
        "alarm_taken",
        by=by,
        at=at,
        touched=Touched(alarms=[alarm_id]),
        facts={"alarm_id": alarm_id, "alarm": kind, **facts},
    )
    return True

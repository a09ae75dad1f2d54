"""A crew calls for help: an alert at every desk at once."""

from datetime import datetime

from base.database import Connection
from base.position import Position
from core.domain.actor import Account, DeviceActor
from core.domain.refusals import NotAllowed
from dispatch.domain.alert import AlertDetail
from dispatch.domain.events.alerts import AlertRaised
from dispatch.steps.log_alert import log_alert
from dispatch.store import alerts, assignments


class NoUnit(NotAllowed):
    code = "account_without_unit"


async def record_sos(
    conn: Connection,
    *,
    by: DeviceActor | Account,
    at: datetime | None,
    position: Position | None,
    now: datetime,
    came_at: datetime | None = None,
) -> int:
    """Return the alert's id. Pressed again while nobody has taken it, it remains one alert. Raises NoUnit.

    `at` is the sender's claim and decides nothing: a clock may be wrong by hours or by 1024 weeks.
    """
    if by.unit_key is None:
        raise NoUnit("this account belongs to no unit")
    came_at = came_at or now
    detail: AlertDetail = {"pressed_at": at or came_at, "position": position, **claimed(at, came_at=came_at)}
    busy = await assignments.holders(conn, [by.unit_key])
    incident_id = busy[0].incident_id if busy else None
    raised = await alerts.raise_sos(conn, by.unit_key, incident_id=incident_id, at=now, detail=detail)
    if isinstance(raised, int):
        return raised
    await log_alert(conn, AlertRaised, raised, by=by, at=now)
    return raised.id


def claimed(at: datetime | None, *, came_at: datetime) -> AlertDetail:
    """The time by the sender's clock, and the age by it; negative if the clock is ahead."""
    age_s = None if at is None else (came_at - at).total_seconds()
    return {"claimed_at": at, "claimed_age_s": age_s}

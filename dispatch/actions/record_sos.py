"""A crew calls for help: an alarm at every desk at once."""

from datetime import datetime
from typing import Any

from dispatch.actions.raise_at_desk import raise_at_desk
from dispatch.domain.actor import Account, DeviceActor
from dispatch.domain.refusals import NotAllowed
from dispatch.store import assignments
from geo.database import Connection
from geo.position import Position

SOS = "sos"


class NoUnit(NotAllowed):
    code = "account_without_unit"


async def record_sos(
    conn: Connection, *, by: DeviceActor | Account, at: datetime, position: Position | None, now: datetime
) -> int:
    """Answers the alarm's id. Pressed again while nobody took it, it stays one alarm. Raises NoUnit."""
    if by.unit_key is None:
        raise NoUnit("this account belongs to no unit")
    standing: int | None = await conn.fetchval(
        "SELECT id FROM alarm WHERE kind = $1 AND unit_key = $2 AND taken_at IS NULL FOR UPDATE", SOS, by.unit_key
    )
    if standing is not None:
        return standing
    busy = await assignments.holders(conn, [by.unit_key])
    incident_id = busy[0]["incident_id"] if busy else None
    detail: dict[str, Any] = {"pressed_at": at, "position": None}
    if position is not None:
        detail["position"] = {"lat": position.lat, "lon": position.lon}
    alarm_id = await raise_at_desk(
        conn,
        SOS,
        by=by,
        at=now,
        detail=detail,
        facts={"unit_id": by.unit_id},
        incident_id=incident_id,
        unit_key=by.unit_key,
    )
    assert alarm_id is not None  # an SOS belongs to no assignment, so nothing stands in its way
    return alarm_id

"""Alarms of the desk: raised by rules, they stay until a named person takes them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from dispatch.domain.refusals import AlarmAlreadyTaken, UnknownAlarm
from geo.database import Connection


async def raise_alarm(
    conn: Connection,
    kind: str,
    *,
    at: datetime,
    detail: Mapping[str, Any],
    incident_id: UUID | None = None,
    unit_key: int | None = None,
    assignment_id: UUID | None = None,
) -> int | None:
    """The alarm's id; None when this kind stands already for this assignment."""
    alarm_id: int | None = await conn.fetchval(
        "INSERT INTO alarm (kind, incident_id, unit_key, assignment_id, raised_at, detail)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (kind, assignment_id) WHERE assignment_id IS NOT NULL DO NOTHING"
        " RETURNING id",
        kind,
        incident_id,
        unit_key,
        assignment_id,
        at,
        dict(detail),
    )
    return alarm_id


async def take_alarm(conn: Connection, alarm_id: int, *, by: UUID, at: datetime) -> None:
    """Raises UnknownAlarm, AlarmAlreadyTaken."""
    row = await conn.fetchrow(
        "SELECT l.taken_at, p.username FROM alarm l LEFT JOIN account p ON p.id = l.taken_by WHERE l.id = $1"
        " FOR UPDATE OF l",
        alarm_id,
    )
    if row is None:
        raise UnknownAlarm("no such alarm", alarm_id=alarm_id)
    if row["taken_at"] is not None:
        raise AlarmAlreadyTaken(f"{row['username']} took it already", taken_by=row["username"])
    await conn.execute("UPDATE alarm SET taken_by = $2, taken_at = $3 WHERE id = $1", alarm_id, by, at)

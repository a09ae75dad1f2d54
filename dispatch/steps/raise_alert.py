"""Raise an alarm at the desk: the row that stands until somebody takes it, and the event that shows it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from dispatch.domain.actor import Actor
from dispatch.store import alarms, event_log
from dispatch.store.event_log import Touched
from geo.database import Connection


class AtWork(Protocol):
    """Whatever names an assignment, its unit and its incident."""

    @property
    def id(self) -> UUID: ...
    @property
    def unit_id(self) -> str: ...
    @property
    def unit_key(self) -> int: ...
    @property
    def incident_id(self) -> UUID: ...


async def raise_about(
    conn: Connection, kind: str, assignment: AtWork, *, by: Actor, at: datetime, detail: Mapping[str, Any]
) -> bool:
    """An alarm about one assignment; False when this kind stood already for it."""
    alarm_id = await raise_alert(
        conn,
        kind,
        by=by,
        at=at,
        detail=detail,
        facts={"unit_id": assignment.unit_id, "assignment_id": assignment.id},
        incident_id=assignment.incident_id,
        unit_key=assignment.unit_key,
        assignment_id=assignment.id,
    )
    return alarm_id is not None


async def raise_alert(
    conn: Connection,
    kind: str,
    *,
    by: Actor,
    at: datetime,
    detail: Mapping[str, Any],
    facts: Mapping[str, Any],
    incident_id: UUID | None = None,
    unit_key: int | None = None,
    assignment_id: UUID | None = None,
) -> int | None:
    """The alarm's id; None when this kind stands already for this assignment.

    `detail` stays with the alarm, `facts` are what the log says of it beside its kind.
    """
    alarm_id = await alarms.raise_alarm(
        conn,
        kind,
        at=at,
        detail=detail,
        incident_id=incident_id,
        unit_key=unit_key,
        assignment_id=assignment_id,
    )
    if alarm_id is not None:
        await log_raised(conn, kind, alarm_id, by=by, at=at, facts=facts, incident_id=incident_id)
    return alarm_id


async def log_raised(
    conn: Connection,
    kind: str,
    alarm_id: int,
    *,
    by: Actor,
    at: datetime,
    facts: Mapping[str, Any],
    incident_id: UUID | None = None,
) -> None:
    await event_log.append(
        conn,
        "alarm_raised",
        by=by,
        at=at,
        touched=Touched(alarms=[alarm_id]),
        incident_id=incident_id,
        facts={"alarm": kind, **facts},
    )

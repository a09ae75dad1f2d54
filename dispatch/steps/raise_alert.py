"""Raise an alert at the desk: the row that remains until it is taken or has ended, and the event that shows it."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from base.database import Connection
from core.domain.actor import Actor
from dispatch.domain.alert import AlertDetail, AlertKind
from dispatch.domain.events.alerts import AlertRaised
from dispatch.steps.log_alert import log_alert
from dispatch.store import alerts


class AtWork(Protocol):
    """Anything that names an assignment, its unit and its incident."""

    @property
    def id(self) -> UUID: ...
    @property
    def unit_key(self) -> int: ...
    @property
    def incident_id(self) -> UUID: ...


async def raise_about(
    conn: Connection, kind: AlertKind, assignment: AtWork, *, by: Actor, at: datetime, detail: AlertDetail
) -> bool:
    """Raise an alert about one assignment; return False if it already has one of this kind."""
    return await raise_alert(
        conn,
        kind,
        by=by,
        at=at,
        detail=detail,
        incident_id=assignment.incident_id,
        unit_key=assignment.unit_key,
        assignment_id=assignment.id,
    )


async def raise_alert(
    conn: Connection,
    kind: AlertKind,
    *,
    by: Actor,
    at: datetime,
    detail: AlertDetail,
    incident_id: UUID | None = None,
    unit_key: int | None = None,
    assignment_id: UUID | None = None,
) -> bool:
    """Return False if this assignment already has an alert of this kind."""
    raised = await alerts.raise_alert(
        conn,
        kind,
        at=at,
        detail=detail,
        incident_id=incident_id,
        unit_key=unit_key,
        assignment_id=assignment_id,
    )
    if raised is None:
        return False
    await log_alert(conn, AlertRaised, raised, by=by, at=at)
    return True

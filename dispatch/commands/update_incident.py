"""Correct an incident while it is open; crews on their way are informed."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from uuid import UUID

from base.database import Connection
from base.position import Position
from core.domain.actor import Account
from dispatch.domain.events.incidents import IncidentUpdated
from dispatch.domain.incident import IncidentTexts
from dispatch.domain.order import OrderPolicy
from dispatch.steps.lock_open_incident import lock_open_incident
from dispatch.steps.tell_crews import tell_crews
from dispatch.store import assignments, event_log, incidents, plans, service_area, views
from dispatch.views.board import IncidentOut
from geo.search.near_place import near_place


@dataclass(frozen=True, slots=True)
class IncidentChanges(IncidentTexts):
    """Null leaves a value as it is."""

    type: str | None = None
    priority: int | None = None
    position: Position | None = None

    @property
    def given(self) -> list[str]:
        return sorted(each.name for each in fields(self) if getattr(self, each.name) is not None)


async def update_incident(
    conn: Connection,
    incident_id: UUID,
    changes: IncidentChanges,
    *,
    by: Account,
    now: datetime,
    orders: OrderPolicy,
    margin_m: float,
) -> IncidentOut:
    """Raises UnknownIncident, IncidentIsClosed, UnknownIncidentType, OutsideServiceArea."""
    incident = await lock_open_incident(conn, incident_id)
    if changes.type is not None:
        await plans.get_incident_type(conn, changes.type)
    if changes.position is not None:
        await service_area.require_inside(conn, changes.position, margin_m=margin_m)
    corrected = replace(incident, **{name: getattr(changes, name) for name in changes.given})
    if changes.position is not None:
        corrected = replace(corrected, near_place=await near_place(conn, changes.position))
    await incidents.save_incident(conn, corrected)
    under_way = await assignments.open_of_incident(conn, incident_id)
    changed = [name for name in changes.given if getattr(incident, name) != getattr(changes, name)]
    await tell_crews(conn, under_way, corrected, changed=changed, now=now, orders=orders)
    updated = IncidentUpdated(
        incident_id=incident_id, changed=changes.given, assignment_ids=[each.id for each in under_way]
    )
    await event_log.append(conn, updated, by=by, at=now)
    return (await views.incidents(conn, [incident_id]))[0]

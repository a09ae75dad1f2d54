"""Everything about an incident that the reader may see."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from msgspec.structs import asdict

from base.database import Connection
from core.domain.actor import Account, Role
from core.store import event_chain
from core.store.event_chain import LoggedEvent
from dispatch.domain.refusals import UnknownIncident
from dispatch.domain.visibility import all_as_seen, as_seen_by_onlookers, sees_callers, sees_free_text
from dispatch.store import calls, incidents, views
from dispatch.views.board import AssignmentOut, IncidentOut
from dispatch.views.files import IncidentFileOut, TimelineEntryOut

_BULKY = frozenset({"incidents", "units", "assignments", "alarms", "suggestions"})


async def list_incidents(conn: Connection, *, open_only: bool, limit: int, seen_by: Account) -> list[IncidentOut]:
    """A crew gets the incidents it works on."""
    found = await (views.open_incidents(conn) if open_only else views.recent_incidents(conn, limit=limit))
    if seen_by.role is Role.CREW:
        own = {
            assignment.incident_id
            for assignment in await views.open_assignments(conn)
            if assignment.unit_id == seen_by.unit_id
        }
        found = [incident for incident in found if incident.id in own]
    return all_as_seen("incidents", found, seen_by.role)


async def incident_file(
    conn: Connection, incident_id: UUID, *, seen_by: Account, now: datetime, crew_reads_for: timedelta
) -> IncidentFileOut:
    """A crew reads it whole for `crew_reads_for` after its release, and without free text from then on.

    Raises UnknownIncident, also for a crew that was never sent there.
    """
    found = await views.incidents(conn, [incident_id])
    assignments = await views.assignments_of(conn, incident_id)
    if seen_by.role is Role.CREW:
        assignments = [each for each in assignments if each.unit_id == seen_by.unit_id]
    if not found or (seen_by.role is Role.CREW and not assignments):
        raise UnknownIncident("no such incident", incident_id=incident_id)
    events = await event_chain.timeline(conn, incident_id)
    whole, callers = _sees_whole(seen_by, assignments, since=now - crew_reads_for), sees_callers(seen_by.role)
    incident = found[0] if whole else as_seen_by_onlookers("incidents", found[0])
    return IncidentFileOut(
        **asdict(incident),
        assignments=assignments if whole else [as_seen_by_onlookers("assignments", each) for each in assignments],
        calls=await calls.calls_of_incident(conn, incident_id) if callers else [],
        notes=await incidents.list_notes(conn, incident_id) if whole else [],
        timeline=[_entry(event, with_facts=callers) for event in events],
    )


def _sees_whole(seen_by: Account, own: Iterable[AssignmentOut], *, since: datetime) -> bool:
    """A released crew keeps the address for its report, but not forever."""
    if seen_by.role is not Role.CREW:
        return sees_free_text(seen_by.role)
    return any(each.released_at is None or each.released_at > since for each in own)


def _entry(event: LoggedEvent, *, with_facts: bool) -> TimelineEntryOut:
    """Without the whole views that the event carries for the consoles."""
    facts = {name: value for name, value in event.data.items() if name not in _BULKY} if with_facts else {}
    return TimelineEntryOut(seq=event.seq, kind=event.kind, at=event.at, actor=event.actor, data=facts)

"""What every open incident asks for, and what of it nobody has been sent for yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from dispatch.actions.recommend_units import plan_of
from dispatch.domain.response_plan import required_at
from dispatch.domain.slots import fill_slots
from dispatch.store import candidates, incidents
from geo.database import Connection

INCIDENTS_MAX = 200


@dataclass(frozen=True, slots=True)
class Needs:
    priority: int
    wanted: frozenset[str]
    lacking: frozenset[str]


async def needs_of(conn: Connection) -> Mapping[UUID, Needs]:
    found = {}
    for incident_id in await incidents.open_ids(conn, limit=INCIDENTS_MAX):
        incident = await incidents.get_incident(conn, incident_id)
        asked = required_at(await plan_of(conn, incident), incident.alarm_level)
        slots = [each.capability for each in asked for _ in range(each.count)]
        met = fill_slots(slots, await candidates.capabilities_at_work(conn, incident_id)).values()
        lacking = frozenset(capability for index, capability in enumerate(slots) if index not in met)
        found[incident_id] = Needs(incident.priority, frozenset(slots), lacking)
    return found

"""What incidents ask for by the city's plans, and the units at work on them: all in one statement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from base.database import Connection, Record
from dispatch.domain.incident import Incident
from dispatch.domain.refusals import UnknownIncident
from dispatch.domain.requirement_matching import lacking
from dispatch.domain.response_plan import (
    ResponsePlan,
    UnitRequirement,
    capabilities_with,
    default_plan,
    plan_for,
    required_at,
)
from dispatch.store import incidents, plans

# The areas that contain the place are looked up only if a plan of the type names one.
_ASKED_FOR = f"""
SELECT {incidents.COLUMNS}, t.eido_code,
    (SELECT coalesce(jsonb_agg({plans.PLAN} ORDER BY p.id), '[]') FROM response_plan p WHERE p.incident_type = i.type)
        AS plans,
    ARRAY(SELECT word FROM area a JOIN city c ON c.version = a.version CROSS JOIN unnest(ARRAY[a.code, a.name]) AS word
          WHERE EXISTS (SELECT FROM response_plan p WHERE p.incident_type = i.type AND p.area IS NOT NULL)
            AND ST_Covers(a.boundary, i.position)) AS areas,
    (SELECT coalesce(jsonb_agg(jsonb_build_array(u.capabilities, u.crew) ORDER BY a.id), '[]')
     FROM assignment a JOIN unit u ON u.key = a.unit_key
     WHERE a.incident_id = i.id AND a.released_at IS NULL) AS sent
FROM incident i JOIN incident_type t ON t.code = i.type WHERE i.id = ANY($1::uuid[])
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class AskedFor:
    """`plan`: the city's, or a default that is marked as one.

    `sent`: for each unit, in the order sent, its capabilities and the size of its crew.
    """

    incident: Incident
    plan: ResponsePlan
    sent: Sequence[tuple[frozenset[str], int | None]]

    @property
    def needs(self) -> list[UnitRequirement]:
        return required_at(self.plan, self.incident.alarm_level)

    @property
    def slots(self) -> list[str]:
        """The capabilities, each as often as it is asked for."""
        return [need.capability for need in self.needs for _ in range(need.count)]

    @property
    def at_work(self) -> list[frozenset[str]]:
        """What each unit there can do with its crew."""
        needs = self.needs
        return [capabilities_with(crew, able, needs) for able, crew in self.sent]

    @property
    def lacking(self) -> frozenset[str]:
        """The part that no unit has been sent for yet."""
        return lacking(self.slots, self.at_work)


async def asked_for(conn: Connection, incident_id: UUID) -> AskedFor:
    """Raises UnknownIncident."""
    found = await asked_for_by(conn, [incident_id])
    if incident_id not in found:
        raise UnknownIncident("no such incident", incident_id=incident_id)
    return found[incident_id]


async def asked_for_by(conn: Connection, incident_ids: Collection[UUID]) -> Mapping[UUID, AskedFor]:
    """By incident, for those that exist."""
    return {row["id"]: _asked_for(row) for row in await conn.fetch(_ASKED_FOR, list(incident_ids))}


def _asked_for(row: Record) -> AskedFor:
    incident = incidents.from_row(row)
    city_plans = [plans.plan_of(plan) for plan in row["plans"]]
    plan = plan_for(city_plans, incident.type, incident.priority, row["areas"])
    sent = [(frozenset(able), crew) for able, crew in row["sent"]]
    return AskedFor(incident, plan or default_plan(incident.type, row["eido_code"]), sent)

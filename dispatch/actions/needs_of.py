"""What every open incident asks for, and what of it nobody has been sent for yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from dispatch.domain.slots import lacking
from dispatch.store import incidents
from dispatch.store.asked_for import AskedFor, asked_for_by
from geo.database import Connection

INCIDENTS_MAX = 200


@dataclass(frozen=True, slots=True)
class Needs:
    priority: int
    wanted: frozenset[str]
    lacking: frozenset[str]


async def needs_of(conn: Connection) -> Mapping[UUID, Needs]:
    asked = await asked_for_by(conn, await incidents.open_ids(conn, limit=INCIDENTS_MAX))
    return {incident_id: _needs(each) for incident_id, each in asked.items()}


def _needs(asked: AskedFor) -> Needs:
    return Needs(asked.incident.priority, frozenset(asked.slots), lacking(asked.slots, asked.at_work))

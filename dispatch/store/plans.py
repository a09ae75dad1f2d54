"""Incident types and their response plans."""

from dataclasses import dataclass
from itertools import groupby

from dispatch.domain.refusals import UnknownIncidentType
from dispatch.domain.response_plan import ResponsePlan, UnitRequirement
from geo.database import Connection


@dataclass(frozen=True, slots=True)
class IncidentType:
    code: str
    name_id: str
    name_en: str
    default_priority: int
    eido_code: str | None
    handed_over_to: str | None


async def get_incident_type(conn: Connection, code: str) -> IncidentType:
    """Raises UnknownIncidentType."""
    row = await conn.fetchrow("SELECT * FROM incident_type WHERE code = $1", code)
    if row is None:
        raise UnknownIncidentType(f"no incident type is called {code}", type=code)
    return IncidentType(**dict(row))


async def list_incident_types(conn: Connection) -> list[IncidentType]:
    rows = await conn.fetch("SELECT * FROM incident_type ORDER BY default_priority, code")
    return [IncidentType(**dict(row)) for row in rows]


async def list_plans(conn: Connection, incident_type: str | None = None) -> list[ResponsePlan]:
    rows = await conn.fetch(
        "SELECT p.id, p.incident_type, p.priority, r.capability, r.count, r.alarm_level"
        " FROM response_plan p LEFT JOIN unit_requirement r ON r.plan_id = p.id"
        " WHERE $1::text IS NULL OR p.incident_type = $1 ORDER BY p.id, r.alarm_level, r.capability",
        incident_type,
    )
    return [
        ResponsePlan(
            kind,
            priority,
            tuple(UnitRequirement(row["capability"], row["count"], row["alarm_level"]) for row in plan if row["count"]),
        )
        for (_, kind, priority), plan in groupby(
            rows, key=lambda row: (row["id"], row["incident_type"], row["priority"])
        )
    ]


async def any_incident_type(conn: Connection) -> bool:
    return bool(await conn.fetchval("SELECT EXISTS (SELECT FROM incident_type)"))


async def add_incident_type(conn: Connection, incident_type: IncidentType) -> None:
    await conn.execute(
        "INSERT INTO incident_type (code, name_id, name_en, default_priority, eido_code, handed_over_to)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        incident_type.code,
        incident_type.name_id,
        incident_type.name_en,
        incident_type.default_priority,
        incident_type.eido_code,
        incident_type.handed_over_to,
    )


async def add_plan(conn: Connection, plan: ResponsePlan) -> None:
    plan_id: int = await conn.fetchval(
        "INSERT INTO response_plan (incident_type, priority) VALUES ($1, $2) RETURNING id",
        plan.incident_type,
        plan.priority,
    )
    await conn.executemany(
        "INSERT INTO unit_requirement (plan_id, alarm_level, capability, count) VALUES ($1, $2, $3, $4)",
        [(plan_id, need.alarm_level, need.capability, need.count) for need in plan.requirements],
    )

"""Incident types and their response plans."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime

import msgspec
from asyncpg import ForeignKeyViolationError

from base.database import Connection
from base.raw_json import JsonObject
from dispatch.domain.incident_type import IncidentType
from dispatch.domain.refusals import StillInUse, UnknownIncidentType
from dispatch.domain.response_plan import ResponsePlan
from dispatch.views.plans import PlansVersionOut

# Of `response_plan p`, in the shape of a ResponsePlan.
PLAN = """
jsonb_build_object('incident_type', p.incident_type, 'priority', p.priority, 'area', p.area,
    'automatic_after_s', p.automatic_after_s, 'requirements', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('capability', r.capability, 'count', r.count,
            'alarm_level', r.alarm_level, 'first_due', r.first_due, 'crew_min', r.crew_min)
            ORDER BY r.alarm_level, r.capability), '[]')
        FROM unit_requirement r WHERE r.plan_id = p.id))
"""


async def get_incident_type(conn: Connection, code: str) -> IncidentType:
    """Raises UnknownIncidentType."""
    row = await conn.fetchrow("SELECT * FROM incident_type WHERE code = $1", code)
    if row is None:
        raise UnknownIncidentType(f"no incident type is called {code}", incident_type=code)
    return IncidentType(**dict(row))


async def list_incident_types(conn: Connection) -> list[IncidentType]:
    rows = await conn.fetch("SELECT * FROM incident_type ORDER BY default_priority, code")
    return [IncidentType(**dict(row)) for row in rows]


async def list_plans(conn: Connection, incident_type: str | None = None) -> list[ResponsePlan]:
    rows = await conn.fetch(
        f"SELECT {PLAN} AS plan FROM response_plan p WHERE $1::text IS NULL OR p.incident_type = $1 ORDER BY p.id",  # noqa: S608
        incident_type,
    )
    return [plan_of(row["plan"]) for row in rows]


def plan_of(plan: JsonObject) -> ResponsePlan:
    """From a PLAN, or a plan of a kept version."""
    return msgspec.convert(plan, ResponsePlan)


async def unknown_areas(conn: Connection, names: Collection[str]) -> list[str]:
    """Those that are neither code nor name of an area of the current city."""
    rows = await conn.fetch(
        "SELECT wanted FROM unnest($1::text[]) AS wanted WHERE NOT EXISTS (SELECT FROM area a JOIN city c"
        " ON c.version = a.version WHERE wanted IN (a.code, a.name)) ORDER BY wanted",
        list(names),
    )
    return [row["wanted"] for row in rows]


async def any_incident_type(conn: Connection) -> bool:
    return bool(await conn.fetchval("SELECT EXISTS (SELECT FROM incident_type)"))


async def add_incident_type(conn: Connection, incident_type: IncidentType) -> bool:
    """Return False if there is one with that code."""
    added = await conn.fetchval(
        "INSERT INTO incident_type (code, name_id, name_en, default_priority, eido_code, handed_over_to, department)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (code) DO NOTHING RETURNING true",
        incident_type.code,
        incident_type.name_id,
        incident_type.name_en,
        incident_type.default_priority,
        incident_type.eido_code,
        incident_type.handed_over_to,
        incident_type.department,
    )
    return bool(added)


async def save_incident_type(conn: Connection, incident_type: IncidentType) -> None:
    await conn.execute(
        "UPDATE incident_type SET name_id = $2, name_en = $3, default_priority = $4, eido_code = $5,"
        " handed_over_to = $6, department = $7 WHERE code = $1",
        incident_type.code,
        incident_type.name_id,
        incident_type.name_en,
        incident_type.default_priority,
        incident_type.eido_code,
        incident_type.handed_over_to,
        incident_type.department,
    )


async def remove_incident_type(conn: Connection, code: str) -> None:
    """With its plans and their versions. Raises StillInUse; the transaction has failed then."""
    try:
        await conn.execute("DELETE FROM response_plan_version WHERE incident_type = $1", code)
        await remove_plans(conn, code)
        await conn.execute("DELETE FROM incident_type WHERE code = $1", code)
    except ForeignKeyViolationError as error:
        raise StillInUse(f"there were incidents of the type {code}", id=code) from error


async def add_plan(conn: Connection, plan: ResponsePlan) -> None:
    plan_id: int = await conn.fetchval(
        "INSERT INTO response_plan (incident_type, priority, area, automatic_after_s) VALUES ($1, $2, $3, $4)"
        " RETURNING id",
        plan.incident_type,
        plan.priority,
        plan.area,
        plan.automatic_after_s,
    )
    await conn.executemany(
        "INSERT INTO unit_requirement (plan_id, alarm_level, capability, count, first_due, crew_min)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        [
            (plan_id, need.alarm_level, need.capability, need.count, need.first_due, need.crew_min)
            for need in plan.requirements
        ],
    )


async def lock_type(conn: Connection, code: str) -> IncidentType:
    """So that two people cannot change its plans at once; raises UnknownIncidentType."""
    await conn.execute("SELECT FROM incident_type WHERE code = $1 FOR UPDATE", code)
    return await get_incident_type(conn, code)


async def version_of(conn: Connection, incident_type: str) -> int:
    """1 for plans that nobody has changed yet."""
    return int(
        await conn.fetchval(
            "SELECT coalesce(max(version), 1) FROM response_plan_version WHERE incident_type = $1", incident_type
        )
    )


async def keep_version(
    conn: Connection, incident_type: str, version: int, plans: Sequence[ResponsePlan], *, at: datetime, by: str
) -> None:
    await conn.execute(
        "INSERT INTO response_plan_version (incident_type, version, plans, saved_at, saved_by)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        incident_type,
        version,
        [asdict(plan) for plan in plans],
        at,
        by,
    )


async def list_versions(conn: Connection, incident_type: str) -> list[PlansVersionOut]:
    rows = await conn.fetch(
        "SELECT version, plans, saved_at, saved_by FROM response_plan_version WHERE incident_type = $1"
        " ORDER BY version DESC",
        incident_type,
    )
    return [PlansVersionOut(**{**row, "plans": [plan_of(plan) for plan in row["plans"]]}) for row in rows]


async def remove_plans(conn: Connection, incident_type: str) -> None:
    await conn.execute("DELETE FROM response_plan WHERE incident_type = $1", incident_type)

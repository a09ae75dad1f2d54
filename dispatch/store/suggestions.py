"""Suggestions to replace a unit on its way by a nearer one, with the data they are based on and their outcome."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from base.database import Connection
from base.position import Position
from dispatch.domain.refusals import SuggestionIsOver, UnknownSuggestion
from dispatch.domain.replacement import ON_ITS_WAY, Replacement
from dispatch.store.reassigned import REASSIGNED
from dispatch.store.unit_state import FREE

_FREE_UNITS = f"SELECT u.unit_id FROM unit u WHERE {FREE}"  # noqa: S608

_ON_THE_WAY = """
SELECT a.id, a.unit_key, u.unit_id, u.capabilities, u.agency_id, a.incident_id, a.status, a.dispatched_at, a.eta_s,
       a.eta_s - a.drive_s AS turnout_s, i.priority, i.position AS scene
FROM assignment a JOIN unit u ON u.key = a.unit_key JOIN incident i ON i.id = a.incident_id
WHERE a.released_at IS NULL AND a.status = ANY($1::text[])
  AND NOT EXISTS (SELECT FROM assignment b WHERE b.replaces_id = a.id AND b.released_at IS NULL)
ORDER BY a.dispatched_at
"""

_CARRIED_OUT = f"""
SELECT d.incident_id, replaced.unit_id AS replaced, sent.unit_id AS sent, d.at
FROM ({REASSIGNED}) AS d JOIN unit replaced ON replaced.key = d.replaced_key JOIN unit sent ON sent.key = d.sent_key
WHERE d.at > $1
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """An assignment whose unit has not arrived, with what was promised."""

    id: UUID
    unit_key: int
    unit_id: str
    capabilities: frozenset[str]
    agency_id: str
    incident_id: UUID
    status: str
    dispatched_at: datetime
    eta_s: float | None
    turnout_s: float | None  # of it, until wheels roll
    priority: int
    scene: Position


@dataclass(frozen=True, slots=True)
class Suggestion:
    id: UUID
    incident_id: UUID
    assignment_id: UUID
    unit_id: str  # the unit that would go instead


async def free_unit_ids(conn: Connection) -> set[str]:
    return {row["unit_id"] for row in await conn.fetch(_FREE_UNITS)}


async def on_the_way(conn: Connection) -> list[OnTheWay]:
    """Those that are not being replaced already."""
    rows = await conn.fetch(_ON_THE_WAY, list(ON_ITS_WAY))
    return [OnTheWay(**{**dict(row), "capabilities": frozenset(row["capabilities"])}) for row in rows]


async def carried_out(conn: Connection, *, since: datetime) -> Sequence[Replacement]:
    return [Replacement(**dict(row)) for row in await conn.fetch(_CARRIED_OUT, since)]


async def refused(conn: Connection) -> set[tuple[UUID, str]]:
    """For assignments that are still open: what a person refused."""
    rows = await conn.fetch(
        "SELECT s.assignment_id, u.unit_id FROM suggestion s JOIN unit u ON u.key = s.unit_key"
        " JOIN assignment a ON a.id = s.assignment_id WHERE s.outcome = 'refused' AND a.released_at IS NULL"
    )
    return {(row["assignment_id"], row["unit_id"]) for row in rows}


async def standing(conn: Connection) -> list[Suggestion]:
    rows = await conn.fetch(
        "SELECT s.id, s.incident_id, s.assignment_id, u.unit_id FROM suggestion s JOIN unit u ON u.key = s.unit_key"
        " WHERE s.closed_at IS NULL ORDER BY s.id"
    )
    return [Suggestion(**dict(row)) for row in rows]


async def add_suggestion(
    conn: Connection, suggestion: Suggestion, *, saving_s: float, data: Mapping[str, Any], at: datetime
) -> bool:
    """Return False if this assignment already has an open one."""
    added = await conn.fetchval(
        "INSERT INTO suggestion (id, kind, incident_id, assignment_id, unit_key, saving_s, made_at, data)"
        " SELECT $1, 'replace', $2, $3, u.key, $5, $6, $7 FROM unit u WHERE u.unit_id = $4"
        " ON CONFLICT (assignment_id) WHERE closed_at IS NULL DO NOTHING RETURNING true",
        suggestion.id,
        suggestion.incident_id,
        suggestion.assignment_id,
        suggestion.unit_id,
        saving_s,
        at,
        dict(data),
    )
    return bool(added)


async def close_suggestion(conn: Connection, suggestion_id: UUID, outcome: str, *, at: datetime, by: str) -> Suggestion:
    """Raises UnknownSuggestion, SuggestionIsOver."""
    row = await conn.fetchrow(
        "SELECT s.id, s.incident_id, s.assignment_id, u.unit_id, s.outcome FROM suggestion s"
        " JOIN unit u ON u.key = s.unit_key WHERE s.id = $1 FOR UPDATE OF s",
        suggestion_id,
    )
    if row is None:
        raise UnknownSuggestion("no such suggestion", suggestion_id=suggestion_id)
    if row["outcome"] is not None:
        raise SuggestionIsOver(f"the suggestion was {row['outcome']} already", outcome=row["outcome"])
    await conn.execute(
        "UPDATE suggestion SET outcome = $2, closed_at = $3, closed_by = $4 WHERE id = $1",
        suggestion_id,
        outcome,
        at,
        by,
    )
    return Suggestion(row["id"], row["incident_id"], row["assignment_id"], row["unit_id"])


async def standing_for(conn: Connection, assignment_ids: Collection[UUID]) -> list[UUID]:
    rows = await conn.fetch(
        "SELECT id FROM suggestion WHERE assignment_id = ANY($1::uuid[]) AND closed_at IS NULL", list(assignment_ids)
    )
    return [row["id"] for row in rows]

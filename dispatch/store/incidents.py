"""Incidents and their notes."""

from dataclasses import fields
from datetime import datetime
from uuid import UUID

from base.database import Connection, Record
from dispatch.domain.incident import TEXTS, Incident
from dispatch.domain.refusals import UnknownIncident
from dispatch.store.city import CITY_ZONE
from dispatch.views.files import NoteOut

_COLUMNS = tuple(each.name for each in fields(Incident))
_CORRECTABLE = ("type", "priority", "alarm_level", "position", "near_place", *TEXTS)
COLUMNS = ", ".join(f"i.{name}" for name in _COLUMNS)
_SELECT = f"SELECT {COLUMNS} FROM incident i WHERE i.id = $1 "  # noqa: S608


async def get_incident(conn: Connection, incident_id: UUID) -> Incident:
    """Raises UnknownIncident."""
    return _incident(await conn.fetchrow(_SELECT, incident_id), incident_id)


async def lock_incident(conn: Connection, incident_id: UUID) -> Incident:
    """Raises UnknownIncident."""
    return _incident(await conn.fetchrow(_SELECT + "FOR UPDATE", incident_id), incident_id)


_NEXT_NUMBER = f"""
INSERT INTO incident_number (year, last) VALUES (extract(year FROM $1::timestamptz AT TIME ZONE {CITY_ZONE})::int, 1)
ON CONFLICT (year) DO UPDATE SET last = incident_number.last + 1 RETURNING year, last
"""  # noqa: S608


async def next_number(conn: Connection, now: datetime) -> str:
    """A number that can be read out: 2026-000123. Dense within the city's year, as it is drawn in the transaction."""
    row = await conn.fetchrow(_NEXT_NUMBER, now)
    assert row is not None
    return f"{row['year']}-{row['last']:06}"


_ADD = f"""
INSERT INTO incident (created_by, {", ".join(_COLUMNS)})
VALUES ($1, {", ".join(f"${number}" for number in range(2, len(_COLUMNS) + 2))})
"""  # noqa: S608
_SAVE = f"""
UPDATE incident SET {", ".join(f"{name} = ${number}" for number, name in enumerate(_CORRECTABLE, start=2))}
WHERE id = $1
"""  # noqa: S608


async def add_incident(conn: Connection, incident: Incident, *, by: UUID) -> None:
    await conn.execute(_ADD, by, *(getattr(incident, name) for name in _COLUMNS))


async def save_incident(conn: Connection, incident: Incident) -> None:
    """Save the fields that can be corrected while it is open."""
    await conn.execute(_SAVE, incident.id, *(getattr(incident, name) for name in _CORRECTABLE))


async def close_incident(
    conn: Connection, incident_id: UUID, *, disposition: str, at: datetime, merged_into: UUID | None = None
) -> None:
    await conn.execute(
        "UPDATE incident SET closed_at = $2, disposition = $3, merged_into = $4 WHERE id = $1",
        incident_id,
        at,
        disposition,
        merged_into,
    )


async def disposition_of(conn: Connection, incident_id: UUID) -> str | None:
    disposition: str | None = await conn.fetchval("SELECT disposition FROM incident WHERE id = $1", incident_id)
    return disposition


async def reopen_incident(conn: Connection, incident_id: UUID) -> None:
    await conn.execute(
        "UPDATE incident SET closed_at = NULL, disposition = NULL, merged_into = NULL WHERE id = $1", incident_id
    )


async def add_note(conn: Connection, incident_id: UUID, text: str, *, by: UUID, at: datetime) -> int:
    note_id: int = await conn.fetchval(
        'INSERT INTO note (incident_id, at, "by", text) VALUES ($1, $2, $3, $4) RETURNING id', incident_id, at, by, text
    )
    return note_id


async def list_notes(conn: Connection, incident_id: UUID) -> list[NoteOut]:
    rows = await conn.fetch(
        'SELECT n.id, n.at, p.username AS "by", n.text FROM note n JOIN account p ON p.id = n."by"'
        " WHERE n.incident_id = $1 ORDER BY n.id",
        incident_id,
    )
    return [NoteOut(**row) for row in rows]


def _incident(row: Record | None, incident_id: UUID) -> Incident:
    if row is None:
        raise UnknownIncident("no such incident", incident_id=incident_id)
    return from_row(row)


def from_row(row: Record) -> Incident:
    """From a row that has the COLUMNS, and maybe others."""
    return Incident(**{name: row[name] for name in _COLUMNS})


async def open_ids(conn: Connection, *, limit: int) -> list[UUID]:
    """The most urgent first, then the longest waiting."""
    rows = await conn.fetch(
        "SELECT id FROM incident WHERE closed_at IS NULL ORDER BY priority, created_at, id LIMIT $1", limit
    )
    return [row["id"] for row in rows]


async def was_anybody_sent(conn: Connection, incident_id: UUID) -> bool:
    """Ever, whatever the result."""
    sent: bool = await conn.fetchval("SELECT EXISTS (SELECT FROM assignment WHERE incident_id = $1)", incident_id)
    return sent


async def new_without_units(conn: Connection, *, created_after: datetime) -> list[UUID]:
    """Open, priority 1, recent, never sent a unit, and no sending announced."""
    rows = await conn.fetch(
        "SELECT i.id FROM incident i WHERE i.closed_at IS NULL AND i.priority = 1 AND i.created_at > $1"
        " AND EXISTS (SELECT FROM response_plan p WHERE p.incident_type = i.type AND p.automatic_after_s IS NOT NULL)"
        " AND NOT EXISTS (SELECT FROM assignment a WHERE a.incident_id = i.id)"
        " AND NOT EXISTS (SELECT FROM alarm l WHERE l.incident_id = i.id AND l.kind = 'automatic_sending')"
        " ORDER BY i.created_at",
        created_after,
    )
    return [row["id"] for row in rows]

"""Calls, and every place ever reported for a caller."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from msgspec.structs import asdict

from base.database import Connection, Record
from base.position import Position
from dispatch.domain.refusals import UnknownCall
from dispatch.store.views import CALLS, LIVE_CALL
from dispatch.views.files import CallerLocationOut, CallFileOut, CallOut
from dispatch.views.geometry import place

_SELECT = f"SELECT {LIVE_CALL}, c.caller_number, c.caller_name, c.words FROM {CALLS}"  # noqa: S608


async def add_call(
    conn: Connection,
    call_id: UUID,
    *,
    channel: str,
    caller_number: str | None,
    caller_name: str | None,
    words: str | None,
    received_at: datetime,
    answered_at: datetime | None,
    answered_by: UUID | None,
) -> None:
    await conn.execute(
        "INSERT INTO call (id, channel, caller_number, caller_name, words, received_at, answered_at, answered_by,"
        " claimed_by, claimed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $7)",
        call_id,
        channel,
        caller_number,
        caller_name,
        words,
        received_at,
        answered_at,
        answered_by,
    )


async def lock_call(conn: Connection, call_id: UUID) -> CallOut:
    """Raises UnknownCall."""
    return _call(await conn.fetchrow(_SELECT + "WHERE c.id = $1 FOR UPDATE OF c", call_id), call_id)


async def lock_incident_of(conn: Connection, call_id: UUID) -> UUID | None:
    """Lock the incident that the call is joined to; None if it is joined to none."""
    incident_id: UUID | None = await conn.fetchval(
        "SELECT i.id FROM call c JOIN incident i ON i.id = c.incident_id WHERE c.id = $1 FOR UPDATE OF i", call_id
    )
    return incident_id


async def get_call(conn: Connection, call_id: UUID) -> CallFileOut:
    """With all its locations. Raises UnknownCall."""
    call = _call(await conn.fetchrow(_SELECT + "WHERE c.id = $1", call_id), call_id)
    return CallFileOut(**asdict(call), locations=await _locations(conn, call_id))


async def list_open_calls(conn: Connection) -> list[CallOut]:
    return [CallOut(**row) for row in await conn.fetch(_SELECT + "WHERE c.closed_at IS NULL ORDER BY c.received_at")]


async def list_recent_calls(conn: Connection, *, before: datetime | None, limit: int) -> list[CallOut]:
    """The newest first, of those received before that moment."""
    rows = await conn.fetch(
        _SELECT + "WHERE ($1::timestamptz IS NULL OR c.received_at < $1) ORDER BY c.received_at DESC LIMIT $2",
        before,
        limit,
    )
    return [CallOut(**row) for row in rows]


async def calls_of_incident(conn: Connection, incident_id: UUID) -> list[CallOut]:
    rows = await conn.fetch(_SELECT + "WHERE c.incident_id = $1 ORDER BY c.received_at", incident_id)
    return [CallOut(**row) for row in rows]


async def save_call(conn: Connection, call: CallOut) -> None:
    await conn.execute(
        "UPDATE call SET caller_number = $2, caller_name = $3, words = $4, answered_at = $5, closed_at = $6,"
        " disposition = $7, incident_id = $8, forgotten_at = NULL WHERE id = $1",
        call.id,
        call.caller_number,
        call.caller_name,
        call.words,
        call.answered_at,
        call.closed_at,
        call.disposition,
        call.incident_id,
    )


async def claim(conn: Connection, call_id: UUID, *, by: UUID, at: datetime) -> None:
    """Claiming a call that is still ringing answers it."""
    await conn.execute(
        "UPDATE call SET claimed_by = $2, claimed_at = $3, answered_at = coalesce(answered_at, $3),"
        " answered_by = coalesce(answered_by, $2) WHERE id = $1",
        call_id,
        by,
        at,
    )


async def release(conn: Connection, call_id: UUID) -> None:
    await conn.execute("UPDATE call SET claimed_by = NULL, claimed_at = NULL WHERE id = $1", call_id)


async def move_calls(conn: Connection, from_incident: UUID, to_incident: UUID) -> list[UUID]:
    """Return their ids."""
    rows = await conn.fetch(
        "UPDATE call SET incident_id = $2 WHERE incident_id = $1 RETURNING id", from_incident, to_incident
    )
    return sorted(row["id"] for row in rows)


async def give_back_calls(conn: Connection, call_ids: Collection[UUID], from_incident: UUID, to_incident: UUID) -> None:
    """Give back those that are still there."""
    await conn.execute(
        "UPDATE call SET incident_id = $3 WHERE id = ANY($1::uuid[]) AND incident_id = $2",
        list(call_ids),
        from_incident,
        to_incident,
    )


async def add_location(
    conn: Connection,
    call_id: UUID,
    position: Position,
    *,
    source: str,
    accuracy_m: float | None,
    confidence: float | None,
    measured_at: datetime | None,
    received_at: datetime,
) -> int:
    """A call that was forgotten has something to forget again."""
    location_id: int = await conn.fetchval(
        "WITH known_again AS (UPDATE call SET forgotten_at = NULL WHERE id = $1 AND forgotten_at IS NOT NULL)"
        " INSERT INTO caller_location (call_id, source, position, accuracy_m, confidence, measured_at, received_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        call_id,
        source,
        position,
        accuracy_m,
        confidence,
        measured_at,
        received_at,
    )
    return location_id


async def _locations(conn: Connection, call_id: UUID) -> list[CallerLocationOut]:
    rows = await conn.fetch(
        "SELECT id, source, position, accuracy_m, confidence, measured_at, received_at FROM caller_location"
        " WHERE call_id = $1 ORDER BY id",
        call_id,
    )
    return [CallerLocationOut(**{**row, "position": place(row["position"])}) for row in rows]


def _call(row: Record | None, call_id: UUID) -> CallOut:
    if row is None:
        raise UnknownCall("no such call", call_id=call_id)
    return CallOut(**row)

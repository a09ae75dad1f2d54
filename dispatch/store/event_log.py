"""Append the desk's typed events to the log, each with whole views of what it touched (decision 1)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from base.database import Connection
from base.view import View
from core.domain.actor import Actor
from core.store import event_chain
from core.store.event_chain import ONE_WRITER
from dispatch.domain.events.event import Event, Touched
from dispatch.domain.log_words import split
from dispatch.store import views

# A new entry about a forgotten incident has words to forget again. The incident is locked before the log: a writer
# about it holds its lock already, and waits for the log.
_LOCK = """
WITH said_again AS (
    UPDATE incident SET forgotten_at = NULL WHERE id = $2::uuid AND forgotten_at IS NOT NULL RETURNING id
)
SELECT pg_advisory_xact_lock($1) FROM (SELECT count(*) FROM said_again) AS locked
"""


async def append(conn: Connection, event: Event, *, by: Actor, at: datetime) -> int:
    """Write one event. Call it last in the transaction of an action, as the lock is held until it ends."""
    incident_id = event.of_incident
    whole = {**event.facts, "by": by.name, **await _views_of(conn, event.touched)}
    data, words = split(whole, incident_id=incident_id)
    await conn.execute(_LOCK, ONE_WRITER, incident_id)
    return await event_chain.append(
        conn, kind=event.KIND, at=at, actor=by.name, incident_id=incident_id, data=data, words=words
    )


async def _views_of(conn: Connection, touched: Touched) -> dict[str, Sequence[View]]:
    carried: dict[str, Sequence[View]] = {}
    if touched.incidents:
        carried["incidents"] = await views.incidents(conn, touched.incidents)
    if touched.units:
        read_units = views.units_and_mates if touched.with_mates else views.units
        carried["units"] = await read_units(conn, touched.units)
    if touched.assignments:
        carried["assignments"] = await views.assignments(conn, touched.assignments)
    if touched.alarms:
        carried["alarms"] = await views.alerts(conn, touched.alarms)
    if touched.calls:
        carried["calls"] = await views.calls(conn, touched.calls)
    if touched.suggestions:
        carried["suggestions"] = await views.suggestions(conn, touched.suggestions)
    return carried


async def calls_of_merge(conn: Connection, merged: UUID, into: UUID) -> list[UUID]:
    """Return the calls that moved when one incident was last merged into another."""
    call_ids: list[str] | None = await conn.fetchval(
        "SELECT data -> 'call_ids' FROM event_log WHERE incident_id = $2 AND kind = 'incident_merged'"
        " AND data ->> 'merged' = $1::text ORDER BY seq DESC LIMIT 1",
        str(merged),
        into,
    )
    return [UUID(call_id) for call_id in call_ids or ()]

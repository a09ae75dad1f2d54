"""A unit on its way to an incident goes silent: an alarm at the desk; one that rests does: a line in the log."""

from datetime import datetime

from dispatch.actions.raise_at_desk import raise_at_desk
from dispatch.domain.actor import SystemActor
from dispatch.domain.assignment import AssignmentStatus
from dispatch.settings import DispatchSettings
from dispatch.store import event_log
from dispatch.store.event_log import Touched
from geo.database import Connection, Pool, Record
from tracking import health
from tracking.health import SilentUnit

UNIT_SILENT = "unit_silent"
WATCH = SystemActor("silence_watch")
ON_THE_WAY = (AssignmentStatus.EN_ROUTE, AssignmentStatus.TRANSPORTING)

QUIET_AFTER_S = 300.0  # beyond its interval: who stands somewhere in a garage is no alarm

# Of one that stands already nothing new is to be told.
_UNDER_WAY = """
SELECT a.id, a.unit_key, a.incident_id FROM assignment AS a
WHERE a.released_at IS NULL AND a.status = ANY($1::text[])
  AND NOT EXISTS (SELECT FROM alarm AS l WHERE l.detail->>'assignment_id' = a.id::text AND l.kind = $2
                  AND l.taken_at IS NULL)
"""

# Taken, and the unit was not heard since: it is the same silence.
_SAME_SILENCE = """
SELECT EXISTS (SELECT FROM alarm WHERE detail->>'assignment_id' = $1::text AND kind = $2
               AND (taken_at IS NULL OR raised_at >= $3))
"""
_LOCK = "SELECT FROM assignment WHERE id = $1 FOR UPDATE"


async def raise_silent_units(pool: Pool, *, now: datetime, settings: DispatchSettings) -> int:
    """How many alarms were raised: one for each silence. Safe to run twice at once."""
    async with pool.acquire(timeout=2) as conn:
        under_way = {row["unit_key"]: row for row in await conn.fetch(_UNDER_WAY, list(ON_THE_WAY), UNIT_SILENT)}
        if not under_way:
            return 0
        # A unit that just set off speaks more often than it did when it was parked.
        await health.measure(conn, now=now, unit_keys=list(under_way))
        silent = await health.silent_among(conn, list(under_way), now=now, after_s=settings.unit_silent_after_s)
        raised = 0
        for unit in silent:
            async with conn.transaction():
                raised += await _raise(conn, unit, under_way[unit.unit_key], now=now)
    return raised


async def _raise(conn: Connection, unit: SilentUnit, assignment: Record, *, now: datetime) -> int:
    await conn.execute(_LOCK, assignment["id"])
    if await conn.fetchval(_SAME_SILENCE, str(assignment["id"]), UNIT_SILENT, unit.heard_at):
        return 0
    detail = {"heard_at": unit.heard_at, "interval_s": unit.interval_s, "assignment_id": assignment["id"]}
    alarm_id = await raise_at_desk(
        conn,
        UNIT_SILENT,
        by=WATCH,
        at=now,
        detail=detail,
        facts={"unit_id": unit.unit_id, "assignment_id": assignment["id"]},
        incident_id=assignment["incident_id"],
        unit_key=unit.unit_key,  # and no assignment: that may have one alarm of a kind for ever
    )
    return int(alarm_id is not None)


async def note_quiet_units(pool: Pool, *, now: datetime) -> int:
    """Units that are not under way and fell silent: a line in the log for each silence, and no alarm."""
    async with pool.acquire(timeout=2) as conn:
        resting = [row["key"] for row in await conn.fetch(_RESTING, list(ON_THE_WAY))]
        quiet = await health.silent_among(conn, resting, now=now, after_s=QUIET_AFTER_S)
        noted = 0
        for unit in quiet:
            async with conn.transaction():
                noted += await _note(conn, unit, now=now)
    return noted


_RESTING = """
SELECT u.key FROM unit AS u WHERE u.in_service AND NOT EXISTS (
    SELECT FROM assignment AS a WHERE a.unit_key = u.key AND a.released_at IS NULL AND a.status = ANY($1::text[]))
"""


async def _note(conn: Connection, unit: SilentUnit, *, now: datetime) -> int:
    if not await health.mark_quiet(conn, unit.unit_key, heard_at=unit.heard_at, now=now):
        return 0
    facts = {"unit_id": unit.unit_id, "heard_at": unit.heard_at, "interval_s": unit.interval_s}
    await event_log.append(conn, "unit_quiet", by=WATCH, at=now, touched=Touched(), facts=facts)
    return 1

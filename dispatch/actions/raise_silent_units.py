"""A unit on its way to an incident goes silent: an alarm at the desk."""

from datetime import datetime

from dispatch.actions.raise_at_desk import raise_at_desk
from dispatch.domain.actor import SystemActor
from dispatch.domain.assignment import AssignmentStatus
from dispatch.settings import DispatchSettings
from geo.database import Connection, Pool, Record
from tracking import health
from tracking.health import SilentUnit

UNIT_SILENT = "unit_silent"
WATCH = SystemActor("silence_watch")
ON_THE_WAY = (AssignmentStatus.EN_ROUTE, AssignmentStatus.TRANSPORTING)

# One alarm stands for each assignment.
_UNDER_WAY = """
SELECT a.id, a.unit_key, a.incident_id FROM assignment AS a
WHERE a.released_at IS NULL AND a.status = ANY($1::text[])
  AND NOT EXISTS (SELECT FROM alarm AS l WHERE l.assignment_id = a.id AND l.kind = $2)
"""


async def raise_silent_units(pool: Pool, *, now: datetime, settings: DispatchSettings) -> int:
    """How many alarms were raised. Safe to run twice at once."""
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
    detail = {"heard_at": unit.heard_at, "interval_s": unit.interval_s}
    alarm_id = await raise_at_desk(
        conn,
        UNIT_SILENT,
        by=WATCH,
        at=now,
        detail=detail,
        facts={"unit_id": unit.unit_id, "assignment_id": assignment["id"]},
        incident_id=assignment["incident_id"],
        unit_key=unit.unit_key,
        assignment_id=assignment["id"],
    )
    return int(alarm_id is not None)

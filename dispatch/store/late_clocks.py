"""Which clocks ran over their target without an alert so far."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from base.database import Connection
from dispatch.domain.clock import Clock, ClockTargets
from dispatch.domain.turnout import turnout_kind
from dispatch.store.city import CITY_ZONE

# Only urgent and recent ones: a constant flood of low priority must not drown the rest.
_URGENT = """
i.closed_at IS NULL AND i.priority <= 2 AND i.created_at > $1::timestamptz - interval '1 hour'
"""
_NO_ALERT_YET = """
NOT EXISTS (SELECT FROM alarm l WHERE l.incident_id = i.id AND l.kind = 'clock_over_target'
            AND l.detail ->> 'clock' = $2{of_unit})
"""

_TO_DISPATCH = f"""
SELECT i.id AS incident_id, NULL::int AS unit_key, NULL::text AS unit_id, i.created_at AS since
FROM incident i JOIN incident_type t ON t.code = i.type
WHERE {_URGENT} AND t.handed_over_to IS NULL AND i.created_at <= $1::timestamptz - $3::float8 * interval '1 second'
  AND NOT EXISTS (SELECT FROM assignment a WHERE a.incident_id = i.id) AND {_NO_ALERT_YET.format(of_unit="")}
"""  # noqa: S608  (no outside words in it)

_TO_SCENE = f"""
SELECT i.id AS incident_id, NULL::int AS unit_key, NULL::text AS unit_id, i.created_at AS since
FROM incident i
WHERE {_URGENT} AND i.created_at <= $1::timestamptz - $3::float8 * interval '1 second'
  AND EXISTS (SELECT FROM assignment a WHERE a.incident_id = i.id)
  AND NOT EXISTS (SELECT FROM assignment a JOIN standing_milestone m ON m.assignment_id = a.id
                  WHERE a.incident_id = i.id AND m.kind = 'on_scene') AND {_NO_ALERT_YET.format(of_unit="")}
"""  # noqa: S608

# A missing acknowledgement is an alert of its own. The limit of each depends on its kind.
_TURNOUT = f"""
SELECT i.id AS incident_id, a.unit_key, u.unit_id, a.dispatched_at AS since, g.kind AS agency_kind, u.profile,
       extract(hour FROM a.dispatched_at AT TIME ZONE {CITY_ZONE})::int AS hour
FROM assignment a JOIN incident i ON i.id = a.incident_id JOIN unit u ON u.key = a.unit_key
JOIN agency g ON g.id = u.agency_id
WHERE {_URGENT} AND a.status = 'acknowledged' AND a.released_at IS NULL
  AND {_NO_ALERT_YET.format(of_unit=" AND l.unit_key = a.unit_key")}
ORDER BY a.dispatched_at, a.id
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class LateClock:
    clock: Clock
    target_s: float
    incident_id: UUID
    unit_key: int | None
    unit_id: str | None
    since: datetime


async def late_clocks(conn: Connection, targets: ClockTargets, *, now: datetime) -> list[LateClock]:
    asked = (
        (Clock.TO_DISPATCH, targets.call_processing_s, _TO_DISPATCH),
        (Clock.TO_SCENE, targets.first_on_scene_s, _TO_SCENE),
    )
    late = [
        LateClock(clock, target_s, **dict(row))
        for clock, target_s, sql in asked
        for row in await conn.fetch(sql, now, clock, target_s)
    ]
    return late + await _late_turnouts(conn, targets, now=now)


async def _late_turnouts(conn: Connection, targets: ClockTargets, *, now: datetime) -> list[LateClock]:
    late = []
    for row in await conn.fetch(_TURNOUT, now, Clock.TURNOUT):
        kind = turnout_kind(agency_kind=row["agency_kind"], profile=row["profile"])
        target_s = targets.turnout.target_s(kind, row["hour"])
        if now - row["since"] >= timedelta(seconds=target_s):
            where = (row["incident_id"], row["unit_key"], row["unit_id"], row["since"])
            late.append(LateClock(Clock.TURNOUT, target_s, *where))
    return late

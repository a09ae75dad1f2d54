"""Alarms of the desk: raised by rules, they stay until a named person takes them or their cause is gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from dispatch.domain.diversion import MAY_BE_RELIEVED
from dispatch.domain.refusals import AlarmAlreadyTaken, UnknownAlarm
from geo.database import Connection

_OPEN_SOS = "SELECT id FROM alarm WHERE kind = 'sos' AND unit_key = $1 AND taken_at IS NULL FOR UPDATE"
_RAISE_SOS = """
INSERT INTO alarm (kind, incident_id, unit_key, raised_at, detail) VALUES ('sos', $1, $2, $3, $4)
ON CONFLICT (unit_key) WHERE kind = 'sos' AND taken_at IS NULL DO NOTHING RETURNING id
"""


async def raise_alarm(
    conn: Connection,
    kind: str,
    *,
    at: datetime,
    detail: Mapping[str, Any],
    incident_id: UUID | None = None,
    unit_key: int | None = None,
    assignment_id: UUID | None = None,
) -> int | None:
    """The alarm's id; None when this kind stands already for this assignment."""
    alarm_id: int | None = await conn.fetchval(
        "INSERT INTO alarm (kind, incident_id, unit_key, assignment_id, raised_at, detail)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (kind, assignment_id) WHERE assignment_id IS NOT NULL DO NOTHING"
        " RETURNING id",
        kind,
        incident_id,
        unit_key,
        assignment_id,
        at,
        dict(detail),
    )
    return alarm_id


async def raise_sos(
    conn: Connection, unit_key: int, *, incident_id: UUID | None, at: datetime, detail: Mapping[str, Any]
) -> tuple[int, bool]:
    """The unit's open SOS, and whether it is new; many at once are one, by `one_open_sos_per_unit`."""
    while True:
        standing: int | None = await conn.fetchval(_OPEN_SOS, unit_key)
        if standing is not None:
            return standing, False
        made: int | None = await conn.fetchval(_RAISE_SOS, incident_id, unit_key, at, dict(detail))
        if made is not None:
            return made, True
        # Another raised it just now; it may have been taken before we look.


@dataclass(frozen=True, slots=True)
class Announced:
    """A sending that nobody has stopped so far; `asked`: what was known of the incident then."""

    alarm_id: int
    incident_id: UUID
    unit_ids: Sequence[str]
    recommendation_id: UUID
    send_at: datetime
    asked: Mapping[str, Any] = field(default_factory=dict)


async def announce_sending(
    conn: Connection, kind: str, incident_id: UUID, *, at: datetime, detail: Mapping[str, Any]
) -> int | None:
    """None when it was announced before: once stopped it is not begun again."""
    alarm_id: int | None = await conn.fetchval(
        "INSERT INTO alarm (kind, incident_id, raised_at, detail) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (incident_id) WHERE kind = 'automatic_sending' DO NOTHING RETURNING id",
        kind,
        incident_id,
        at,
        dict(detail),
    )
    return alarm_id


async def announced(conn: Connection) -> list[Announced]:
    rows = await conn.fetch(
        "SELECT id AS alarm_id, incident_id, detail FROM alarm WHERE kind = 'automatic_sending' AND taken_at IS NULL"
        " ORDER BY id"
    )
    return [msgspec.convert({**row, **row["detail"]}, Announced) for row in rows]


@dataclass(frozen=True, slots=True)
class Standing:
    alarm_id: int
    detail: Mapping[str, Any]


ARRIVED = ("on_scene", "transporting", "at_hospital")  # a step may be skipped
# About a drive to a scene: over when the unit arrived or was called off.
_OF_A_DRIVE = ("order_not_acknowledged", "unit_not_moving", "unit_stalled", "eta_slipped", "route_closed")
_MOOT = """
SELECT l.id AS alarm_id, l.kind, u.unit_id, l.assignment_id
FROM alarm l JOIN incident i ON i.id = l.incident_id
LEFT JOIN assignment a ON a.id = l.assignment_id LEFT JOIN unit u ON u.key = l.unit_key
WHERE l.taken_at IS NULL AND (
    l.kind = ANY($1::text[]) AND (a.released_at IS NOT NULL OR a.status <> ALL($2::text[]))
    OR l.kind = 'order_not_acknowledged' AND a.status <> 'dispatched'
    OR l.kind = 'back_not_clear' AND a.released_at IS NOT NULL
    OR l.kind IN ('unit_taken_away', 'clock_over_target', 'nobody_came') AND i.closed_at IS NOT NULL
    OR l.kind = 'nobody_came' AND EXISTS (
        SELECT FROM assignment s WHERE s.incident_id = i.id AND (s.released_at IS NULL OR EXISTS (
            SELECT FROM standing_milestone m WHERE m.assignment_id = s.id AND m.kind = ANY($4::text[]))))
    OR l.kind = 'clock_over_target' AND CASE l.detail ->> 'clock'
        WHEN 'to_dispatch' THEN EXISTS (SELECT FROM assignment s WHERE s.incident_id = i.id)
        WHEN 'to_scene' THEN EXISTS (
            SELECT FROM assignment s JOIN standing_milestone m ON m.assignment_id = s.id
            WHERE s.incident_id = i.id AND m.kind = ANY($4::text[]))
        WHEN 'turnout' THEN NOT EXISTS (
            SELECT FROM assignment s WHERE s.incident_id = i.id AND s.unit_key = l.unit_key
              AND s.status IN ('dispatched', 'acknowledged'))
        ELSE false END
    OR l.kind = 'route_closed' AND EXISTS (
        SELECT FROM closure c WHERE c.id::text = l.detail ->> 'closure_id' AND c.ends_at <= $3))
ORDER BY l.id
"""


@dataclass(frozen=True, slots=True)
class Moot:
    """An alarm that stands although what it tells of is over."""

    alarm_id: int
    kind: str
    unit_id: str | None
    assignment_id: UUID | None


async def moot(conn: Connection, *, now: datetime) -> list[Moot]:
    """Also clocks that stopped: somebody was sent, arrived, or rolls."""
    rows = await conn.fetch(_MOOT, list(_OF_A_DRIVE), list(MAY_BE_RELIEVED), now, list(ARRIVED))
    return [Moot(**row) for row in rows]


async def standing(conn: Connection, kind: str, about: Mapping[str, Any] | None = None) -> list[Standing]:
    """Of this kind; with `about` those whose detail has it."""
    rows = await conn.fetch(
        "SELECT id, detail FROM alarm WHERE kind = $1 AND taken_at IS NULL AND detail @> $2 ORDER BY id",
        kind,
        dict(about or {}),
    )
    return [Standing(row["id"], row["detail"]) for row in rows]


async def stands_for(conn: Connection, kind: str, unit_key: int) -> bool:
    """Whether nobody has taken one of this kind about this unit yet."""
    stands: bool = await conn.fetchval(
        "SELECT EXISTS (SELECT FROM alarm WHERE kind = $1 AND unit_key = $2 AND taken_at IS NULL)", kind, unit_key
    )
    return stands


async def is_known(conn: Connection, kind: str, about: Mapping[str, Any], *, since: datetime) -> bool:
    """It stands, or a person took it and has had no time to mend it. One that ended by itself does not count."""
    known: bool = await conn.fetchval(
        "SELECT EXISTS (SELECT FROM alarm WHERE kind = $1 AND detail @> $2"
        " AND (taken_at IS NULL OR (taken_by IS NOT NULL AND raised_at > $3)))",
        kind,
        dict(about),
        since,
    )
    return known


async def finish(conn: Connection, alarm_id: int, *, at: datetime) -> bool:
    """Off the board without a person; False when one was faster."""
    done = await conn.fetchval(
        "UPDATE alarm SET taken_at = $2 WHERE id = $1 AND taken_at IS NULL RETURNING true", alarm_id, at
    )
    return bool(done)


async def take_alarm(conn: Connection, alarm_id: int, *, by: UUID, at: datetime) -> None:
    """Raises UnknownAlarm, AlarmAlreadyTaken."""
    row = await conn.fetchrow(
        "SELECT l.taken_at, coalesce(p.username, 'the system') AS username"
        " FROM alarm l LEFT JOIN account p ON p.id = l.taken_by WHERE l.id = $1"
        " FOR UPDATE OF l",
        alarm_id,
    )
    if row is None:
        raise UnknownAlarm("no such alarm", alarm_id=alarm_id)
    if row["taken_at"] is not None:
        raise AlarmAlreadyTaken(f"{row['username']} took it already", taken_by=row["username"])
    await conn.execute("UPDATE alarm SET taken_by = $2, taken_at = $3 WHERE id = $1", alarm_id, by, at)

"""Alerts of the desk: raised by rules, they stay until a named person takes them or their cause is over."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from base.database import Connection, Record
from dispatch.domain.alert import AlertDetail, AlertKind
from dispatch.domain.alerts import ALERTS
from dispatch.domain.incident import Situation
from dispatch.domain.refusals import AlertAlreadyTaken, UnknownAlert

_LOGGED = """
RETURNING id, kind, incident_id, assignment_id, (SELECT unit_id FROM unit WHERE key = alarm.unit_key) AS unit_id, detail
"""
_RAISE = f"""
INSERT INTO alarm (kind, incident_id, unit_key, assignment_id, raised_at, detail) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (kind, assignment_id) WHERE assignment_id IS NOT NULL DO NOTHING {_LOGGED}
"""  # noqa: S608  (no outside words in it)
_OPEN_SOS = "SELECT id FROM alarm WHERE kind = 'sos' AND unit_key = $1 AND taken_at IS NULL FOR UPDATE"
_RAISE_SOS = f"""
INSERT INTO alarm (kind, incident_id, unit_key, raised_at, detail) VALUES ('sos', $1, $2, $3, $4)
ON CONFLICT (unit_key) WHERE kind = 'sos' AND taken_at IS NULL DO NOTHING {_LOGGED}
"""  # noqa: S608
_ANNOUNCE = f"""
INSERT INTO alarm (kind, incident_id, raised_at, detail) VALUES ('automatic_sending', $1, $2, $3)
ON CONFLICT (incident_id) WHERE kind = 'automatic_sending' DO NOTHING {_LOGGED}
"""  # noqa: S608
_FINISH = f"UPDATE alarm SET taken_at = $2 WHERE id = $1 AND taken_at IS NULL {_LOGGED}"  # noqa: S608


@dataclass(frozen=True, slots=True)
class LoggedAlert:
    """The event log's facts of an alert; `facts` are the fields of its kind."""

    id: int
    kind: AlertKind
    incident_id: UUID | None
    facts: AlertDetail


async def raise_alert(
    conn: Connection,
    kind: AlertKind,
    *,
    at: datetime,
    detail: AlertDetail,
    incident_id: UUID | None = None,
    unit_key: int | None = None,
    assignment_id: UUID | None = None,
) -> LoggedAlert | None:
    """Return None if this assignment already has an alert of this kind."""
    row = await conn.fetchrow(_RAISE, kind, incident_id, unit_key, assignment_id, at, dict(detail))
    return None if row is None else _logged(row)


async def raise_sos(
    conn: Connection, unit_key: int, *, incident_id: UUID | None, at: datetime, detail: AlertDetail
) -> int | LoggedAlert:
    """Return the new alert, or the id of the open one; several at once become one, by `one_open_sos_per_unit`."""
    while True:
        standing: int | None = await conn.fetchval(_OPEN_SOS, unit_key)
        if standing is not None:
            return standing
        made = await conn.fetchrow(_RAISE_SOS, incident_id, unit_key, at, dict(detail))
        if made is not None:
            return _logged(made)
        # Another transaction raised it just now; it may have been taken before we look.


@dataclass(frozen=True, slots=True)
class Announced:
    """An announced sending that nobody has stopped so far; `asked`: what was known of the incident then."""

    alert_id: int
    incident_id: UUID
    unit_ids: Sequence[str]
    recommendation_id: UUID
    send_at: datetime
    asked: Situation | None = None


async def announce_sending(
    conn: Connection, incident_id: UUID, *, at: datetime, detail: AlertDetail
) -> LoggedAlert | None:
    """Return None if it was announced before: once stopped, it is not started again."""
    row = await conn.fetchrow(_ANNOUNCE, incident_id, at, dict(detail))
    return None if row is None else _logged(row)


async def announced(conn: Connection) -> list[Announced]:
    rows = await conn.fetch(
        "SELECT id AS alert_id, incident_id, detail FROM alarm WHERE kind = 'automatic_sending' AND taken_at IS NULL"
        " ORDER BY id"
    )
    return [msgspec.convert({**row, **row["detail"]}, Announced) for row in rows]


@dataclass(frozen=True, slots=True)
class Standing:
    alert_id: int
    detail: AlertDetail


async def standing(conn: Connection, kind: AlertKind, about: AlertDetail | None = None) -> list[Standing]:
    """Open alerts of this kind; with `about`, those whose detail contains it."""
    rows = await conn.fetch(
        "SELECT id, detail FROM alarm WHERE kind = $1 AND taken_at IS NULL AND detail @> $2 ORDER BY id",
        kind,
        dict(about or {}),
    )
    return [Standing(row["id"], row["detail"]) for row in rows]


async def any_is_open(conn: Connection, kinds: Collection[AlertKind]) -> bool:
    is_open: bool = await conn.fetchval(
        "SELECT EXISTS (SELECT FROM alarm WHERE kind = ANY($1::text[]) AND taken_at IS NULL)", list(kinds)
    )
    return is_open


async def is_open_about(conn: Connection, kind: AlertKind, unit_key: int) -> bool:
    """Whether there is an open alert of this kind about this unit."""
    is_open: bool = await conn.fetchval(
        "SELECT EXISTS (SELECT FROM alarm WHERE kind = $1 AND unit_key = $2 AND taken_at IS NULL)", kind, unit_key
    )
    return is_open


async def is_known(conn: Connection, kind: AlertKind, about: AlertDetail, *, since: datetime) -> bool:
    """It is open, or a person took it and has had no time to fix the cause. One that ended by itself does not count."""
    known: bool = await conn.fetchval(
        "SELECT EXISTS (SELECT FROM alarm WHERE kind = $1 AND detail @> $2"
        " AND (taken_at IS NULL OR (taken_by IS NOT NULL AND raised_at > $3)))",
        kind,
        dict(about),
        since,
    )
    return known


async def finish(conn: Connection, alert_id: int, *, at: datetime) -> LoggedAlert | None:
    """Take it off the board without a person; return None if a person was faster."""
    row = await conn.fetchrow(_FINISH, alert_id, at)
    return None if row is None else _logged(row)


async def take(conn: Connection, alert_id: int, *, by: UUID, at: datetime) -> None:
    """Raises UnknownAlert, AlertAlreadyTaken."""
    row = await conn.fetchrow(
        "SELECT l.taken_at, coalesce(p.username, 'the system') AS username"
        " FROM alarm l LEFT JOIN account p ON p.id = l.taken_by WHERE l.id = $1"
        " FOR UPDATE OF l",
        alert_id,
    )
    if row is None:
        raise UnknownAlert("no such alert", alarm_id=alert_id)
    if row["taken_at"] is not None:
        raise AlertAlreadyTaken(f"{row['username']} took it already", taken_by=row["username"])
    await conn.execute("UPDATE alarm SET taken_by = $2, taken_at = $3 WHERE id = $1", alert_id, by, at)


def _logged(row: Record) -> LoggedAlert:
    """A field that an alert of an earlier version lacks is null."""
    kind = AlertKind(row["kind"])
    of_columns = {name: row[name] for name in ("unit_id", "assignment_id") if row[name] is not None}
    known = {**row["detail"], **of_columns}
    return LoggedAlert(row["id"], kind, row["incident_id"], {name: known.get(name) for name in ALERTS[kind].fields})

"""Incidents, units, assignments, alerts, calls, suggestions as consoles see them: one shape everywhere."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

import msgspec

from base.database import Connection, Record
from base.position import Position
from base.raw_json import JsonObject
from dispatch.domain import incident
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.unit import UnitStatus, eido_status
from dispatch.store.incidents import COLUMNS as INCIDENT_COLUMNS
from dispatch.store.unit_state import CREW_WITH, OPEN_ASSIGNMENT, STATUS, shares_crew
from dispatch.views.board import (
    AlertOut,
    AssignmentOut,
    EidoOut,
    IncidentOut,
    LastPositionOut,
    LiveCallOut,
    MoveUpOut,
    NoticeOut,
    PlacedUnitOut,
    SuggestionOut,
    UnitOut,
)
from dispatch.views.geometry import place

_INCIDENT = f"""
SELECT {INCIDENT_COLUMNS}, i.disposition,
       (SELECT coalesce(array_agg(a.status), '{{}}') FROM assignment a WHERE a.incident_id = i.id) AS statuses,
       EXISTS (SELECT FROM assignment a JOIN standing_milestone m ON m.assignment_id = a.id
               WHERE a.incident_id = i.id AND m.kind IN ('on_scene', 'transporting', 'at_hospital')) AS reached,
       (SELECT min(a.dispatched_at) FROM assignment a WHERE a.incident_id = i.id) AS first_dispatched_at,
       (SELECT min(arrival.at) FROM (
            SELECT DISTINCT ON (a.id) m.at FROM assignment a JOIN standing_milestone m ON m.assignment_id = a.id
            WHERE a.incident_id = i.id AND m.kind = 'on_scene'
            ORDER BY a.id, m.source = 'inferred', m.recorded_at DESC, m.id DESC) AS arrival) AS first_on_scene_at
FROM incident i
"""  # noqa: S608

# Free again since the last vehicle that shares its crew was released: the crew came back with that one.
_UNIT = f"""
SELECT u.key, u.unit_id, u.callsign, u.agency_id, u.station_id, u.kind, u.capabilities, u.profile, u.crew, u.crew_pool,
       u.staffed, u.in_service, u.out_of_service_reason, u.service_changed_at, u.retired_at,
       greatest(u.service_changed_at,
                (SELECT max(r.released_at) FROM assignment r WHERE r.unit_key = u.key),
                CASE WHEN u.crew_pool IS NOT NULL THEN
                    (SELECT max((SELECT max(r.released_at) FROM assignment r WHERE r.unit_key = mate.key))
                     FROM unit mate WHERE mate.crew_pool = u.crew_pool) END) AS free_since_at,
       {STATUS} AS status, {CREW_WITH} AS crew_with, a.id AS assignment_id, a.incident_id,
       m.id AS move_up_id, m.station_id AS to_station_id, m.ordered_at, m.acknowledged_at, m.arrived_at
FROM unit u {OPEN_ASSIGNMENT}
LEFT JOIN move_up m ON m.unit_key = u.key AND m.ended_at IS NULL
"""  # noqa: S608

_ASSIGNMENT = """
SELECT a.id, u.unit_id, a.incident_id, a.status, a.dispatched_at, a.eta_s, a.eta_s - a.drive_s AS turnout_s,
       a.distance_m, a.reason, a.released_at,
       a.replaces_id, a.hospital_id,
       (SELECT coalesce(jsonb_object_agg(m.kind, jsonb_build_object('at', m.at, 'source', m.source, 'flag', m.flag)
                                         ORDER BY m.source <> 'inferred', m.recorded_at, m.id), '{}')
        FROM standing_milestone m WHERE m.assignment_id = a.id) AS milestones,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'at', n.at, 'changed', n.changed, 'note_id', n.note_id,
                                                     'confirmed_at', n.confirmed_at) ORDER BY n.id), '[]')
        FROM crew_notice n WHERE n.assignment_id = a.id) AS notices
FROM assignment a JOIN unit u ON u.key = a.unit_key
"""

_ALERT = """
SELECT l.id, l.kind, l.incident_id, u.unit_id, l.assignment_id, l.raised_at, l.detail, l.taken_at,
       p.username AS taken_by
FROM alarm l LEFT JOIN unit u ON u.key = l.unit_key LEFT JOIN account p ON p.id = l.taken_by
"""

# No number, name or free text: events carry it, and the log is kept forever.
LIVE_CALL = """c.id, c.channel, c.received_at, c.answered_at, p.username AS answered_by, w.username AS claimed_by,
    c.claimed_at, c.closed_at, c.disposition, c.incident_id"""
CALLS = """call c LEFT JOIN account p ON p.id = c.answered_by LEFT JOIN account w ON w.id = c.claimed_by
"""
_CALL = f"SELECT {LIVE_CALL} FROM {CALLS}"  # noqa: S608


async def incidents(conn: Connection, ids: Collection[UUID]) -> list[IncidentOut]:
    rows = await conn.fetch(_INCIDENT + "WHERE i.id = ANY($1::uuid[]) ORDER BY i.id", list(ids))
    return [_incident(row) for row in rows]


async def open_incidents(conn: Connection) -> list[IncidentOut]:
    return [_incident(row) for row in await conn.fetch(_INCIDENT + "WHERE i.closed_at IS NULL ORDER BY i.id")]


async def recent_incidents(conn: Connection, *, limit: int) -> list[IncidentOut]:
    rows = await conn.fetch(_INCIDENT + "ORDER BY i.created_at DESC LIMIT $1", limit)
    return [_incident(row) for row in rows]


async def units(conn: Connection, keys: Collection[int]) -> list[UnitOut]:
    """Without positions: an event shows what the desk knows, fixes are sent separately."""
    rows = await conn.fetch(_UNIT + "WHERE u.key = ANY($1::int[]) ORDER BY u.unit_id", list(keys))
    return [_unit(row, UnitOut) for row in rows]


async def units_and_mates(conn: Connection, keys: Collection[int]) -> list[UnitOut]:
    """Like `units`, with those that share a crew with them."""
    rows = await conn.fetch(_UNIT + _WITH_MATES, list(keys))
    return [_unit(row, UnitOut) for row in rows]


_WITH_MATES = f"""
WHERE u.key = ANY($1::int[] || ARRAY(
    SELECT mate.key FROM unit mate WHERE {shares_crew("mate", "named.key = ANY($1::int[])")}))
ORDER BY u.unit_id
"""  # noqa: S608


async def profile_of(conn: Connection, unit_id: str) -> str:
    profile: str = await conn.fetchval("SELECT profile FROM unit WHERE unit_id = $1", unit_id)
    return profile


async def all_units(conn: Connection) -> list[PlacedUnitOut]:
    """The fleet, with `position` if the unit ever had a fix, else null."""
    rows = await conn.fetch(_UNIT + "WHERE u.retired_at IS NULL ORDER BY u.unit_id")
    positions = {row["unit_key"]: row for row in await conn.fetch(_POSITION)}
    return [_unit(row, PlacedUnitOut, position=_position(positions.get(row["key"]))) for row in rows]


async def retired_units(conn: Connection) -> list[PlacedUnitOut]:
    rows = await conn.fetch(_UNIT + "WHERE u.retired_at IS NOT NULL ORDER BY u.unit_id")
    return [_unit(row, PlacedUnitOut, position=None) for row in rows]


# Of several devices in a unit, the one that moves the marker; the same as in the socket's `movements`.
_POSITION = """
SELECT p.unit_key, p.position, p.course_deg, p.speed_mps, p.accuracy_m, p.fixed_at, d.device_id, d.kind AS device_kind,
       m.device_since_at, m.state AS movement, m.since_at AS movement_since_at, m.heading_deg
FROM unit_position AS p LEFT JOIN unit_movement AS m ON m.unit_key = p.unit_key
JOIN device AS d ON d.key = coalesce(m.device_key, p.device_key)
"""


async def assignments(conn: Connection, ids: Collection[UUID]) -> list[AssignmentOut]:
    rows = await conn.fetch(_ASSIGNMENT + "WHERE a.id = ANY($1::uuid[]) ORDER BY a.dispatched_at, u.unit_id", list(ids))
    return [_assignment(row) for row in rows]


async def open_assignments(conn: Connection) -> list[AssignmentOut]:
    return [
        _assignment(row)
        for row in await conn.fetch(_ASSIGNMENT + "WHERE a.released_at IS NULL ORDER BY a.dispatched_at, u.unit_id")
    ]


async def assignments_of(conn: Connection, incident_id: UUID) -> list[AssignmentOut]:
    rows = await conn.fetch(_ASSIGNMENT + "WHERE a.incident_id = $1 ORDER BY a.dispatched_at, u.unit_id", incident_id)
    return [_assignment(row) for row in rows]


_SUGGESTION = """
SELECT s.id, s.kind, s.incident_id, s.assignment_id, old.unit_id, u.unit_id AS with_unit_id, s.saving_s, s.made_at,
       s.data, s.outcome, s.closed_at
FROM suggestion s JOIN unit u ON u.key = s.unit_key JOIN assignment a ON a.id = s.assignment_id
JOIN unit old ON old.key = a.unit_key
"""


async def suggestions(conn: Connection, ids: Collection[UUID]) -> list[SuggestionOut]:
    rows = await conn.fetch(_SUGGESTION + "WHERE s.id = ANY($1::uuid[]) ORDER BY s.id", list(ids))
    return [SuggestionOut(**row) for row in rows]


async def standing_suggestions(conn: Connection) -> list[SuggestionOut]:
    return [SuggestionOut(**row) for row in await conn.fetch(_SUGGESTION + "WHERE s.closed_at IS NULL ORDER BY s.id")]


async def alerts(conn: Connection, ids: Collection[int]) -> list[AlertOut]:
    return [
        AlertOut(**row) for row in await conn.fetch(_ALERT + "WHERE l.id = ANY($1::bigint[]) ORDER BY l.id", list(ids))
    ]


async def open_alerts(conn: Connection) -> list[AlertOut]:
    return [AlertOut(**row) for row in await conn.fetch(_ALERT + "WHERE l.taken_at IS NULL ORDER BY l.id")]


async def calls(conn: Connection, ids: Collection[UUID]) -> list[LiveCallOut]:
    return [
        LiveCallOut(**row) for row in await conn.fetch(_CALL + "WHERE c.id = ANY($1::uuid[]) ORDER BY c.id", list(ids))
    ]


async def open_calls(conn: Connection) -> list[LiveCallOut]:
    return [LiveCallOut(**row) for row in await conn.fetch(_CALL + "WHERE c.closed_at IS NULL ORDER BY c.id")]


def _incident(row: Record) -> IncidentOut:
    fields = dict(row)
    statuses = [AssignmentStatus(status) for status in fields.pop("statuses")]
    reached, closed = fields.pop("reached"), row["closed_at"] is not None
    fields["position"] = place(row["position"])
    fields["status"] = incident.status_of(closed=closed, assignments=statuses, reached=reached)
    fields["nobody_came"] = not closed and incident.nobody_came(statuses, reached=reached)
    return IncidentOut(**fields)


def _unit[Shape: UnitOut](row: Record, shape: type[Shape], **more: LastPositionOut | None) -> Shape:
    fields = dict(row)
    move_up_id, station_id, status = fields.pop("move_up_id"), fields.pop("to_station_id"), UnitStatus(row["status"])
    moved = {name: fields.pop(name) for name in ("ordered_at", "acknowledged_at", "arrived_at")}
    fields["move_up"] = MoveUpOut(id=move_up_id, station_id=station_id, **moved) if move_up_id else None
    del fields["key"]
    fields["status"], fields["eido"] = status, _EIDO[status]
    fields.update(more)
    return shape(**fields)


_EIDO: Mapping[UnitStatus, EidoOut] = MappingProxyType(
    {status: EidoOut(**eido_status(status)._asdict()) for status in UnitStatus}
)


def _position(row: Record | None) -> LastPositionOut | None:
    if row is None:
        return None
    fields = dict(row)
    del fields["unit_key"]
    position: Position = fields.pop("position")
    return LastPositionOut(lat=position.lat, lon=position.lon, **fields)


def _assignment(row: Record) -> AssignmentOut:
    fields = dict(row)
    milestones: JsonObject = fields.pop("milestones")
    fields["status"] = AssignmentStatus(row["status"])
    fields["notices"] = msgspec.convert(row["notices"], list[NoticeOut])
    fields["reached_at"] = {kind: datetime.fromisoformat(milestone["at"]) for kind, milestone in milestones.items()}
    fields["sources"] = {kind: milestone["source"] for kind, milestone in milestones.items()}
    fields["flags"] = {kind: milestone["flag"] for kind, milestone in milestones.items() if milestone["flag"]}
    return AssignmentOut(**fields)

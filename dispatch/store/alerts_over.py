"""Which open alerts have a cause that is over, as far as the database knows."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from base.database import Connection
from dispatch.domain.alert import AlertKind
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.replacement import ON_ITS_WAY

ARRIVED = ("on_scene", "transporting", "at_hospital")  # a step may be skipped


def _texts(statuses: Collection[str]) -> str:
    return "(" + ", ".join(f"'{status}'" for status in sorted(statuses)) + ")"


_DRIVE_OVER = f"(a.released_at IS NOT NULL OR a.status NOT IN {_texts(ON_ITS_WAY)})"
_CLOSED = "i.closed_at IS NOT NULL"
_SOMEBODY_CAME = f"""EXISTS (
    SELECT FROM assignment s JOIN standing_milestone m ON m.assignment_id = s.id
    WHERE s.incident_id = i.id AND m.kind IN {_texts(ARRIVED)})"""
_CLOCK_STOPPED = f"""CASE l.detail ->> 'clock'
    WHEN 'to_dispatch' THEN EXISTS (SELECT FROM assignment s WHERE s.incident_id = i.id)
    WHEN 'to_scene' THEN {_SOMEBODY_CAME}
    WHEN 'turnout' THEN NOT EXISTS (
        SELECT FROM assignment s WHERE s.incident_id = i.id AND s.unit_key = l.unit_key
          AND s.status IN ('dispatched', 'acknowledged'))
    ELSE false END"""  # noqa: S608
_HEARD_SINCE = """EXISTS (
    SELECT FROM unit_position p
    LEFT JOIN (device d JOIN device_health h ON h.device_key = d.key) ON d.unit_key = p.unit_key
    WHERE p.unit_key = l.unit_key AND greatest(p.received_at, h.heard_at) > (l.detail ->> 'heard_at')::timestamptz)"""
_PLACED_SINCE = """EXISTS (
    SELECT FROM unit_position p
    WHERE p.unit_key = l.unit_key AND p.received_at > (l.detail ->> 'placed_at')::timestamptz)"""
_DRIVES_NO_MORE = f"""NOT EXISTS (
    SELECT FROM assignment s WHERE s.id::text = l.detail ->> 'assignment_id' AND s.released_at IS NULL
      AND s.status IN {_texts([*ON_ITS_WAY, AssignmentStatus.TRANSPORTING])})"""
_STREET_OPEN = """EXISTS (
    SELECT FROM closure c WHERE c.id::text = l.detail ->> 'closure_id' AND c.ends_at <= $1)"""

# For an alert l, its incident i and its assignment a.
OVER: Mapping[AlertKind, str] = MappingProxyType(
    {
        AlertKind.NOBODY_CAME: f"""{_CLOSED} OR {_SOMEBODY_CAME}
            OR EXISTS (SELECT FROM assignment s WHERE s.incident_id = i.id AND s.released_at IS NULL)""",
        AlertKind.UNIT_TAKEN_AWAY: _CLOSED,
        AlertKind.ORDER_NOT_ACKNOWLEDGED: f"{_DRIVE_OVER} OR a.status <> 'dispatched'",
        AlertKind.CLOCK_OVER_TARGET: f"{_CLOSED} OR {_CLOCK_STOPPED}",
        AlertKind.ROUTE_CLOSED: f"{_DRIVE_OVER} OR {_STREET_OPEN}",
        AlertKind.UNIT_STALLED: _DRIVE_OVER,
        AlertKind.UNIT_NOT_MOVING: _DRIVE_OVER,
        AlertKind.ETA_SLIPPED: _DRIVE_OVER,
        AlertKind.UNIT_SILENT: _HEARD_SINCE,
        AlertKind.UNIT_PLACE_OLD: f"{_PLACED_SINCE} OR {_DRIVES_NO_MORE}",
        AlertKind.BACK_NOT_CLEAR: "a.released_at IS NOT NULL",
    }
)
_IS_OVER = "CASE l.kind " + " ".join(f"WHEN '{kind}' THEN {is_over}" for kind, is_over in OVER.items()) + " END"
_ALERTS_OVER = f"""
SELECT l.id FROM alarm l
LEFT JOIN incident i ON i.id = l.incident_id LEFT JOIN assignment a ON a.id = l.assignment_id
WHERE l.taken_at IS NULL AND {_IS_OVER} ORDER BY l.id
"""  # noqa: S608


async def alerts_over(conn: Connection, *, now: datetime) -> list[int]:
    """Return their ids."""
    return [row["id"] for row in await conn.fetch(_ALERTS_OVER, now)]

"""Each unit's movement and the device that moves its marker, as the boards read it."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from base.database import Connection, Record
from tracking.movement.movement import Moved, Movement

KNOWN = "SELECT unit_key, state, since_at, heading_deg FROM unit_movement"
# A separate table: the bridges own the rows of the newest positions.
KEEP = """
INSERT INTO unit_movement (unit_key, state, since_at, heading_deg)
SELECT * FROM unnest($1::int[], $2::text[], $3::timestamptz[], $4::real[])
ON CONFLICT (unit_key) DO UPDATE
SET state = EXCLUDED.state, since_at = EXCLUDED.since_at, heading_deg = EXCLUDED.heading_deg,
    changed_xid = pg_current_xact_id()
"""
NOTE_SWITCHES = """
UPDATE unit_movement AS m
SET device_key = p.device_key, device_since_at = p.fixed_at, changed_xid = pg_current_xact_id()
FROM unit_position AS p WHERE p.unit_key = m.unit_key AND p.device_key IS DISTINCT FROM m.device_key
"""
CHANGED = """
SELECT s.xmin::text::bigint AS next_xmin, u.unit_id, m.state, m.since_at, m.heading_deg,
       d.device_id, d.kind, m.device_since_at
FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin) AS s
LEFT JOIN (unit_movement AS m JOIN unit AS u ON u.key = m.unit_key LEFT JOIN device AS d ON d.key = m.device_key)
ON m.changed_xid >= $1::bigint::text::xid8
"""


class UnitMovement(NamedTuple):
    """One row of a `movements` frame."""

    unit_id: str
    movement: Movement
    movement_since_at: datetime
    heading_deg: float | None
    device_id: str | None
    device_kind: str | None
    device_since_at: datetime | None


async def known_movements(conn: Connection) -> dict[int, Record]:
    """Return the stored movements by unit key."""
    return {row["unit_key"]: row for row in await conn.fetch(KNOWN)}


async def keep_movements(conn: Connection, moved: Mapping[int, Moved]) -> None:
    await conn.execute(
        KEEP,
        list(moved),
        [each.state for each in moved.values()],
        [each.since_at for each in moved.values()],
        [None if each.heading_deg is None else round(each.heading_deg) for each in moved.values()],
    )


async def note_switches(conn: Connection) -> int:
    """Store which units another device now shows, since its newest fix; return how many."""
    return int((await conn.execute(NOTE_SWITCHES)).rpartition(" ")[2])


async def movements_changed_since(conn: Connection, xmin: int) -> tuple[list[UnitMovement], int]:
    """Return the changes, and the `xmin` for the next call; 0 returns all. None is missed, some come twice."""
    rows = await conn.fetch(CHANGED, xmin)
    changed = [UnitMovement(*list(row.values())[1:]) for row in rows if row["unit_id"] is not None]
    return changed, rows[0]["next_xmin"]

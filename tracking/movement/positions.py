"""Each unit's newest position, and which have changed."""

from dataclasses import dataclass
from datetime import datetime

from base.database import Connection, Record
from base.position import M_PER_DEGREE, Position

BOX_MARGIN = 1.01
NEAR_DEG = 0.0009
NEAR_M = NEAR_DEG * M_PER_DEGREE * BOX_MARGIN  # no unit is farther than this from its `near_position`


@dataclass(frozen=True, slots=True)
class UnitPosition:
    unit_key: int
    unit_id: str
    position: Position
    fixed_at: datetime
    received_at: datetime
    accuracy_m: float | None
    speed_mps: float | None
    course_deg: float | None


async def positions_changed_since(conn: Connection, xmin: int) -> tuple[list[UnitPosition], int]:
    """Return the changed positions, and the `xmin` for the next call; 0 returns all.

    A row is never missed, however late its transaction commits; it may come twice, so drop repeats by `fixed_at`.
    """
    rows = await conn.fetch(
        """
        SELECT s.xmin::text::bigint AS next_xmin,
               p.unit_key, u.unit_id, p.position, p.fixed_at, p.received_at, p.accuracy_m, p.speed_mps, p.course_deg
        FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin) AS s
        LEFT JOIN (unit_position AS p JOIN unit AS u ON u.key = p.unit_key) ON p.changed_xid >= $1::bigint::text::xid8
        """,
        xmin,
    )
    return [_changed(row) for row in rows if row["unit_key"] is not None], rows[0]["next_xmin"]


def _changed(row: Record) -> UnitPosition:
    return UnitPosition(*list(row.values())[1:])

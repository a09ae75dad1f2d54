"""Whether each unit is parked, moving or stopped now: by its newest positions, kept where boards read it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from geo.database import Connection, Pool, Record
from tracking import movement
from tracking.fix import Fix
from tracking.movement import Moved, Movement
from tracking.store import UnitPosition, positions_changed_since

KNOWN = "SELECT unit_key, state, since_at, heading_deg FROM unit_movement"
# A table of its own: the rows of the newest positions belong to the bridges.
KEEP = """
INSERT INTO unit_movement (unit_key, state, since_at, heading_deg)
SELECT * FROM unnest($1::int[], $2::text[], $3::timestamptz[], $4::real[])
ON CONFLICT (unit_key) DO UPDATE
SET state = EXCLUDED.state, since_at = EXCLUDED.since_at, heading_deg = EXCLUDED.heading_deg
"""


class MovementWatch:
    """Remembers what each unit did; after a restart it goes on from what was kept."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._moved: dict[int, Moved] = {}
        self._known: dict[int, Record] | None = None
        self._xmin = 0

    async def look(self) -> int:
        """How many units came to rest, parked or set off."""
        async with self._pool.acquire(timeout=2) as conn:
            if self._known is None:
                self._known = {row["unit_key"]: row for row in await conn.fetch(KNOWN)}
            positions, xmin = await positions_changed_since(conn, self._xmin)
            changed = [each.unit_key for each in positions if self._has_changed(each)]
            await self._keep(conn, changed)
            self._xmin = xmin
        return len(changed)

    def _has_changed(self, position: UnitPosition) -> bool:
        fix = _fix(position)
        before = self._moved.get(position.unit_key) or self._as_kept(position.unit_key, fix)
        now = movement.after(before, fix)
        self._moved[position.unit_key] = now
        return before is None or (now.state, now.since_at) != (before.state, before.since_at)

    def _as_kept(self, unit_key: int, fix: Fix) -> Moved | None:
        """Where it rested is not kept; where it is now will do."""
        kept = (self._known or {}).get(unit_key)
        if kept is None:
            return None
        then = msgspec.structs.replace(fix, fixed_at=kept["since_at"])
        return Moved(Movement(kept["state"]), kept["since_at"], then, then, kept["heading_deg"])

    async def _keep(self, conn: Connection, unit_keys: Sequence[int]) -> None:
        moved = [self._moved[unit_key] for unit_key in unit_keys]
        since: list[datetime] = [each.since_at for each in moved]
        if moved:
            await conn.execute(
                KEEP, list(unit_keys), [each.state for each in moved], since, [each.heading_deg for each in moved]
            )


def _fix(position: UnitPosition) -> Fix:
    return Fix(
        device_id=position.unit_id,
        fixed_at=position.fixed_at,
        lat=position.position.lat,
        lon=position.position.lon,
        accuracy_m=position.accuracy_m,
        speed_mps=position.speed_mps,
        course_deg=position.course_deg,
    )

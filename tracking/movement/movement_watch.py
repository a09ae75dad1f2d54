"""Stores, for the boards, whether each unit is parked, moving or stopped, and which device moves its marker."""

import msgspec

from base.database import Pool, Record
from tracking.fix import Fix
from tracking.movement import movement
from tracking.movement.movement import Middle, Moved, Movement
from tracking.movement.positions import UnitPosition, positions_changed_since
from tracking.movement.unit_movement import keep_movements, known_movements, note_switches


class MovementWatch:
    """Remembers each unit's movement; after a restart it goes on from the stored state."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._moved: dict[int, Moved] = {}
        self._known: dict[int, Record] | None = None
        self._xmin = 0

    async def look(self) -> int:
        """Store changes and return how many: came to rest, parked, set off, or is shown by another device."""
        async with self._pool.acquire(timeout=2) as conn:
            if self._known is None:
                self._known = await known_movements(conn)
            positions, xmin = await positions_changed_since(conn, self._xmin)
            changed = [each.unit_key for each in positions if self._has_changed(each)]
            async with conn.transaction():
                if changed:
                    await keep_movements(conn, {unit_key: self._moved[unit_key] for unit_key in changed})
                switched = await note_switches(conn)
            self._xmin = xmin
        return len(changed) + switched

    def _has_changed(self, position: UnitPosition) -> bool:
        fix = _fix(position)
        before = self._moved.get(position.unit_key) or self._as_kept(position.unit_key, fix)
        now = movement.after(before, fix)
        self._moved[position.unit_key] = now
        return before is None or (now.state, now.since_at) != (before.state, before.since_at)

    def _as_kept(self, unit_key: int, fix: Fix) -> Moved | None:
        """Restore the stored state. Where it rested is not stored; its current position is close enough."""
        kept = (self._known or {}).get(unit_key)
        if kept is None:
            return None
        then = msgspec.structs.replace(fix, fixed_at=kept["since_at"])
        middle = Middle(fix.lat, fix.lon)
        return Moved(Movement(kept["state"]), kept["since_at"], then, middle, fix, then, kept["heading_deg"])


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

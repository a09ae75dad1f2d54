"""Report which unit entered, stayed in or left which geofence, once each, by the newest positions."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from base.database import Connection, Pool, Record
from core.commit_and_ring import commit_and_ring, ring
from core.domain.actor import SystemActor
from dispatch.domain.events.fleet import CrossedFence, GeofenceCrossed, GeofenceDwelt, GeofenceEntered, GeofenceLeft
from dispatch.domain.position_policy import PositionPolicy
from dispatch.store import event_log, geofences
from dispatch.store.geofences import FenceName
from geo.geometry.geofence import Crossing, Fence, FenceKind, FenceMap, Presence, Side, after
from tracking.movement.positions import UnitPosition, positions_changed_since

WATCH = SystemActor("geofence_watch")
_CROSSED: Mapping[Crossing, type[GeofenceCrossed]] = {
    Crossing.ENTERED: GeofenceEntered,
    Crossing.DWELT: GeofenceDwelt,
    Crossing.LEFT: GeofenceLeft,
}
ACCURACY_MAX_M = 100.0  # a less accurate fix does not show which side of a fence it is on


class Step(NamedTuple):
    """One unit at one fence."""

    unit: UnitPosition
    fence: Fence
    presence: Presence | None
    crossing: Crossing


class GeofenceWatch:
    """Remembers only what it read last; the presence of units in fences is kept in the database."""

    def __init__(self, pool: Pool, positions: PositionPolicy, *, dwell_s: float) -> None:
        self._pool = pool
        self._positions = positions
        self._dwell_s = dwell_s
        self._xmin = 0
        self._rows: list[Record] | None = None
        self._map = FenceMap([])

    async def look(self, *, now: datetime) -> int:
        """Return how many crossings were reported. A new fence is checked against every unit."""
        async with self._pool.acquire(timeout=2) as conn:
            if await self._read_fences(conn):
                self._xmin = 0
            moved, xmin = await positions_changed_since(conn, self._xmin)
            usable = [unit for unit in moved if unit.accuracy_m is None or unit.accuracy_m <= ACCURACY_MAX_M]
            present = await geofences.present(conn, [unit.unit_key for unit in usable])
            steps = list(self._steps(usable, present, await geofences.own_scenes(conn)))
            bells: set[str] = set()
            for step in steps:  # a whole fleet may cross at once: one ring for all
                async with commit_and_ring(conn, later=bells):
                    await _tell(conn, step, now=now)
            await ring(conn, bells)
            self._xmin = xmin
        return sum(step.crossing is not None for step in steps)

    async def _read_fences(self, conn: Connection) -> bool:
        rows = await geofences.fence_rows(conn)
        if rows == self._rows:
            return False
        self._map = FenceMap([geofences.fence_of(row, self._positions) for row in rows])
        await geofences.forget_gone(conn, self._map.fences)
        self._rows = rows
        return True

    def _steps(
        self,
        units: Sequence[UnitPosition],
        present: Mapping[int, Mapping[FenceName, Presence]],
        own_scenes: Collection[tuple[int, str]],
    ) -> Iterator[Step]:
        """A scene reports only the units sent to it, and when they leave; a unit that only passes by is left out."""
        sides: dict[int, dict[FenceName, Side]] = {}
        for at, fence, side in self._map.sides([unit.position for unit in units]):
            sides.setdefault(at, {})[fence.kind, fence.id] = side
        fences = {(fence.kind, fence.id): fence for fence in self._map.fences}
        for at, unit in enumerate(units):
            before, seen = present.get(unit.unit_key, {}), sides.get(at, {})
            passed = {
                name for name in seen if name[0] is FenceKind.INCIDENT and (unit.unit_key, name[1]) not in own_scenes
            }
            for name in sorted(before.keys() | (seen.keys() - passed)):
                side = seen.get(name, Side.OUTSIDE)
                presence, crossing = after(before.get(name), side, at=unit.fixed_at, dwell_s=self._dwell_s)
                if crossing is not None and name in fences:
                    yield Step(unit, fences[name], presence, crossing)


async def _tell(conn: Connection, step: Step, *, now: datetime) -> None:
    unit, fence = step.unit, step.fence
    await geofences.keep(conn, unit.unit_key, (fence.kind, fence.id), step.presence)
    crossed = _CROSSED[step.crossing](
        unit_id=unit.unit_id,
        geofence=CrossedFence(kind=fence.kind, id=fence.id, name=fence.name),
        fixed_at=unit.fixed_at,
        scene_of=UUID(fence.id) if fence.kind is FenceKind.INCIDENT else None,
    )
    await event_log.append(conn, crossed, by=WATCH, at=now)

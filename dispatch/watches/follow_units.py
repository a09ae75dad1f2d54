"""Follow every unit at work by its fixes: its milestones, and whether it moves at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from base.database import ACQUIRE_TIMEOUT_S, Connection, Pool
from base.position import Position, distance_m
from core.commit_and_ring import commit_and_ring
from dispatch.advice.propose_replacement import propose_replacement
from dispatch.domain.advice_policy import AdvicePolicy
from dispatch.domain.alert import AlertDetail, AlertKind
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.inferred_milestones import Inferred, Phase, Progress, Sites, follow
from dispatch.steps.raise_alert import raise_about
from dispatch.steps.record_inferred import TRACK, record_inferred
from dispatch.store import milestones
from dispatch.store.milestones import FollowedUnit
from geo.geometry.polyline import decode_polyline6
from geo.roads.travel_times import TravelTimes
from tracking.fix import Fix

ROAD_END_MAX_M = 500.0  # a route that ends farther away leads elsewhere
SCENE_MOVED_M = 30.0
COUNT_EVERY = timedelta(seconds=15)
CLOCK_AHEAD = timedelta(minutes=1)
ON_THE_WAY = frozenset({AssignmentStatus.DISPATCHED, AssignmentStatus.ACKNOWLEDGED, AssignmentStatus.EN_ROUTE})
_BEFORE_THE_SCENE = frozenset({Phase.AT_START, Phase.UNDER_WAY})


@dataclass(slots=True)
class _Track:
    """What is known from one assignment's track; started over if the scene moves or a fix comes late."""

    unit: FollowedUnit
    sites: Sites
    progress: Progress = field(default_factory=Progress)
    fixes: int = 0
    newest_at: datetime | None = None
    recorded: int = 0  # how many of `found` are recorded
    warned: set[AlertKind] = field(default_factory=set)

    @property
    def after(self) -> datetime:
        return self.newest_at or self.unit.dispatched_at

    def add(self, fixes: Sequence[Fix]) -> None:
        if fixes:
            self.progress = follow(self.progress, fixes, self.sites)
            self.fixes += len(fixes)
            self.newest_at = fixes[-1].fixed_at

    def start_over(self) -> None:
        self.progress, self.fixes, self.newest_at, self.recorded = Progress(), 0, None, 0


class UnitFollower:
    """Keeps the state of the tracks between looks; another worker derives the same from the stored fixes."""

    def __init__(
        self, pool: Pool, travel_times: TravelTimes, policy: AdvicePolicy, *, not_moving_s: float, stalled_s: float
    ) -> None:
        self._pool = pool
        self._travel_times = travel_times
        self._policy = policy
        self._not_moving_s = not_moving_s
        self._stalled_s = stalled_s
        self._tracks: dict[UUID, _Track] = {}
        self._count_at: datetime | None = None

    async def look(self, now: datetime) -> int:
        """Return how many milestones were recorded and alerts raised."""
        async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
            await self._read(conn, now)
        done = 0
        for track in self._tracks.values():
            done += await self._tell(track, now)
            done += await self._warn(track, now)
        return done

    async def _read(self, conn: Connection, now: datetime) -> None:
        hospitals = await milestones.hospital_places(conn)
        self._tracks = {unit.id: self._track(unit, hospitals) for unit in await milestones.followed_units(conn)}
        if not self._tracks:
            return
        if self._count_at is None or now >= self._count_at:
            await self._look_for_late_ones(conn)
            self._count_at = now + COUNT_EVERY
        wanted = [(key, track.unit.unit_key, track.after) for key, track in self._tracks.items()]
        fixes = await milestones.fixes_after(conn, wanted, until=now + CLOCK_AHEAD)
        for key, new in fixes.items():
            self._tracks[key].add(new)

    def _track(self, unit: FollowedUnit, hospitals: tuple[Position, ...]) -> _Track:
        known = self._tracks.get(unit.id)
        if known is None or distance_m(known.unit.scene, unit.scene) > SCENE_MOVED_M:
            return _Track(unit, _sites(unit, hospitals))
        known.unit = unit
        return known

    async def _look_for_late_ones(self, conn: Connection) -> None:
        """A buffer emptied late adds fixes to a stretch of the track that was followed already."""
        read = [
            (key, track.unit.unit_key, track.unit.dispatched_at, track.newest_at)
            for key, track in self._tracks.items()
            if track.newest_at is not None
        ]
        for key, fixes in (await milestones.count_fixes(conn, read)).items():
            if fixes != self._tracks[key].fixes:
                self._tracks[key].start_over()

    async def _tell(self, track: _Track, now: datetime) -> int:
        done = 0
        for inferred in _last_of_each(track.progress.found[track.recorded :]):
            async with commit_and_ring(self._pool) as conn:
                done += await record_inferred(conn, track.unit.id, inferred, now=now)
        track.recorded = len(track.progress.found)
        return done

    async def _warn(self, track: _Track, now: datetime) -> int:
        found = self._standstill(track, now)
        if found is None or found[0] in track.warned:
            return 0
        kind, since = found
        track.warned.add(kind)
        instead = await propose_replacement(
            self._pool, self._travel_times, track.unit.incident_id, now=now, policy=self._policy
        )
        async with commit_and_ring(self._pool) as conn:
            detail: AlertDetail = {"since_at": since, "waited_s": (now - since).total_seconds(), **instead}
            return await raise_about(conn, kind, track.unit, by=TRACK, at=now, detail=detail)

    def _standstill(self, track: _Track, now: datetime) -> tuple[AlertKind, datetime] | None:
        """At rest by a fresh fix: a silent unit may well be driving."""
        progress, newest_at = track.progress, track.newest_at
        if track.unit.status not in ON_THE_WAY or progress.phase not in _BEFORE_THE_SCENE:
            return None
        if not progress.is_at_rest or newest_at is None:
            return None
        if (now - newest_at).total_seconds() > self._policy.positions.fresh_s or progress.is_near(track.sites):
            return None
        if progress.phase is Phase.AT_START:
            since, limit_s, kind = track.unit.dispatched_at, self._not_moving_s, AlertKind.UNIT_NOT_MOVING
        else:
            since, limit_s, kind = progress.rested_at or newest_at, self._stalled_s, AlertKind.UNIT_STALLED
        return (kind, since) if (now - since).total_seconds() >= limit_s else None


def _sites(unit: FollowedUnit, hospitals: tuple[Position, ...]) -> Sites:
    """The scene, and the end of the route to it: that is where its road is."""
    points = decode_polyline6(unit.polyline6) if unit.polyline6 else []
    ends = [Position(lat, lon) for lon, lat in points[-1:]]
    near = [end for end in ends if distance_m(end, unit.scene) <= ROAD_END_MAX_M]
    return Sites((unit.scene, *near), unit.station, hospitals if unit.may_transport else ())


def _last_of_each(found: Sequence[Inferred]) -> list[Inferred]:
    """If many fixes are read at once, only the last result for each step counts."""
    return list({each.step: each for each in found}.values())

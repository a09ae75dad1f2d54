"""Raise an alert when a unit on its way falls silent, until it is heard; log it if the unit is not on its way."""

from datetime import datetime

from base.database import Connection, Pool
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from dispatch.domain.alert import AlertDetail, AlertKind
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.events.fleet import UnitQuiet
from dispatch.domain.silence_policy import SilencePolicy
from dispatch.steps.raise_alert import raise_alert
from dispatch.store import event_log, silent_units
from dispatch.store.silent_units import UnderWay
from dispatch.watches.raise_old_places import raise_old_places
from tracking.devices import health
from tracking.devices.health import SilentUnit
from tracking.fixes import bridges

WATCH = SystemActor("silence_watch")
ON_THE_WAY = (AssignmentStatus.EN_ROUTE, AssignmentStatus.TRANSPORTING)

QUIET_AFTER_S = 300.0  # beyond its interval: a unit parked in a garage is no alert


class SilenceWatch:
    """Knows since when a bridge listens: after an outage of ours every unit would look silent."""

    def __init__(self, pool: Pool, policy: SilencePolicy) -> None:
        self._pool = pool
        self._policy = policy
        self._listening_since: datetime | None = None

    async def raise_silent(self, now: datetime) -> int:
        since = await self._since(now)
        if since is None:
            return 0
        return await raise_silent_units(self._pool, now=now, policy=self._policy, listening_since=since)

    async def raise_old(self, now: datetime) -> int:
        since = await self._since(now)
        if since is None:
            return 0
        return await raise_old_places(self._pool, now=now, policy=self._policy, listening_since=since)

    async def note_quiet(self, now: datetime) -> int:
        since = await self._since(now)
        return 0 if since is None else await note_quiet_units(self._pool, now=now, listening_since=since)

    async def _since(self, now: datetime) -> datetime | None:
        async with self._pool.acquire(timeout=2) as conn:
            if not await bridges.any_listens(conn, now=now):
                self._listening_since = None
            elif self._listening_since is None:
                self._listening_since = now
        return self._listening_since


async def raise_silent_units(
    pool: Pool, *, now: datetime, policy: SilencePolicy, listening_since: datetime | None = None
) -> int:
    """Return how many alerts were raised, one per silence. Safe to run twice at once."""
    async with pool.acquire(timeout=2) as conn:
        under_way = {each.unit_key: each for each in await silent_units.under_way(conn, ON_THE_WAY)}
        if not under_way:
            return 0
        # A unit that just set off reports more often than while it was parked.
        await health.measure(conn, now=now, unit_keys=list(under_way))
        silent = await health.silent_among(
            conn, list(under_way), now=now, after_s=policy.silent_after_s, listening_since=listening_since
        )
        raised = 0
        for unit in silent:
            async with commit_and_ring(conn):
                raised += await _raise(conn, unit, under_way[unit.unit_key], now=now)
    return raised


async def _raise(conn: Connection, unit: SilentUnit, drive: UnderWay, *, now: datetime) -> bool:
    if await silent_units.is_same_silence(conn, drive.assignment_id, heard_at=unit.heard_at):
        return False
    detail: AlertDetail = {
        "heard_at": unit.heard_at,
        "interval_s": unit.interval_s,
        "assignment_id": drive.assignment_id,
    }
    return await raise_alert(
        conn,
        AlertKind.UNIT_SILENT,
        by=WATCH,
        at=now,
        detail=detail,
        incident_id=drive.incident_id,
        unit_key=unit.unit_key,  # no assignment: that may only ever have one alert of a kind
    )


async def note_quiet_units(pool: Pool, *, now: datetime, listening_since: datetime | None = None) -> int:
    """Log units that are not on their way and fell silent: one entry per silence, and no alert."""
    async with pool.acquire(timeout=2) as conn:
        resting = await silent_units.resting(conn, ON_THE_WAY)
        quiet = await health.silent_among(
            conn, resting, now=now, after_s=QUIET_AFTER_S, listening_since=listening_since
        )
        noted = 0
        for unit in quiet:
            async with commit_and_ring(conn):
                noted += await _note(conn, unit, now=now)
    return noted


async def _note(conn: Connection, unit: SilentUnit, *, now: datetime) -> int:
    if not await health.mark_quiet(conn, unit.unit_key, heard_at=unit.heard_at, now=now):
        return 0
    quiet = UnitQuiet(unit_id=unit.unit_id, heard_at=unit.heard_at, interval_s=unit.interval_s)
    await event_log.append(conn, quiet, by=WATCH, at=now)
    return 1

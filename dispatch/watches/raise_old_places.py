"""Raise an alert when a unit on its way is heard but its position does not change, until a new position comes."""

from datetime import datetime

from base.database import ACQUIRE_TIMEOUT_S, Connection, Pool
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from dispatch.domain.alert import AlertKind
from dispatch.domain.silence_policy import SilencePolicy
from dispatch.steps.raise_alert import raise_alert
from dispatch.store import old_places
from dispatch.store.old_places import OldPlace, Patience

WATCH = SystemActor("silence_watch")
STANDING_S = 300.0  # a level crossing, a jam


async def raise_old_places(
    pool: Pool, *, now: datetime, policy: SilencePolicy, listening_since: datetime | None = None
) -> int:
    """Return how many alerts were raised, one per unchanged position. Safe to run twice at once."""
    after_s = policy.place_old_after_s
    patience = Patience(after_s, max(after_s, STANDING_S), policy.station_radius_m)
    async with pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
        raised = 0
        for place in await old_places.old_places(conn, patience, now=now, listening_since=listening_since):
            async with commit_and_ring(conn):
                raised += await _raise(conn, place, now=now)
    return raised


async def _raise(conn: Connection, place: OldPlace, *, now: datetime) -> bool:
    if await old_places.lock_and_know(conn, place):
        return False
    return await raise_alert(
        conn,
        AlertKind.UNIT_PLACE_OLD,
        by=WATCH,
        at=now,
        detail={"placed_at": place.placed_at, "fixed_at": place.fixed_at, "assignment_id": place.assignment_id},
        incident_id=place.incident_id,
        unit_key=place.unit_key,  # no assignment: that may only ever have one alert of a kind
    )

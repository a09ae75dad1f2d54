"""Raise an alert when a clock of an urgent incident is over its target, once for each clock."""

from datetime import datetime

from base.database import Pool
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from dispatch.domain.alert import AlertKind
from dispatch.domain.clock import ClockTargets
from dispatch.steps.raise_alert import raise_alert
from dispatch.store.late_clocks import late_clocks

WATCH = SystemActor("clock_watch")


async def raise_late_clocks(pool: Pool, *, now: datetime, targets: ClockTargets) -> int:
    """Return how many alerts were raised."""
    async with commit_and_ring(pool) as conn:
        late = await late_clocks(conn, targets, now=now)
        for each in late:
            await raise_alert(
                conn,
                AlertKind.CLOCK_OVER_TARGET,
                by=WATCH,
                at=now,
                detail={"clock": each.clock, "target_s": each.target_s, "since": each.since},
                incident_id=each.incident_id,
                unit_key=each.unit_key,
            )
    return len(late)

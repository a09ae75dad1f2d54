"""Periodic work: makes partitions ahead of time and removes old signs and rejections."""

from datetime import datetime, timedelta

from base.database import Pool
from base.steady_clock import STEADY_CLOCK
from tracking.devices import signs
from tracking.fixes import quarantine
from tracking.history import partitions
from tracking.settings import TrackingSettings


async def make_partitions_ahead(pool: Pool) -> None:
    async with pool.acquire() as conn:
        await partitions.make_partitions(conn, partitions.days_ahead(STEADY_CLOCK.now().date()))


async def forget_old_signs(pool: Pool, settings: TrackingSettings, *, now: datetime) -> None:
    """They are kept as long as the fixes of their devices."""
    async with pool.acquire() as conn:
        await signs.forget_signs(conn, before=now - timedelta(days=settings.fix_retention_days))


async def forget_old_rejections(pool: Pool, settings: TrackingSettings, *, now: datetime) -> None:
    async with pool.acquire() as conn:
        await quarantine.forget_quarantined(conn, before=now - timedelta(days=settings.quarantine_retention_days))

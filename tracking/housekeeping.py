"""What must be done now and then: partitions ahead, old days and old rejections away."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from geo.database import Pool
from tracking import partitions, store
from tracking.settings import TrackingSettings

log = logging.getLogger(__name__)

EVERY_S = 3600.0


async def keep_house(pool: Pool, settings: TrackingSettings) -> None:
    """For ever; one bad hour does not end it."""
    while True:
        try:
            await make_partitions_ahead(pool)
            await forget_old(pool, settings, now=datetime.now(UTC))
        except Exception:
            log.exception("housekeeping failed, will try again in an hour")
        await asyncio.sleep(EVERY_S)


async def make_partitions_ahead(pool: Pool) -> None:
    async with pool.acquire() as conn:
        await partitions.make_partitions(conn, partitions.days_ahead(datetime.now(UTC).date()))


async def forget_old(pool: Pool, settings: TrackingSettings, *, now: datetime) -> None:
    oldest = now - timedelta(days=settings.fix_retention_days)
    async with pool.acquire() as conn:
        await partitions.drop_old_partitions(conn, oldest=oldest.date())
        await store.forget_quarantined(conn, before=now - timedelta(days=settings.quarantine_retention_days))

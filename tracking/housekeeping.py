"""What must be done now and then: partitions ahead, old days and old rejections away."""

from datetime import UTC, datetime, timedelta

from geo.database import Pool
from tracking import partitions, store
from tracking.old_days import look_after_old_days
from tracking.settings import TrackingSettings


async def make_partitions_ahead(pool: Pool) -> None:
    async with pool.acquire() as conn:
        await partitions.make_partitions(conn, partitions.days_ahead(datetime.now(UTC).date()))


async def forget_old(pool: Pool, settings: TrackingSettings, *, now: datetime) -> None:
    await look_after_old_days(pool, settings, now=now)
    async with pool.acquire() as conn:
        await store.forget_quarantined(conn, before=now - timedelta(days=settings.quarantine_retention_days))

"""Maintains past days: sorts, archives, thins and finally drops them; never thins or drops before archiving."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from base.database import Connection, Pool, Record
from tracking.history import partitions
from tracking.history.day_compaction import rewrite_day
from tracking.settings import TrackingSettings

log = logging.getLogger(__name__)

SORTED_AFTER = timedelta(hours=3)  # after the day's end: by then nearly all late fixes have come
DROPPED_AT_ONCE = 2  # days an hour, where one a day is due: leaves time to notice if something is wrong
REWRITTEN_AT_ONCE = 2  # days an hour: a city that has just enabled it has many

MARK = "INSERT INTO fix_day (day, {0}) VALUES ($1, $2) ON CONFLICT (day) DO UPDATE SET {0} = EXCLUDED.{0}"
FORGET = "DELETE FROM fix_day WHERE day < $1 AND NOT day = ANY($2::date[])"
NEWEST_FIX = "SELECT max(fixed_at) FROM unit_position"


async def look_after_old_days(pool: Pool, settings: TrackingSettings, *, now: datetime) -> None:
    """Run the maintenance. Safe to interrupt at any time: unfinished work starts over."""
    async with pool.acquire() as conn:
        now = believable(now, newest_fix_at=await conn.fetchval(NEWEST_FIX))
        today, oldest = now.date(), (now - timedelta(days=settings.fix_retention_days)).date()
        thin_before = today - timedelta(days=settings.fix_full_days) if settings.fix_full_days else oldest
        await conn.execute("SET statement_timeout = 0")  # for this connection, until it returns to the pool
        old = [day for day in await partitions.days_stored(conn) if day < max(oldest, thin_before)]
        done = {row["day"]: row for row in await conn.fetch("SELECT * FROM fix_day WHERE day = ANY($1::date[])", old)}
        kept = [day for day in old if day in done and (done[day]["kept_until"] or now) > now]
        whole = [day for day in old if day >= oldest and not _is(done, day, "thinned_at")]
        if settings.fix_archive_dir is not None:
            there_only = [day for day in old if not _is(done, day, "archived_at")]
            await _archive(conn, there_only, settings.fix_archive_dir, now)
        await _rewrite(conn, whole[:REWRITTEN_AT_ONCE], now, thin=True)
        await _rewrite(conn, (await _unsorted(conn, thin_before, now))[:REWRITTEN_AT_ONCE], now, thin=False)
        await partitions.drop_old_partitions(conn, oldest=oldest, but=kept, at_most=DROPPED_AT_ONCE)
        await conn.execute(FORGET, oldest, [*kept, *await partitions.days_stored(conn)])


def believable(now: datetime, *, newest_fix_at: datetime | None) -> datetime:
    """Limit the time by the newest fix: a clock that jumps ahead must not age the history."""
    return now if newest_fix_at is None else min(now, newest_fix_at + timedelta(days=1))


def _is(done: dict[date, Record], day: date, what: str) -> bool:
    row = done.get(day)
    return row is not None and row[what] is not None


async def _archive(conn: Connection, days: Sequence[date], folder: Path, now: datetime) -> None:
    if not days:
        return
    from tracking.history.archive import archive_day  # noqa: PLC0415 - pyarrow takes 60 MB; only who archives pays

    for day in days:
        path, fixes = await archive_day(conn, day, folder)
        await conn.execute(MARK.format("archived_at"), day, now)
        log.info("day archived", extra={"day": day.isoformat(), "fixes": fixes, "file": path.name})


async def _rewrite(conn: Connection, days: Sequence[date], now: datetime, *, thin: bool) -> None:
    for day in days:
        if await rewrite_day(conn, day, thin=thin) is not None:
            await conn.execute(MARK.format("thinned_at" if thin else "sorted_at"), day, now)


async def _unsorted(conn: Connection, since: date, now: datetime) -> list[date]:
    """Return days in full detail that are still in order of arrival."""
    done = {row["day"] for row in await conn.fetch("SELECT day FROM fix_day WHERE sorted_at IS NOT NULL")}
    over = (now - SORTED_AFTER).date()
    return [day for day in await partitions.days_stored(conn) if since <= day < over and day not in done]

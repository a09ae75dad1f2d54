"""Partitions ahead, old days archived and let go; a step that fails is an alarm until it works again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from dispatch.commit_and_ring import commit_and_ring
from dispatch.domain.actor import SystemActor
from dispatch.steps.end_alarm import end_alarm
from dispatch.steps.raise_alert import raise_alert
from dispatch.store import alarms
from dispatch.watches.forget_words import forget_words
from geo.database import Pool
from tracking import housekeeping
from tracking.old_days import look_after_old_days
from tracking.settings import TrackingSettings

log = logging.getLogger(__name__)

HISTORY_NOT_KEPT = "history_not_kept"
TRY_AGAIN_AFTER_S = 300.0
AGAIN_AFTER = timedelta(hours=6)  # somebody took the alarm, and it is still not mended
REASON_MAX_CHARS = 200
TIMER = SystemActor("history_keeper")

type Step = Callable[[], Awaitable[None]]


class HistoryKeeper:
    """Goes on whatever became of the step before: a full archive must not cost tomorrow's partition."""

    def __init__(self, pool: Pool, *, words_kept_days: int) -> None:
        self._pool = pool
        self._words_kept_days = words_kept_days
        self._failing: set[str] = set()

    async def look(self, *, now: datetime, settings: TrackingSettings) -> int:
        """How many alarms were raised or ended."""
        steps: dict[str, Step] = {
            "partitions": lambda: housekeeping.make_partitions_ahead(self._pool),
            "old_days": lambda: look_after_old_days(self._pool, settings, now=now),
            "quarantine": lambda: housekeeping.forget_old_rejections(self._pool, settings, now=now),
            "words": lambda: forget_words(self._pool, now=now, kept_days=self._words_kept_days),
        }
        return sum([await self._take(name, step, now) for name, step in steps.items()])

    async def wait(self, seconds: float) -> None:
        """Less while something fails: who mends it wants to see that."""
        await asyncio.sleep(min(seconds, TRY_AGAIN_AFTER_S) if self._failing else seconds)

    async def _take(self, name: str, step: Step, now: datetime) -> int:
        try:
            await step()
        except Exception as error:
            log.exception("history was not kept", extra={"step": name})
            self._failing.add(name)
            return await self._raise(name, error, now)
        self._failing.discard(name)
        return await self._end(name, now)

    async def _raise(self, name: str, error: Exception, now: datetime) -> int:
        """One alarm a step; when the database itself is away this fails too, and the timer says so."""
        reason = f"{type(error).__name__}: {error}"[:REASON_MAX_CHARS]
        facts = {"step": name}
        async with commit_and_ring(self._pool) as conn:
            if await alarms.is_known(conn, HISTORY_NOT_KEPT, facts, since=now - AGAIN_AFTER):
                return 0
            detail = {**facts, "reason": reason}
            await raise_alert(conn, HISTORY_NOT_KEPT, by=TIMER, at=now, detail=detail, facts=facts)
        return 1

    async def _end(self, name: str, now: datetime) -> int:
        ended, facts = 0, {"step": name}
        async with commit_and_ring(self._pool) as conn:
            for alarm in await alarms.standing(conn, HISTORY_NOT_KEPT, about=facts):
                ended += await end_alarm(conn, alarm.alarm_id, HISTORY_NOT_KEPT, by=TIMER, at=now, facts=facts)
        return ended

"""Create partitions ahead, archive and delete old days; a failing step is an alert until it works again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta

from base.database import Pool
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from dispatch.domain.alert import AlertKind
from dispatch.steps.follow_causes import Cause, follow_causes
from dispatch.watches.forget_words import forget_words
from tracking.fixes import housekeeping
from tracking.history.old_days import look_after_old_days
from tracking.settings import TrackingSettings

log = logging.getLogger(__name__)

TRY_AGAIN_AFTER_S = 300.0
AGAIN_AFTER = timedelta(hours=6)  # somebody took the alert, and it is still not fixed
REASON_MAX_CHARS = 200
TIMER = SystemActor("history_keeper")

type Step = Callable[[], Awaitable[None]]


class HistoryKeeper:
    """Continues whatever the result of the step before: a full archive must not cost tomorrow's partition."""

    def __init__(self, pool: Pool, *, words_kept_days: int) -> None:
        self._pool = pool
        self._words_kept_days = words_kept_days
        self._failing: set[str] = set()

    async def look(self, *, now: datetime, settings: TrackingSettings) -> int:
        """Return how many alerts were raised or ended."""
        steps: dict[str, Step] = {
            "partitions": lambda: housekeeping.make_partitions_ahead(self._pool),
            "old_days": lambda: look_after_old_days(self._pool, settings, now=now),
            "signs": lambda: housekeeping.forget_old_signs(self._pool, settings, now=now),
            "quarantine": lambda: housekeeping.forget_old_rejections(self._pool, settings, now=now),
            "words": lambda: forget_words(self._pool, now=now, kept_days=self._words_kept_days),
        }
        return sum([await self._take(name, step, now) for name, step in steps.items()])

    async def wait(self, seconds: float) -> None:
        """Shorter while something fails, so that a fix shows soon."""
        await asyncio.sleep(min(seconds, TRY_AGAIN_AFTER_S) if self._failing else seconds)

    async def _take(self, name: str, step: Step, now: datetime) -> int:
        try:
            await step()
        except Exception as error:
            log.exception("history was not kept", extra={"step": name})
            self._failing.add(name)
            reason = f"{type(error).__name__}: {error}"[:REASON_MAX_CHARS]
            return await self._follow(name, [Cause({"step": name}, {"reason": reason})], now)
        self._failing.discard(name)
        return await self._follow(name, [], now)

    async def _follow(self, name: str, causes: Collection[Cause], now: datetime) -> int:
        """One alert per step; if the database itself is away this fails too, and the timer reports it."""
        async with commit_and_ring(self._pool) as conn:
            return await follow_causes(
                conn,
                AlertKind.HISTORY_NOT_KEPT,
                causes,
                by=TIMER,
                at=now,
                again_after=AGAIN_AFTER,
                among={"step": name},
            )

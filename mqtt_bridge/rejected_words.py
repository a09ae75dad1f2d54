"""Rejected messages from crews: written to the quarantine in batches, and acknowledged after that."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from base.backoff import Backoff
from base.database import DATA_ERRORS, DATABASE_ERRORS, Pool
from base.steady_clock import STEADY_CLOCK
from core.commit_and_ring import commit_and_ring
from tracking.fixes import quarantine, store
from tracking.fixes.quarantine_quota import Allowance
from tracking.screened import Quarantined

log = logging.getLogger(__name__)

GATHER_S = 0.1
BATCH_MAX = 500
RETRY_FIRST_S, RETRY_MAX_S = 0.2, 5.0


class Kept(NamedTuple):
    """`done` is called with whether the payload was kept: the number kept of one device per hour is limited."""

    rejected: Quarantined
    done: Callable[[bool], None]


class RejectedWords:
    def __init__(self, pool: Pool, *, worker: str, per_device_hour_max: int) -> None:
        self._pool = pool
        self._worker = worker
        self._allowance = Allowance(per_device_hour_max)
        self._waiting: list[Kept] = []
        self._counted: Counter[str] = Counter()
        self._something = asyncio.Event()

    def put(self, rejected: Quarantined, done: Callable[[bool], None]) -> None:
        limited = self._allowance.limit([rejected], now=STEADY_CLOCK.now())[0]
        self._waiting.append(Kept(limited, done))
        self._something.set()

    def count(self, outcome: str, times: int = 1) -> None:
        """Count messages whose payload is not kept."""
        self._counted[outcome] += times
        self._something.set()

    async def run(self) -> None:
        while True:
            await self._something.wait()
            await asyncio.sleep(GATHER_S)
            self._something.clear()
            while self._waiting or self._counted:
                batch, self._waiting = self._waiting[:BATCH_MAX], self._waiting[BATCH_MAX:]
                counted, self._counted = self._counted, Counter()
                await self._until_written([each.rejected for each in batch], counted)
                for each in batch:
                    each.done(each.rejected.payload is not None)

    async def _until_written(self, rejected: Sequence[Quarantined], counted: Counter[str]) -> None:
        backoff = Backoff(RETRY_FIRST_S, RETRY_MAX_S)
        while True:
            try:
                return await self._write(rejected, counted)
            except DATA_ERRORS:
                log.exception("rejected words could not be kept", extra={"lost": len(rejected)})
                return None
            except DATABASE_ERRORS as error:
                delay_s = backoff.next_s()
                log.warning("rejected words wait for the database", extra={"error": repr(error), "delay_s": delay_s})
                await asyncio.sleep(delay_s)

    async def _write(self, rejected: Sequence[Quarantined], counted: Counter[str]) -> None:
        totals = Counter(counted)
        for each in rejected:
            totals[each.reason] += each.times
        async with self._pool.acquire() as conn, commit_and_ring(conn):
            await quarantine.keep_rejected(conn, rejected)
            await store.add_counts(conn, self._worker, totals)

"""Stores what screening kept of a batch, in one transaction; one fix that the database refuses stops nobody."""

import logging
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import asyncpg

from base.database import DATA_ERRORS, DATABASE_ERRORS, Pool
from base.doorbell import ring
from tracking.devices import signs
from tracking.fixes import quarantine, store
from tracking.fixes.screening import Screened
from tracking.history import partitions
from tracking.rejection import RejectReason
from tracking.screened import Quarantined, ScreenedFix, ScreenedSign
from tracking.sign import QUIET

log = logging.getLogger(__name__)


class Storing:
    def __init__(self, pool: Pool, *, worker: str) -> None:
        self._pool = pool
        self._worker = worker
        self._days_made: set[date] = set()
        self.shed = 0  # fixes given up and not counted yet

    async def store(self, screened: Screened) -> Sequence[ScreenedFix]:
        """The fixes that are stored now. Raises DATABASE_ERRORS: nothing is, try again."""
        await self._make_room(screened.kept)
        return await self._store(screened.kept, screened.rejected, screened.signs)

    async def _make_room(self, fixes: Sequence[ScreenedFix]) -> None:
        missing = {each.fix.fixed_at.date() for each in fixes} - self._days_made
        if not missing:
            return
        async with self._pool.acquire() as conn:
            await partitions.make_partitions(conn, missing)
        self._days_made |= missing

    async def _store(
        self, kept: Sequence[ScreenedFix], rejected: Sequence[Quarantined], told: Sequence[ScreenedSign] = ()
    ) -> Sequence[ScreenedFix]:
        """The fixes that are stored now. One that the database refuses for its data is singled out by halving."""
        try:
            await self._store_together(kept, rejected, told)
        except asyncpg.CheckViolationError:
            # Only a missing partition says so: retention dropped the day. Make it again, or see that it is too old.
            self._days_made.clear()
            raise
        except DATA_ERRORS as error:
            return await self._store_apart(kept, rejected, told, error)
        return kept

    async def _store_apart(
        self,
        kept: Sequence[ScreenedFix],
        rejected: Sequence[Quarantined],
        told: Sequence[ScreenedSign],
        error: Exception,
    ) -> Sequence[ScreenedFix]:
        if not kept:
            log.error("what came could not be kept", extra={"error": repr(error), "lost": len(rejected) + len(told)})
            return ()
        if len(kept) == 1:
            log.error("fix could not be stored", extra={"error": repr(error), "device_id": kept[0].fix.device_id})
            return await self._store((), [*rejected, _unstorable(kept[0])], told)
        half = len(kept) // 2
        return [*await self._store(kept[:half], rejected, told), *await self._store(kept[half:], ())]

    async def _store_together(
        self, kept: Sequence[ScreenedFix], rejected: Sequence[Quarantined], told: Sequence[ScreenedSign]
    ) -> None:
        shed = self.shed
        totals = Counter(each.reason for each in rejected)
        totals["shed"] = shed
        async with self._pool.acquire() as conn, conn.transaction():
            if kept:
                new = await store.insert_fixes(conn, kept)
                totals.update({"stored": new, "duplicate": len(kept) - new})
                await store.move_markers(conn)
            if rejected:
                await quarantine.keep_rejected(conn, rejected)
            if told:
                await signs.record_signs(conn, told)
                totals["sign"] += len(told)
            await store.add_counts(conn, self._worker, +totals)
        self.shed -= shed
        if any(each.sign.kind not in QUIET for each in told):
            await self._ring_for_signs()

    async def _ring_for_signs(self) -> None:
        """After the commit: a lost ring costs a second, not the sign."""
        with suppress(*DATABASE_ERRORS):
            async with self._pool.acquire() as conn:
                await ring(conn, [signs.DOORBELL])


def _unstorable(each: ScreenedFix) -> Quarantined:
    payload = repr(each.fix).encode(errors="backslashreplace")
    return Quarantined(each.fix.device_id, RejectReason.UNSTORABLE, payload, each.received_at)

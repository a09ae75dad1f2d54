"""Stores the screened batch in one transaction; one fix that the database refuses does not stop the others."""

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
        self.shed = 0  # fixes given up but not counted yet

    async def store(self, screened: Screened) -> Sequence[ScreenedFix]:
        """Store; return the fixes stored. Raises DATABASE_ERRORS: nothing is stored, try again."""
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
        self, kept: Sequence[ScreenedFix], rejected: Sequence[Quarantined], screened_signs: Sequence[ScreenedSign] = ()
    ) -> Sequence[ScreenedFix]:
        """Store; return the fixes stored. One that the database refuses for its data is singled out by halving."""
        try:
            await self._store_together(kept, rejected, screened_signs)
        except asyncpg.CheckViolationError:
            # Only a missing partition raises this: retention dropped the day. Make it again, or see that it is too old.
            self._days_made.clear()
            raise
        except DATA_ERRORS as error:
            return await self._store_apart(kept, rejected, screened_signs, error)
        return kept

    async def _store_apart(
        self,
        kept: Sequence[ScreenedFix],
        rejected: Sequence[Quarantined],
        screened_signs: Sequence[ScreenedSign],
        error: Exception,
    ) -> Sequence[ScreenedFix]:
        if not kept:
            log.error(
                "what came could not be kept", extra={"error": repr(error), "lost": len(rejected) + len(screened_signs)}
            )
            return ()
        if len(kept) == 1:
            log.error("fix could not be stored", extra={"error": repr(error), "device_id": kept[0].fix.device_id})
            return await self._store((), [*rejected, _unstorable(kept[0])], screened_signs)
        half = len(kept) // 2
        return [*await self._store(kept[:half], rejected, screened_signs), *await self._store(kept[half:], ())]

    async def _store_together(
        self, kept: Sequence[ScreenedFix], rejected: Sequence[Quarantined], screened_signs: Sequence[ScreenedSign]
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
            if screened_signs:
                await signs.record_signs(conn, screened_signs)
                totals["sign"] += len(screened_signs)
            await store.add_counts(conn, self._worker, +totals)
        self.shed -= shed
        if any(each.sign.kind not in QUIET for each in screened_signs):
            await self._ring_for_signs()

    async def _ring_for_signs(self) -> None:
        """Ring after the commit: a lost ring costs a second, not the sign."""
        with suppress(*DATABASE_ERRORS):
            async with self._pool.acquire() as conn:
                await ring(conn, [signs.DOORBELL])


def _unstorable(each: ScreenedFix) -> Quarantined:
    payload = repr(each.fix).encode(errors="backslashreplace")
    return Quarantined(each.fix.device_id, RejectReason.UNSTORABLE, payload, each.received_at)

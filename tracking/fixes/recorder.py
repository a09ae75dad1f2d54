"""Stores fixes in batches; a message is acknowledged only when all it brought is safe on disk."""

import asyncio
import logging
import random
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from itertools import batched

import asyncpg

from base.database import Pool
from base.doorbell import ring
from base.parts import busy
from base.steady_clock import STEADY_CLOCK
from geo.geometry.service_area import service_area
from tracking.device import Device
from tracking.devices import signs
from tracking.devices.heard import HeardNotes
from tracking.devices.registry import DeviceRegistry
from tracking.dialects.help_words import outcomes_of
from tracking.fixes import quarantine, store
from tracking.fixes.decided import Refused
from tracking.fixes.fair_queue import FairQueue
from tracking.fixes.overload import thin_out
from tracking.fixes.screening import Parsed, Received, Screened, Screening, nothing_screened
from tracking.history import partitions
from tracking.rejection import RejectReason
from tracking.screened import Quarantined, ScreenedFix, ScreenedSign
from tracking.settings import TrackingSettings
from tracking.sign import QUIET

log = logging.getLogger(__name__)

RETRY_FIRST_S, RETRY_MAX_S = 0.2, 5.0
CITY_RELOAD_EVERY_S = 10.0
STEP_HANGS_AFTER_S = 30.0  # of one batch, once: each statement in it has a time-out of its own
MESSAGES_A_TURN = 100  # are read and judged, then the batch before has its turn

# What one fix can be guilty of. Everything else is the database's own trouble: wait and try again.
DATA_ERRORS = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError, OverflowError, ValueError, TypeError)
DATABASE_ERRORS = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)

type Acknowledge = Callable[[Sequence[Received]], None]
type OnStored = Callable[[Sequence[ScreenedFix]], None]
type OnRefused = Callable[[Sequence[Refused]], None]


class Recorder:
    """One per process. While the database is down it holds its batches and acknowledges nothing.

    While one batch is being stored the next is read and judged: the two take turns on no processor.
    """

    def __init__(
        self,
        pool: Pool,
        devices: DeviceRegistry,
        settings: TrackingSettings,
        *,
        worker: str,
        acknowledge: Acknowledge,
        on_stored: OnStored,
        on_refused: OnRefused = lambda _: None,
        waiting_max: int | None = None,
    ) -> None:
        """Beyond `waiting_max` messages that wait it gives up, and counts, what is oldest; without, it never does."""
        self._pool = pool
        self._settings = settings
        self._worker = worker
        self._acknowledge = acknowledge
        self._on_stored = on_stored
        self._on_refused = on_refused
        self._heard = HeardNotes(pool)
        self._waiting_max = waiting_max
        self._shed = 0  # fixes given up and not counted yet
        self.keeps_fixes = True  # not while the disk has room for calls alone; signs, such as an SOS, are kept then too
        self._screening = Screening(settings)
        self._devices = devices
        self._days_made: set[date] = set()
        self._city_read_at = float("-inf")
        self._waiting = FairQueue(settings.fix_batch_size_max)
        self._in_hand_since: deque[datetime] = deque()  # of each batch that is taken and not stored yet
        self._arrived = asyncio.Event()
        self._full = asyncio.Event()
        self._stopping = False

    def receive(self, message: Received) -> None:
        """Never blocks: the broker hands out only so many unacknowledged messages."""
        self._waiting.put(message)
        self._arrived.set()
        if len(self._waiting) >= self._settings.fix_batch_size:
            self._full.set()
        if self._waiting_max is not None and len(self._waiting) > self._waiting_max:
            self._give_up_oldest(self._waiting_max // 2)

    def _give_up_oldest(self, keep: int) -> None:
        """To the broker they are done with, or it would soon drop the newest, and in silence."""
        thinned = thin_out(list(self._waiting.in_order()), keep=keep)
        log.warning("fixes come faster than they are stored", extra={"shed": thinned.fixes, "waiting": keep})
        self._waiting.replace(thinned.kept)
        self._shed += thinned.fixes
        self._acknowledge(thinned.given_up)

    def forget_waiting(self) -> None:
        """The broker will deliver again all that is unacknowledged."""
        self._waiting.replace([])

    @property
    def unstored_since(self) -> datetime | None:
        """When the oldest message came that is not stored yet."""
        if self._in_hand_since:
            return self._in_hand_since[0]
        return self._waiting.oldest_at

    def stop(self) -> None:
        """`run` returns once all that waits is stored."""
        self._stopping = True
        self._arrived.set()
        self._full.set()

    async def run(self) -> None:
        storing: asyncio.Task[None] | None = None
        noting = asyncio.create_task(self._heard.run(), name="note who was heard")
        try:
            while not self._stopping or self._waiting:
                await self._wait_for_batch()
                batch = await self._take_batch()
                if not batch:
                    continue
                screened = await self._until_done(partial(self._screen, batch), len(batch))
                if storing is not None:
                    await storing
                storing = asyncio.create_task(self._record(batch, screened), name="store fixes")
            if storing is not None:
                await storing
            await self._heard.write()
        finally:
            noting.cancel()
            if storing is not None:
                storing.cancel()

    async def _wait_for_batch(self) -> None:
        await self._arrived.wait()
        if not self._full.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._full.wait(), self._settings.fix_batch_max_age_s)

    async def _take_batch(self) -> list[Parsed]:
        """Whatever waits, up to the greatest size: the slower the database, the greater the batches."""
        batch: list[Parsed] = []
        room = self._settings.fix_batch_size_max
        if (oldest_at := self._waiting.oldest_at) is not None:
            self._in_hand_since.append(oldest_at)  # before anything is awaited: what is taken waits no more
        for message in self._waiting.batch():
            outcomes = outcomes_of(message.parse, message.payload, message.device_id)
            batch.append(Parsed(message, outcomes))
            room -= len(outcomes)
            if room <= 0:
                break
            if len(batch) % MESSAGES_A_TURN == 0:
                await asyncio.sleep(0)
        if not self._stopping:
            self._rearm()
        return batch

    def _rearm(self) -> None:
        if not self._waiting:
            self._arrived.clear()
        if len(self._waiting) < self._settings.fix_batch_size:
            self._full.clear()

    async def _record(self, batch: list[Parsed], screened: Screened) -> None:
        if not self.keeps_fixes:
            self._shed += len(screened.kept)
            screened = screened._replace(kept=[], refused=[])  # a word on these would drop those from their buffers
        stored = await self._until_done(partial(self._make_room_and_store, screened), len(batch))
        self._in_hand_since.popleft()
        self._acknowledge([each.received for each in batch])
        self._on_stored(stored)
        self._on_refused([*screened.refused, *_unstored(screened.kept, stored)])
        self._heard.note(screened.heard)

    async def _until_done[Done](self, step: Callable[[], Awaitable[Done]], messages: int) -> Done:
        """Tries until the database takes it."""
        delay_s = RETRY_FIRST_S
        while True:
            try:
                with busy(STEP_HANGS_AFTER_S):
                    return await step()
            except DATABASE_ERRORS as error:
                await self._wait_for_database(error, delay_s, messages)
                delay_s = min(delay_s * 2, RETRY_MAX_S)

    async def _screen(self, batch: list[Parsed]) -> Screened:
        await self._read_city()
        devices = await self._devices.look_up(self._pool, {each.received.device_id for each in batch})
        parts = []
        for some in batched(batch, MESSAGES_A_TURN):
            parts.append(self._judge(some, devices))
            await asyncio.sleep(0)
        return _together(parts)

    def _judge(self, some: Sequence[Parsed], devices: Mapping[str, Device]) -> Screened:
        """What cannot be judged, by a mistake of ours, is singled out: it would come again and end us each time."""
        try:
            return self._screening.screen(some, devices, now=STEADY_CLOCK.now())
        except Exception:
            if len(some) > 1:
                return _together([self._judge([each], devices) for each in some])
            log.exception("what came could not be judged", extra={"device_id": some[0].received.device_id})
            return nothing_screened()._replace(rejected=[_unjudged(some[0].received)])

    async def _read_city(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._city_read_at < CITY_RELOAD_EVERY_S:
            return
        async with self._pool.acquire() as conn:
            if self._city_read_at == float("-inf"):
                self._screening.remember(await store.newest_fix_of_each_device(conn))
            box = await store.service_area_box(conn)
        margin_m = self._settings.fix_service_area_margin_m
        self._screening.service_area = None if box is None else service_area(*box.values(), margin_m=margin_m)
        self._city_read_at = now

    async def _make_room_and_store(self, screened: Screened) -> Sequence[ScreenedFix]:
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
        shed = self._shed
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
        self._shed -= shed
        if any(each.sign.kind not in QUIET for each in told):
            await self._ring_for_signs()

    async def _ring_for_signs(self) -> None:
        """After the commit: a lost ring costs a second, not the sign."""
        with suppress(*DATABASE_ERRORS):
            async with self._pool.acquire() as conn:
                await ring(conn, [signs.DOORBELL])

    async def _wait_for_database(self, error: BaseException, delay_s: float, messages: int) -> None:
        log.warning(
            "fixes wait for the database",
            extra={"error": repr(error), "delay_s": delay_s, "messages": messages, "waiting": len(self._waiting)},
        )
        await self._pool.expire_connections()
        await asyncio.sleep(delay_s * random.uniform(0.5, 1.5))  # noqa: S311 - jitter


def _together(parts: Sequence[Screened]) -> Screened:
    whole = nothing_screened()
    for part in parts:
        whole.kept.extend(part.kept)
        whole.rejected.extend(part.rejected)
        whole.signs.extend(part.signs)
        whole.refused.extend(part.refused)
        whole.heard.update(part.heard)
    return whole


def _unstored(kept: Sequence[ScreenedFix], stored: Sequence[ScreenedFix]) -> list[Refused]:
    """Those that the database would not take: that is final too."""
    if len(stored) == len(kept):
        return []
    taken = {id(each) for each in stored}
    return [Refused(each.fix, each.received_at) for each in kept if id(each) not in taken]


def _unjudged(received: Received) -> Quarantined:
    return Quarantined(received.device_id, RejectReason.UNSTORABLE, received.payload, received.received_at)


def _unstorable(each: ScreenedFix) -> Quarantined:
    payload = repr(each.fix).encode(errors="backslashreplace")
    return Quarantined(each.fix.device_id, RejectReason.UNSTORABLE, payload, each.received_at)

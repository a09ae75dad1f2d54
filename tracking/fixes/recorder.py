"""The fix pipeline, in order; a message is acknowledged only when everything in it is safe on disk.

1. take         waiting messages, fair by device; an excess is given up `fair_queue`, `overload`
2. decode       each message by its dialect                             `dialects`
3. screen       impossible fixes are rejected, with the reason          `screener`, `screening`, `filters`
4. store        fixes, markers, signs, rejections, counts               `storing`, `store`
5. acknowledge  to the broker, or to the waiting request                the recorder's owner
6. tell         the device what it may drop; the desk, by its doorbell  `stored`, `fix_bell`

Messages come from `mqtt_bridge/inbound.py` and from `dispatch/api/ingest.py`, which choose the dialect.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial

from base.backoff import Backoff
from base.database import DATABASE_ERRORS, Pool
from base.parts import busy
from tracking.devices.heard import HeardNotes
from tracking.devices.registry import DeviceRegistry
from tracking.dialects.help_words import outcomes_of
from tracking.fixes.decided import Refused
from tracking.fixes.fair_queue import FairQueue
from tracking.fixes.fix_bell import FixBell
from tracking.fixes.housekeeping import make_partitions_ahead
from tracking.fixes.overload import thin_out
from tracking.fixes.screener import Screener
from tracking.fixes.screening import MESSAGES_A_TURN, Parsed, Received, Screened
from tracking.fixes.stored import Decided
from tracking.fixes.storing import Storing
from tracking.screened import ScreenedFix
from tracking.settings import TrackingSettings

log = logging.getLogger(__name__)

RETRY_FIRST_S, RETRY_MAX_S = 0.2, 5.0
STEP_HANGS_AFTER_S = 30.0  # for one try of one batch: each statement in it has its own time-out

type Acknowledge = Callable[[Sequence[Received]], None]
type TellDevices = Callable[[Sequence[Decided]], None]


class Recorder:
    """One per process. While the database is down it holds its batches and acknowledges nothing."""

    def __init__(
        self,
        pool: Pool,
        devices: DeviceRegistry,
        settings: TrackingSettings,
        *,
        worker: str,
        acknowledge: Acknowledge,
        tell_devices: TellDevices = lambda _: None,
        waiting_max: int | None = None,
    ) -> None:
        """Beyond `waiting_max` waiting messages it gives up the oldest, and counts them; with None it never does."""
        self._pool = pool
        self._settings = settings
        self._acknowledge = acknowledge
        self._tell_devices = tell_devices
        self._waiting_max = waiting_max
        self.keeps_fixes = True  # False while the disk has room for calls alone; signs, such as an SOS, are kept anyway
        self._screener = Screener(pool, devices, settings)
        self._storing = Storing(pool, worker=worker)
        self._heard = HeardNotes(pool)
        self._bell = FixBell(pool)
        self._waiting = FairQueue(settings.fix_batch_size_max)
        self._in_hand_since: deque[datetime] = deque()  # one per batch taken and not stored yet
        self._arrived = asyncio.Event()
        self._full = asyncio.Event()
        self._stopping = False

    def receive(self, message: Received) -> None:
        """Queue a message. Never blocks: the broker limits the number of unacknowledged messages."""
        self._waiting.put(message)
        self._arrived.set()
        if len(self._waiting) >= self._settings.fix_batch_size:
            self._full.set()
        if self._waiting_max is not None and len(self._waiting) > self._waiting_max:
            self._give_up_oldest(self._waiting_max // 2)

    def forget_waiting(self) -> None:
        """Drop waiting messages: the broker will redeliver every unacknowledged one."""
        self._waiting.replace([])

    @property
    def unstored_since(self) -> datetime | None:
        """Return when the oldest message not stored yet came."""
        if self._in_hand_since:
            return self._in_hand_since[0]
        return self._waiting.oldest_at

    def stop(self) -> None:
        """Make `run` return once every waiting message is stored."""
        self._stopping = True
        self._arrived.set()
        self._full.set()

    async def run(self) -> None:
        """Decode and screen the next batch while the database stores the one before."""
        await self._until_done(partial(make_partitions_ahead, self._pool), messages=0)
        with _beside({"note who was heard": self._heard.run(), "ring for fixes": self._bell.run()}):
            await self._record_batches()
            await self._heard.write()

    async def _record_batches(self) -> None:
        storing: asyncio.Task[None] | None = None
        try:
            while not self._stopping or self._waiting:
                batch = await self._take_and_decode()
                if not batch:
                    continue
                screened = await self._until_done(partial(self._screener.screen, batch), messages=len(batch))
                if storing is not None:
                    await storing
                storing = asyncio.create_task(self._store_and_tell(batch, screened), name="store fixes")
            if storing is not None:
                await storing
        finally:
            if storing is not None:
                storing.cancel()

    async def _take_and_decode(self) -> list[Parsed]:
        """Take all that waits, up to the greatest size: the slower the database, the larger the batches."""
        await self._wait_for_batch()
        batch: list[Parsed] = []
        room = self._settings.fix_batch_size_max
        if (oldest_at := self._waiting.oldest_at) is not None:
            self._in_hand_since.append(oldest_at)  # before any await: a message taken no longer counts as waiting
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

    async def _store_and_tell(self, batch: list[Parsed], screened: Screened) -> None:
        if not self.keeps_fixes:
            self._storing.shed += len(screened.kept)
            screened = screened._replace(kept=[], refused=[])  # a notice would make devices drop the unsaved ones
        stored = await self._until_done(partial(self._storing.store, screened), messages=len(batch))
        self._in_hand_since.popleft()
        self._acknowledge([each.received for each in batch])
        decided: list[Decided] = [*stored, *screened.refused, *_unstored(screened.kept, stored)]
        if decided:
            self._tell_devices(decided)
        if stored:
            self._bell.ring_soon()
        self._heard.note(screened.heard)

    def _give_up_oldest(self, keep: int) -> None:
        """Give up the oldest, and acknowledge them: otherwise the broker would soon silently drop the newest."""
        thinned = thin_out(list(self._waiting.in_order()), keep=keep)
        log.warning("fixes come faster than they are stored", extra={"shed": thinned.fixes, "waiting": keep})
        self._waiting.replace(thinned.kept)
        self._storing.shed += thinned.fixes
        self._acknowledge(thinned.given_up)

    async def _wait_for_batch(self) -> None:
        await self._arrived.wait()
        if not self._full.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._full.wait(), self._settings.fix_batch_max_age_s)

    def _rearm(self) -> None:
        if not self._waiting:
            self._arrived.clear()
        if len(self._waiting) < self._settings.fix_batch_size:
            self._full.clear()

    async def _until_done[Done](self, step: Callable[[], Awaitable[Done]], *, messages: int) -> Done:
        """Retry until the database accepts it."""
        backoff = Backoff(RETRY_FIRST_S, RETRY_MAX_S)
        while True:
            try:
                with busy(STEP_HANGS_AFTER_S):
                    return await step()
            except DATABASE_ERRORS as error:
                await self._wait_for_database(error, backoff.next_s(), messages)

    async def _wait_for_database(self, error: BaseException, delay_s: float, messages: int) -> None:
        log.warning(
            "fixes wait for the database",
            extra={"error": repr(error), "delay_s": delay_s, "messages": messages, "waiting": len(self._waiting)},
        )
        await self._pool.expire_connections()
        await asyncio.sleep(delay_s)


@contextmanager
def _beside(loops: Mapping[str, Coroutine[None, None, None]]) -> Iterator[None]:
    """Run these loops during the block."""
    tasks = [asyncio.create_task(loop, name=name) for name, loop in loops.items()]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


def _unstored(kept: Sequence[ScreenedFix], stored: Sequence[ScreenedFix]) -> list[Refused]:
    """Return the fixes that the database would not take: that is final too."""
    if len(stored) == len(kept):
        return []
    taken = {id(each) for each in stored}
    return [Refused(each.fix, each.received_at) for each in kept if id(each) not in taken]

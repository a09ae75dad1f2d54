"""Reads new events and fixes once for all consoles of this process, and puts them into their mailboxes."""

import asyncio
import logging
import time
from collections.abc import Callable

from base.database import ACQUIRE_TIMEOUT_S, DATABASE_ERRORS, Connection, Pool
from base.doorbell import Doorbell
from base.parts import busy
from base.steady_clock import STEADY_CLOCK
from core.store import event_chain, log_cursor
from core.store.log_cursor import Cursor
from dispatch.live.frames import EventFrame, FixesFrame, MovementsFrame, fix_row, tick
from dispatch.live.mailbox import Mailbox
from dispatch.live.measures import EVENTS, FIXES, OVERFLOWS
from dispatch.views.live import FixRowOut
from tracking.movement.positions import positions_changed_since
from tracking.movement.unit_movement import UnitMovement, movements_changed_since

log = logging.getLogger(__name__)

FIX_DOORBELL = "sigap_fix"
DOORBELLS = (event_chain.DOORBELL, FIX_DOORBELL)

POLL_S = 1.0  # the delay of a lost ring
TICK_EVERY_S = 5.0
MOVEMENTS_EVERY_S = 1.0  # sessions are checked every five seconds
FIXES_EVERY_S = 0.1
FIXES_EVERY_S_PER_CONSOLE = 0.00012  # sending takes time: a thousand consoles get eight frames a second
READING_SHARE_MAX = 0.25  # share of the time, however large the fleet
UNWATCHED_EVERY_S = 10.0  # while no console is connected
READING_HANGS_AFTER_S = 20.0
RETRY_S = 0.5
EVENTS_AT_ONCE = 500


class Subscriber:
    """A console's mailbox and its bell."""

    def __init__(self, on_overflow: Callable[[], None]) -> None:
        self.mailbox = Mailbox()
        self.filled = asyncio.Event()
        self.must_resync = False
        self._on_overflow = on_overflow
        self._given_up = False

    def resync(self) -> None:
        self.must_resync = True
        self.filled.set()

    def put_event(self, frame: EventFrame) -> None:
        if self.mailbox.put_event(frame):
            self.filled.set()
        elif not self._given_up:
            self._given_up = True
            OVERFLOWS.inc()
            self._on_overflow()

    def put_fixes(self, frame: FixesFrame) -> None:
        self.mailbox.put_fixes(frame)
        self.filled.set()

    def put_movements(self, frame: MovementsFrame) -> None:
        self.mailbox.put_movements(frame)
        self.filled.set()

    def put_tick(self, text: str) -> None:
        self.mailbox.put_tick(text)
        self.filled.set()


class Feed:
    def __init__(self, pool: Pool, doorbell: Doorbell) -> None:
        self._pool = pool
        self._doorbell = doorbell
        self._subscribers: set[Subscriber] = set()
        self._cursor: Cursor | None = None  # the newest event that was passed on
        self._xmin = 0
        self._movements_xmin = 0
        self._positions: dict[str, FixRowOut] = {}
        self._newest: FixesFrame | None = None
        self._movements: dict[str, UnitMovement] = {}
        self._fixes_due_s = 0.0
        self._movements_due_s = 0.0
        self._tick_due_s = 0.0

    def join(self, subscriber: Subscriber) -> None:
        if not self._subscribers:
            self._fixes_due_s = 0.0  # without consoles they were read less often
        self._subscribers.add(subscriber)

    def leave(self, subscriber: Subscriber) -> None:
        self._subscribers.discard(subscriber)

    def newest_fixes(self) -> FixesFrame:
        """The newest fix of every unit, as far as passed on."""
        if self._newest is None:
            self._newest = FixesFrame(dict(self._positions))
        return self._newest

    def newest_movements(self) -> MovementsFrame:
        return MovementsFrame(dict(self._movements))

    async def run(self) -> None:
        """Run until canceled. There are no ticks while the database cannot be read: a console must see the outage."""
        while True:
            try:
                await self._read_for_ever()
            except DATABASE_ERRORS as error:
                log.warning("live feed lost the database, will try again", extra={"error": type(error).__name__})
                await self._pool.expire_connections()
            except Exception:
                log.exception("live feed failed, will try again")
            await asyncio.sleep(RETRY_S)

    async def _read_for_ever(self) -> None:
        rung = True
        while True:
            with busy(READING_HANGS_AFTER_S):
                async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
                    await self._read(conn)
            rung = await self._doorbell.wait(self._wait_s(rung=rung))

    def _wait_s(self, *, rung: bool) -> float:
        """After a ring there may be fixes that were not yet due to be read."""
        return max(0.001, min(POLL_S, self._fixes_due_s - time.monotonic())) if rung else POLL_S

    async def _read(self, conn: Connection) -> None:
        await self._read_events(conn)
        now_s = time.monotonic()
        if now_s >= self._fixes_due_s:
            await self._read_fixes(conn)
            spent_s = time.monotonic() - now_s
            self._fixes_due_s = now_s + max(self._fixes_every_s(), spent_s / READING_SHARE_MAX)
        if now_s >= self._movements_due_s:
            await self._read_movements(conn)
            self._movements_due_s = now_s + MOVEMENTS_EVERY_S
        if now_s >= self._tick_due_s:
            await self._tick(conn)
            self._tick_due_s = now_s + TICK_EVERY_S

    def _fixes_every_s(self) -> float:
        if not self._subscribers:
            return UNWATCHED_EVERY_S
        return max(FIXES_EVERY_S, FIXES_EVERY_S_PER_CONSOLE * len(self._subscribers))

    async def _read_events(self, conn: Connection) -> None:
        if self._cursor is None:
            self._cursor = await log_cursor.newest(conn)
        while entries := await log_cursor.entries_after(conn, self._cursor.seq, limit=EVENTS_AT_ONCE):
            if await log_cursor.missed_since(conn, self._cursor) is None:
                await self._start_over(conn, self._cursor)
                return
            for entry in entries:
                self._publish_event(EventFrame(entry))
            self._cursor = entries[-1].cursor
            EVENTS.inc(len(entries))

    def _publish_event(self, frame: EventFrame) -> None:
        for subscriber in tuple(self._subscribers):  # a console whose mailbox overflows leaves
            subscriber.put_event(frame)

    async def _read_fixes(self, conn: Connection) -> None:
        moved, self._xmin = await positions_changed_since(conn, self._xmin)
        rows = [fix_row(each) for each in moved]
        new = {row[0]: row for row in rows if self._positions.get(row[0]) != row}
        if not new:
            return
        self._positions.update(new)
        self._newest = None
        frame = FixesFrame(new)
        for subscriber in self._subscribers:
            subscriber.put_fixes(frame)
        FIXES.inc(len(new))

    async def _read_movements(self, conn: Connection) -> None:
        changed, self._movements_xmin = await movements_changed_since(conn, self._movements_xmin)
        new = {row.unit_id: row for row in changed if self._movements.get(row.unit_id) != row}
        if not new:
            return
        self._movements.update(new)
        frame = MovementsFrame(new)
        for subscriber in self._subscribers:
            subscriber.put_movements(frame)

    async def _tick(self, conn: Connection) -> None:
        assert self._cursor is not None
        if await log_cursor.missed_since(conn, self._cursor) is None:
            await self._start_over(conn, self._cursor)
        text = tick(self._cursor.seq, STEADY_CLOCK.now())
        for subscriber in self._subscribers:
            subscriber.put_tick(text)

    async def _start_over(self, conn: Connection, passed_on: Cursor) -> None:
        """The log does not have what we passed on: the database was restored from a backup."""
        self._cursor = await log_cursor.newest(conn)
        log.error("another event log, consoles start over", extra={"seq": passed_on.seq, "newest": self._cursor.seq})
        self._xmin, self._movements_xmin = 0, 0
        self._positions.clear()
        self._movements.clear()
        self._newest = None
        for subscriber in self._subscribers:
            subscriber.resync()

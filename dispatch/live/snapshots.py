"""The state of the whole city at one `seq`, read in one transaction and shared by consoles that come at once."""

import asyncio
import time

from base.database import ACQUIRE_TIMEOUT_S, Connection, Pool
from core.store import log_cursor
from dispatch.live.frames import SnapshotFrame
from dispatch.store import views
from dispatch.views.live import SnapshotOut

GOOD_FOR_S = 1.0  # newer events are sent after it


class Snapshots:
    """After a restart every console comes back in the same second: they must not query the database one by one."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._reading = asyncio.Lock()
        self._newest: SnapshotFrame | None = None
        self._read_at_s = 0.0

    async def newest(self) -> SnapshotFrame:
        async with self._reading:
            if self._newest is None or time.monotonic() - self._read_at_s > GOOD_FOR_S:
                begun_s = time.monotonic()
                async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
                    self._newest = await read_snapshot(conn)
                self._read_at_s = begun_s
            return self._newest

    def forget(self) -> None:
        self._newest = None


async def read_snapshot(conn: Connection) -> SnapshotFrame:
    async with conn.transaction(isolation="repeatable_read", readonly=True):
        as_of = await log_cursor.newest(conn)
        assert as_of.mark is not None  # of an empty log too
        whole = SnapshotOut(
            type="snapshot",
            as_of=as_of.seq,
            mark=as_of.mark,
            incidents=await views.open_incidents(conn),
            units=await views.all_units(conn),
            assignments=await views.open_assignments(conn),
            alarms=await views.open_alerts(conn),
            calls=await views.open_calls(conn),
            suggestions=await views.standing_suggestions(conn),
        )
    return SnapshotFrame(whole)

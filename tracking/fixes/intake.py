"""What devices send over HTTP, stored by the recorder's own path: an answer means stored."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from base.database import Pool
from base.doorbell import ring
from base.steady_clock import STEADY_CLOCK
from tracking.devices.registry import DeviceRegistry
from tracking.fixes import store
from tracking.fixes.housekeeping import make_partitions_ahead
from tracking.fixes.recorder import DATABASE_ERRORS, Recorder
from tracking.fixes.screening import Dialect, Received
from tracking.screened import ScreenedFix
from tracking.settings import TrackingSettings

WAITING_MAX = 5_000  # while the database is away; who comes then is told to come again
STORE_TIMEOUT_S = 15.0
RING_EVERY_S = 0.05
RETRY_S = 1.0


class IntakeFull(Exception):
    """Too many wait for the database already."""


class Intake:
    def __init__(self, pool: Pool, settings: TrackingSettings, *, worker: str) -> None:
        self._pool = pool
        self._waiting = 0
        self._something_stored = asyncio.Event()
        self._recorder = Recorder(
            pool, DeviceRegistry(), settings, worker=worker, acknowledge=self._acknowledge, on_stored=self._stored
        )

    def keep_fixes(self, keep: bool) -> None:
        self._recorder.keeps_fixes = keep

    async def run(self) -> None:
        await self._prepare_database()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._recorder.run(), name="record fixes from http")
            group.create_task(self._ring(), name="ring for fixes from http")

    async def store(self, device_id: str, payload: bytes, parse: Dialect) -> None:
        """Until it is safe on disk, or in quarantine with its reason.

        Raises:
            IntakeFull, TimeoutError: it may be stored later; the same again is stored once.
        """
        if self._waiting >= WAITING_MAX or not self._recorder.keeps_fixes:
            raise IntakeFull
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting += 1
        self._recorder.receive(Received(device_id, payload, STEADY_CLOCK.lately(), stored, parse))
        async with asyncio.timeout(STORE_TIMEOUT_S):
            await stored

    async def _prepare_database(self) -> None:
        while True:
            try:
                return await make_partitions_ahead(self._pool)
            except DATABASE_ERRORS:
                await asyncio.sleep(RETRY_S)

    def _acknowledge(self, messages: Sequence[Received]) -> None:
        self._waiting -= len(messages)
        for message in messages:
            assert isinstance(message.receipt, asyncio.Future)
            if not message.receipt.done():  # nobody waits any more
                message.receipt.set_result(None)

    def _stored(self, stored: Sequence[ScreenedFix]) -> None:
        if stored:
            self._something_stored.set()

    async def _ring(self) -> None:
        """As a bridge does: in a transaction of its own, and not at every batch."""
        while True:
            await self._something_stored.wait()
            self._something_stored.clear()
            with suppress(*DATABASE_ERRORS):
                async with self._pool.acquire() as conn:
                    await ring(conn, [store.DOORBELL])
            await asyncio.sleep(RING_EVERY_S)

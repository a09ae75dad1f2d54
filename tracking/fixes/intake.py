"""Fixes sent over HTTP, stored through the recorder: an answer means stored."""

import asyncio
from collections.abc import Sequence

from base.database import Pool
from base.steady_clock import STEADY_CLOCK
from tracking.devices.registry import DeviceRegistry
from tracking.fixes.recorder import Recorder
from tracking.fixes.screening import Dialect, Received
from tracking.settings import TrackingSettings

WAITING_MAX = 5_000  # while the database is down; further requests are asked to retry
STORE_TIMEOUT_S = 15.0


class IntakeFull(Exception):
    """Too many messages wait for the database already."""


class Intake:
    def __init__(self, pool: Pool, settings: TrackingSettings, *, worker: str) -> None:
        self._waiting = 0
        self._recorder = Recorder(pool, DeviceRegistry(), settings, worker=worker, acknowledge=self._acknowledge)

    def keep_fixes(self, keep: bool) -> None:
        self._recorder.keeps_fixes = keep

    async def run(self) -> None:
        await self._recorder.run()

    async def store(self, device_id: str, payload: bytes, parse: Dialect) -> None:
        """Store, and wait until the message is safe on disk, or in quarantine with its reason.

        Raises:
            IntakeFull, TimeoutError: it may be stored later; sent again it is stored only once.
        """
        if self._waiting >= WAITING_MAX or not self._recorder.keeps_fixes:
            raise IntakeFull
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting += 1
        self._recorder.receive(Received(device_id, payload, STEADY_CLOCK.lately(), stored, parse))
        async with asyncio.timeout(STORE_TIMEOUT_S):
            await stored

    def _acknowledge(self, messages: Sequence[Received]) -> None:
        self._waiting -= len(messages)
        for message in messages:
            assert isinstance(message.receipt, asyncio.Future)
            if not message.receipt.done():  # done if the request has given up
                message.receipt.set_result(None)

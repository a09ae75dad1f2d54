"""Screens batches against the database: the devices, the city's bounding box, the fixes stored before."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from itertools import batched

from base.database import Pool
from base.steady_clock import STEADY_CLOCK
from geo.geometry.service_area import service_area
from tracking.device import Device
from tracking.devices.registry import DeviceRegistry
from tracking.fixes import store
from tracking.fixes.screening import MESSAGES_A_TURN, Parsed, Received, Screened, Screening, nothing_screened
from tracking.rejection import RejectReason
from tracking.screened import Quarantined
from tracking.settings import TrackingSettings

log = logging.getLogger(__name__)

CITY_RELOAD_EVERY_S = 10.0


class Screener:
    def __init__(self, pool: Pool, devices: DeviceRegistry, settings: TrackingSettings) -> None:
        self._pool = pool
        self._devices = devices
        self._settings = settings
        self._screening = Screening(settings)
        self._city_read_at = float("-inf")

    async def screen(self, batch: Sequence[Parsed]) -> Screened:
        await self._read_city()
        devices = await self._devices.look_up(self._pool, {each.received.device_id for each in batch})
        parts = []
        for some in batched(batch, MESSAGES_A_TURN):
            parts.append(self._judge(some, devices))
            await asyncio.sleep(0)
        return _together(parts)

    def _judge(self, some: Sequence[Parsed], devices: Mapping[str, Device]) -> Screened:
        """Screen, and single out a message that fails by a bug of ours: redelivered, it would stop us each time."""
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


def _together(parts: Sequence[Screened]) -> Screened:
    whole = nothing_screened()
    for part in parts:
        whole.kept.extend(part.kept)
        whole.rejected.extend(part.rejected)
        whole.signs.extend(part.signs)
        whole.refused.extend(part.refused)
        whole.heard.update(part.heard)
    return whole


def _unjudged(received: Received) -> Quarantined:
    return Quarantined(received.device_id, RejectReason.UNSTORABLE, received.payload, received.received_at)

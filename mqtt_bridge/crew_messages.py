"""Crews' words: a status pressed, a call for help. Each becomes one action of the desk, or is kept with its reason."""

import asyncio
import logging
import random
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from dispatch.actions.change_status import change_status_from_device
from dispatch.actions.record_sos import record_sos
from dispatch.domain.actor import DeviceActor
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.refusals import DispatchRefusal
from dispatch.settings import DispatchSettings
from dispatch.store import event_log, outbox_messages
from geo.database import Pool
from geo.doorbell import ring
from geo.position import Position
from mqtt_bridge import topics
from tracking import store
from tracking.devices import Device, DeviceRegistry
from tracking.payload import PAYLOAD_MAX_BYTES, utc_time
from tracking.recorder import DATA_ERRORS, DATABASE_ERRORS
from tracking.rejection import RejectReason
from tracking.sieve import Received
from tracking.store import Quarantined

log = logging.getLogger(__name__)

LANES = 4  # one slow transaction must not hold up every crew; what one device says stays in its order
RETRY_FIRST_S, RETRY_MAX_S = 0.2, 5.0
DOORBELLS = (event_log.DOORBELL, outbox_messages.DOORBELL)


class Unreadable(Exception):
    """The payload is not what the contract says."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class StatusPressed(msgspec.Struct, kw_only=True):
    assignment_id: UUID
    status: AssignmentStatus
    at: datetime | float | None = None
    seq: int | None = None
    hospital_id: str | None = None


class HelpCalled(msgspec.Struct, kw_only=True):
    at: datetime | float | None = None
    lat: float | None = None
    lon: float | None = None


class CrewMessages:
    def __init__(
        self,
        pool: Pool,
        devices: DeviceRegistry,
        settings: DispatchSettings,
        *,
        worker: str,
        acknowledge: Callable[[Received], None],
    ) -> None:
        self._pool = pool
        self._devices = devices
        self._settings = settings
        self._worker = worker
        self._acknowledge = acknowledge
        # The broker hands out only so many unacknowledged messages: that is their size.
        self._lanes: list[asyncio.Queue[tuple[str, Received]]] = [asyncio.Queue() for _ in range(LANES)]

    def receive(self, kind: str, message: Received) -> None:
        self._lanes[hash(message.device_id) % LANES].put_nowait((kind, message))

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for number, lane in enumerate(self._lanes):
                group.create_task(self._work(lane), name=f"crews {number}")

    async def _work(self, lane: asyncio.Queue[tuple[str, Received]]) -> None:
        while True:
            kind, message = await lane.get()
            await self._try_until_written(kind, message)
            self._acknowledge(message)

    async def _try_until_written(self, kind: str, message: Received) -> None:
        """A message unacknowledged comes again after a crash, and the same word twice changes nothing."""
        delay_s = RETRY_FIRST_S
        while True:
            try:
                return await self._write(kind, message)
            except DATABASE_ERRORS as error:
                log.warning("a crew's word waits for the database", extra={"error": repr(error), "delay_s": delay_s})
                await asyncio.sleep(delay_s * random.uniform(0.5, 1.5))  # noqa: S311 - jitter
                delay_s = min(delay_s * 2, RETRY_MAX_S)

    async def _write(self, kind: str, message: Received) -> None:
        try:
            await self._act(kind, message, await self._device(message.device_id))
        except (DispatchRefusal, Unreadable) as refusal:
            await self._keep(message, refusal.code)
        except DATA_ERRORS:
            log.exception("a crew's word could not be written", extra={"kind": kind, "device_id": message.device_id})
            await self._keep(message, RejectReason.UNSTORABLE)
        else:
            await self._ring()

    async def _device(self, device_id: str) -> DeviceActor:
        device: Device | None = (await self._devices.look_up(self._pool, [device_id])).get(device_id)
        if device is None:
            raise Unreadable(RejectReason.UNKNOWN_DEVICE)
        if device.revoked:
            raise Unreadable(RejectReason.REVOKED_DEVICE)
        return DeviceActor(device.device_id, device.unit_key, device.unit_id)

    async def _act(self, kind: str, message: Received, device: DeviceActor) -> None:
        if kind == topics.SOS:
            await self._call_for_help(message, device)
        else:
            await self._change_status(message, device)

    async def _change_status(self, message: Received, device: DeviceActor) -> None:
        pressed = read(message.payload, StatusPressed)
        at = None if pressed.at is None else utc_time(pressed.at)
        if pressed.at is not None and at is None:
            raise Unreadable(RejectReason.INVALID_TIME)
        async with self._pool.acquire() as conn, conn.transaction():
            await change_status_from_device(
                conn,
                device=device,
                assignment_id=pressed.assignment_id,
                status=pressed.status,
                at=at,
                now=datetime.now(UTC),
                settings=self._settings,
                hospital_id=pressed.hospital_id,
            )

    async def _call_for_help(self, message: Received, device: DeviceActor) -> None:
        """Whatever the payload says: a cry for help that cannot be read is still a cry for help."""
        try:
            called = read(message.payload, HelpCalled)
        except Unreadable as error:
            await self._keep(message, error.code)
            called = HelpCalled()
        at = None if called.at is None else utc_time(called.at)
        async with self._pool.acquire() as conn, conn.transaction():
            await record_sos(
                conn, by=device, at=at or message.received_at, position=_position(called), now=datetime.now(UTC)
            )

    async def _keep(self, message: Received, reason: str) -> None:
        log.warning("a crew's word was rejected", extra={"reason": reason, "device_id": message.device_id})
        kept = Quarantined(message.device_id, reason, message.payload, message.received_at)
        async with self._pool.acquire() as conn, conn.transaction():
            await store.quarantine(conn, [kept])
            await store.add_counts(conn, self._worker, {reason: 1})

    async def _ring(self) -> None:
        try:
            async with self._pool.acquire() as conn:
                await ring(conn, DOORBELLS)
        except DATABASE_ERRORS as error:
            log.warning("the doorbell could not be rung", extra={"error": repr(error)})  # it costs a second, not data


def read[Word: (StatusPressed, HelpCalled)](payload: bytes, kind: type[Word]) -> Word:
    """Raises Unreadable."""
    if len(payload) > PAYLOAD_MAX_BYTES:
        raise Unreadable(RejectReason.PAYLOAD_TOO_LARGE)
    try:
        return msgspec.json.decode(payload, type=kind)
    except msgspec.ValidationError:
        raise Unreadable(RejectReason.WRONG_TYPE) from None
    except (ValueError, RecursionError):
        raise Unreadable(RejectReason.BROKEN_JSON) from None


def _position(called: HelpCalled) -> Position | None:
    if called.lat is None or called.lon is None:
        return None
    try:
        return Position(called.lat, called.lon)
    except ValueError:
        return None

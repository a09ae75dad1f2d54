"""Crews' words: a status pressed, a call for help. Each becomes one action of the desk, or is kept with its reason.

What is finally decided is told to the device (`down/heard`), which repeats its word until then.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from dispatch.actions.change_status import change_status_from_device
from dispatch.actions.record_sos import record_sos
from dispatch.domain.actor import DeviceActor
from dispatch.domain.refusals import DispatchRefusal
from dispatch.settings import DispatchSettings
from dispatch.store import event_log, heard_words, outbox_messages
from geo.database import Connection, Pool
from geo.doorbell import ring
from mqtt_bridge import topics
from mqtt_bridge.crew_words import StatusPressed, Unreadable, heard, help_of, key_of, read_fields, status_of
from mqtt_bridge.rejected_words import RejectedWords
from mqtt_bridge.turns import Turns
from tracking.devices import Device, DeviceRegistry
from tracking.recorder import DATA_ERRORS, DATABASE_ERRORS
from tracking.rejection import RejectReason
from tracking.sieve import Received
from tracking.store import Quarantined

log = logging.getLogger(__name__)

# Calls for help have lanes of their own; one slow transaction must not hold up every crew.
LANES = {topics.SOS: 2, topics.STATUS: 4}
RETRY_FIRST_S, RETRY_MAX_S = 0.2, 5.0
DOORBELLS = (event_log.DOORBELL, outbox_messages.DOORBELL)


class Limits(NamedTuple):
    """Of one device: messages that wait, and rejected ones that are kept."""

    waiting_max: int = 200
    kept_per_hour: int = 600


LIMITS = Limits()


class CrewMessages:
    def __init__(
        self,
        pool: Pool,
        devices: DeviceRegistry,
        settings: DispatchSettings,
        *,
        worker: str,
        acknowledge: Callable[[Received], None],
        answer: Callable[[str, bytes], None],
        limits: Limits = LIMITS,
    ) -> None:
        """`answer` publishes on `down/heard` of a device."""
        self._pool = pool
        self._devices = devices
        self._settings = settings
        self._acknowledge = acknowledge
        self._answer = answer
        self._turns: Mapping[str, Turns[Received]] = {kind: Turns(limits.waiting_max) for kind in LANES}
        self._rejected = RejectedWords(pool, worker=worker, per_device_hour_max=limits.kept_per_hour)

    def receive(self, kind: str, message: Received) -> None:
        if kind not in LANES:
            log.error("a message of a kind nobody subscribed to", extra={"device_id": message.device_id})
            self._acknowledge(message)
        elif not self._turns[kind].put(message.device_id, message):
            # Not heard, so an honest device says it again; of a flood nothing is owed.
            self._rejected.count(RejectReason.TOO_MANY_WAITING)
            self._acknowledge(message)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._rejected.run(), name="rejected words")
            for kind, lanes in LANES.items():
                for number in range(lanes):
                    group.create_task(self._work(kind), name=f"{kind} {number}")

    async def _work(self, kind: str) -> None:
        turns = self._turns[kind]
        while True:
            device_id, message = await turns.take()
            await self._try_until_written(kind, message)
            turns.done(device_id)

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
        """Commits, then acknowledges to the broker, then answers the device."""
        key: str | int | None = None
        try:
            device = await self._device(message.device_id)
            fields = self._fields(kind, message)
            key = key_of(fields)
            await self._act(kind, message, device, fields)
        except (DispatchRefusal, Unreadable) as refusal:
            self._reject(kind, message, key, refusal.code)
        except DATA_ERRORS:
            log.exception("a crew's word could not be written", extra={"kind": kind, "device_id": message.device_id})
            self._reject(kind, message, key, RejectReason.UNSTORABLE)
        else:
            self._acknowledge(message)
            self._answer(message.device_id, heard(kind, key))
            await self._ring()

    async def _device(self, device_id: str) -> DeviceActor:
        device: Device | None = (await self._devices.look_up(self._pool, [device_id])).get(device_id)
        if device is None:
            raise Unreadable(RejectReason.UNKNOWN_DEVICE)
        if device.revoked:
            raise Unreadable(RejectReason.REVOKED_DEVICE)
        return DeviceActor(device.device_id, device.unit_key, device.unit_id)

    def _fields(self, kind: str, message: Received) -> Mapping[str, Any]:
        """A call for help that cannot be read is still a call for help."""
        try:
            return read_fields(message.payload)
        except Unreadable as error:
            if kind != topics.SOS:
                raise
            self._keep(message, error.code, lambda _: None)
            return {}

    async def _act(self, kind: str, message: Received, device: DeviceActor, fields: Mapping[str, Any]) -> None:
        pressed = None if kind == topics.SOS else status_of(fields)
        key, now = key_of(fields), datetime.now(UTC)
        async with self._pool.acquire() as conn, conn.transaction():
            if key is not None and not await heard_words.is_new(
                conn, device.device_id, kind, _word(key, pressed), now=now
            ):
                return
            if pressed is not None:
                await self._change_status(conn, pressed, device, now)
                return
            called = help_of(fields)
            at = None if called.claimed is None else called.claimed.at
            came_at = message.received_at
            await record_sos(conn, by=device, at=at, came_at=came_at, position=called.position, now=now)

    async def _change_status(
        self, conn: Connection, pressed: StatusPressed, device: DeviceActor, now: datetime
    ) -> None:
        await change_status_from_device(
            conn,
            device=device,
            assignment_id=pressed.assignment_id,
            status=pressed.status,
            at=pressed.claimed,
            now=now,
            settings=self._settings,
            hospital_id=pressed.hospital_id,
        )

    def _reject(self, kind: str, message: Received, key: str | int | None, reason: str) -> None:
        def done(was_kept: bool) -> None:
            self._acknowledge(message)
            if was_kept:  # a flood is owed no answers
                self._answer(message.device_id, heard(kind, key, refused=reason))

        self._keep(message, reason, done)

    def _keep(self, message: Received, reason: str, done: Callable[[bool], None]) -> None:
        log.debug("a crew's word was rejected", extra={"reason": reason, "device_id": message.device_id})
        kept = Quarantined(message.device_id, reason, message.payload, message.received_at)
        self._rejected.put(kept, done)

    async def _ring(self) -> None:
        try:
            async with self._pool.acquire() as conn:
                await ring(conn, DOORBELLS)
        except DATABASE_ERRORS as error:
            log.warning("the doorbell could not be rung", extra={"error": repr(error)})  # it costs a second, not data


def _word(key: str | int, pressed: StatusPressed | None) -> str:
    """A key that a device gives to two presses loses neither."""
    return f"{key}" if pressed is None else f"{pressed.assignment_id} {pressed.status} {key}"

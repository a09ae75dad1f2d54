"""A GPS unit in a vehicle: records fixes, sends them with the crew's statuses, keeps what is not stored yet."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import msgspec

from mqtt_bridge import topics
from simulators.clock import SimulatedClock
from simulators.day import DAY_S
from simulators.fix_buffer import FixBuffer
from simulators.gps_receiver import GpsReceiver
from simulators.orders import Order, OrderBroken, read_order
from simulators.outages import Outage, OutageKind
from simulators.unheard_words import UnheardWords
from simulators.vehicle import Vehicle

SEND_AGAIN_AFTER_S = 30.0  # without a `stored` for its fixes; doubles after each resend without effect
SEND_AGAIN_MAX_S = 600.0
LOOK_S = 0.25  # interval between checks for work

log = logging.getLogger(__name__)

type Receive = Callable[[str, bytes], None]


class Stored(msgspec.Struct):
    """The payload of `down/stored`; both are null for a device that sends neither."""

    boot_id: str | None = None
    seq: int | None = None


class Heard(msgspec.Struct):
    """The payload of `down/heard`; `refused` says why the desk did not accept it, and never will."""

    kind: str
    key: str | int | None = None
    refused: str | None = None


class Link(Protocol):
    """One MQTT session."""

    @property
    def is_connected(self) -> bool: ...

    async def publish(self, topic: str, payload: bytes) -> None:
        """Return once the broker has acknowledged; raises OSError or TimeoutError."""


type OpenLink = Callable[[Receive], AbstractAsyncContextManager[Link]]


@dataclass(frozen=True, slots=True)
class Intervals:
    """Seconds between two fixes."""

    driving_s: float
    parked_s: float


class Device:
    def __init__(
        self,
        device_id: str,
        *,
        vehicle: Vehicle,
        receiver: GpsReceiver,
        open_link: OpenLink,
        outages: Sequence[Outage],
        clock: SimulatedClock,
        intervals: Intervals,
    ) -> None:
        self.device_id = device_id
        self.on_order: Callable[[Order], None] = lambda _: None
        self._vehicle = vehicle
        self._receiver = receiver
        self._open_link = open_link
        self._outages = outages
        self._clock = clock
        self._intervals = intervals
        self._fixes = FixBuffer()
        self._words = UnheardWords()
        self._status_seq = 0
        self._sent_at_s = 0.0
        self._send_again_after_s = SEND_AGAIN_AFTER_S

    def press(self, assignment_id: str, status: str) -> None:
        """Queue the status with the time it was pressed; it is sent once there is uplink and power."""
        self._status_seq += 1
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        body = {"assignment_id": assignment_id, "status": status, "at": at, "seq": self._status_seq}
        self._words.say(topics.STATUS, body)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._record(), name=f"gps {self.device_id}")
            group.create_task(self._stay_online(), name=f"uplink {self.device_id}")

    async def _record(self) -> None:
        recorded_at_s, was_moving = time.monotonic() - self._intervals.parked_s, False
        while True:
            moving = self._vehicle.is_moving
            interval_s = self._intervals.driving_s if moving or was_moving else self._intervals.parked_s
            waited_s = time.monotonic() - recorded_at_s
            if self._is_out(OutageKind.NO_POWER):
                self._lose_power()
            elif waited_s >= interval_s:
                self._fixes.add(self._receiver.fix(self._vehicle.motion, since_last_s=waited_s))
                recorded_at_s, was_moving = time.monotonic(), moving
            await asyncio.sleep(LOOK_S)

    def _lose_power(self) -> None:
        """Lose the fixes that are not stored; numbering restarts with the next boot."""
        if len(self._fixes):
            self._fixes = FixBuffer()

    async def _stay_online(self) -> None:
        while True:
            if not self._is_cut_off:
                async with self._open_link(self._receive) as link:
                    await self._send_until_cut_off(link)
                self._fixes.send_again()
            await asyncio.sleep(LOOK_S)

    async def _send_until_cut_off(self, link: Link) -> None:
        while not self._is_cut_off:
            if link.is_connected:
                try:
                    await self._send(link)
                except (OSError, TimeoutError) as error:
                    log.debug("a message did not leave", extra={"failure": type(error).__name__})
                    self._fixes.send_again()
            await asyncio.sleep(LOOK_S)

    async def _send(self, link: Link) -> None:
        for word in self._words.due(time.monotonic()):
            await link.publish(topics.status(self.device_id), msgspec.json.encode(word.body))
            self._words.sent(word, time.monotonic())
        self._remind()
        while fixes := self._fixes.unsent():
            payload = fixes if len(fixes) > 1 else fixes[0]
            await link.publish(topics.fix(self.device_id), msgspec.json.encode(payload))
            self._fixes.mark_sent(fixes)
            self._sent_at_s = time.monotonic()

    def _remind(self) -> None:
        """Send again what is not stored in time: a broker may lose what it acknowledged, only `stored` counts."""
        if self._fixes.waits_for_stored and time.monotonic() > self._sent_at_s + self._send_again_after_s:
            self._send_again_after_s = min(self._send_again_after_s * 2, SEND_AGAIN_MAX_S)
            self._fixes.send_again()

    def _receive(self, topic: str, payload: bytes) -> None:
        if topic == topics.stored(self.device_id):
            self._hear_of_stored(payload)
        elif topic == topics.heard(self.device_id):
            self._hear_of_word(payload)
        elif topic == topics.order(self.device_id):
            try:
                self.on_order(read_order(payload))
            except OrderBroken:
                log.warning("an order could not be read", extra={"device_id": self.device_id})

    def _hear_of_word(self, payload: bytes) -> None:
        try:
            heard = msgspec.json.decode(payload, type=Heard)
        except msgspec.DecodeError:
            log.warning("a word about a heard status could not be read", extra={"device_id": self.device_id})
            return
        if heard.refused is not None:
            log.warning("the desk refused a status", extra={"device_id": self.device_id, "refused": heard.refused})
        if isinstance(heard.key, str):
            self._words.heard(heard.kind, heard.key)

    def _hear_of_stored(self, payload: bytes) -> None:
        try:
            stored = msgspec.json.decode(payload, type=Stored)
        except msgspec.DecodeError:
            log.warning("a word about stored fixes could not be read", extra={"device_id": self.device_id})
            return
        self._send_again_after_s = SEND_AGAIN_AFTER_S
        if stored.boot_id is not None and stored.seq is not None:
            self._fixes.drop_stored(stored.boot_id, stored.seq)

    @property
    def _is_cut_off(self) -> bool:
        return self._is_out(OutageKind.NO_POWER) or self._is_out(OutageKind.NO_UPLINK)

    def _is_out(self, kind: OutageKind) -> bool:
        now_s = self._clock.now_s() % DAY_S
        return any(outage.kind is kind and outage.begin_s <= now_s < outage.end_s for outage in self._outages)

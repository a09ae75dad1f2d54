"""Reads gpsd and talks to the broker: two loops that share the buffer on disk."""

import asyncio
import logging
from datetime import UTC, datetime

import msgspec

from mqtt_bridge import topics
from mqtt_bridge.client import BrokerLogin, Message, MqttClient
from sigap.agent.disk_buffer import DiskBuffer
from sigap.agent.pace import Pace
from tracking.dialects.gpsd import WATCH, parse_gpsd
from tracking.dialects.native import FIXES_MAX, encode_fixes
from tracking.fix import Fix

log = logging.getLogger(__name__)

LINE_MAX_BYTES = 65_536
GPSD_SILENT_S = 30.0  # gpsd reports every second, even without a fix
RETRY_S = 2.0
LOOK_S = 0.2
SEND_AGAIN_AFTER_S = 30.0


class Stored(msgspec.Struct):
    boot_id: str | None = None
    seq: int | None = None


class OrderHeard(msgspec.Struct):
    kind: str
    assignment_id: str
    issued_at: datetime


class Agent:
    def __init__(self, login: BrokerLogin, buffer: DiskBuffer, pace: Pace, *, gpsd: tuple[str, int]) -> None:
        self._device_id = login.username
        self._buffer = buffer
        self._pace = pace
        self._gpsd = gpsd
        self._gpsd_failure = ""
        self._heard_stored_at = 0.0
        self._broker = MqttClient(
            login,
            subscriptions=[topics.stored(login.username), topics.order(login.username)],
            on_message=self._hear,
            acknowledge_at_once=True,
            on_connection=lambda _: buffer.send_again(),
        )

    async def run(self) -> None:
        async with self._broker, asyncio.TaskGroup() as group:
            group.create_task(self._listen(), name="gpsd")
            group.create_task(self._send(), name="send")

    async def _listen(self) -> None:
        while True:
            try:
                await self._read_gpsd()
                failure = "it hung up"
            except (OSError, TimeoutError, ValueError) as error:
                failure = str(error) or type(error).__name__
            if failure != self._gpsd_failure:  # logged once: a box without a receiver must not fill its card
                log.warning("gpsd cannot be read, will try again", extra={"failure": failure})
            self._gpsd_failure = failure
            await asyncio.sleep(RETRY_S)

    async def _read_gpsd(self) -> None:
        reader, writer = await asyncio.open_connection(*self._gpsd, limit=LINE_MAX_BYTES)
        try:
            writer.write(WATCH)
            while line := await asyncio.wait_for(reader.readline(), GPSD_SILENT_S):
                self._gpsd_failure = ""
                fix = parse_gpsd(line, self._device_id)
                if isinstance(fix, Fix) and self._pace.keeps(fix):
                    self._buffer.add(fix)
        finally:
            writer.close()

    async def _send(self) -> None:
        while True:
            await asyncio.sleep(LOOK_S)
            if not self._broker.is_connected:
                continue
            try:
                await self._send_unsent()
            except (OSError, TimeoutError):
                self._buffer.send_again()

    async def _send_unsent(self) -> None:
        self._remind()
        while fixes := self._buffer.unsent(self._device_id, at_most=FIXES_MAX):
            await self._broker.publish(topics.fix(self._device_id), encode_fixes(fixes))
            self._buffer.mark_sent(fixes)

    def _remind(self) -> None:
        now = asyncio.get_running_loop().time()
        if not self._buffer.waits_for_stored:
            self._heard_stored_at = now
        elif now - self._heard_stored_at > SEND_AGAIN_AFTER_S:
            self._heard_stored_at = now
            self._buffer.send_again()

    def _hear(self, message: Message) -> None:
        try:
            if message.topic == topics.stored(self._device_id):
                stored = msgspec.json.decode(message.payload, type=Stored)
                self._heard_stored_at = asyncio.get_running_loop().time()
                self._buffer.drop_stored(stored.boot_id, stored.seq)
            else:
                order = msgspec.json.decode(message.payload, type=OrderHeard)
                self._pace.hear_order(order.kind, order.assignment_id, min(order.issued_at, datetime.now(UTC)))
        except (ValueError, TypeError) as error:
            log.warning("a message could not be read", extra={"error": type(error).__name__})

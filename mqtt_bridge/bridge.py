"""One bridge process: wires its parts together, runs their tasks side by side and stops them."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import msgspec

from base.database import DATABASE_ERRORS, Connection, Pool
from base.doorbell import Doorbell
from base.parts import Parts
from base.steady_clock import STEADY_CLOCK
from dispatch.domain.heartbeat import Beat, Trouble, disk_is_full
from dispatch.domain.order import OrderPolicy
from mqtt_bridge import topics
from mqtt_bridge.client import BrokerLogin, BrokerUnreachable, Message, Receipt
from mqtt_bridge.crew_messages import CrewMessages, Limits
from mqtt_bridge.inbound import Inbound
from mqtt_bridge.outbound import OrderPublisher, orders_relay
from mqtt_bridge.rights import Rights
from mqtt_bridge.sharing import Sharing
from mqtt_bridge.stream import MqttStream
from tracking.devices.registry import DeviceRegistry
from tracking.devices.service_accounts import fix_account
from tracking.fix import Fix
from tracking.fixes import bridges
from tracking.fixes.decided import Mark
from tracking.fixes.recorder import Recorder
from tracking.fixes.screening import Received
from tracking.fixes.share_group import current_group
from tracking.fixes.stored import HeldBack, StoredNotices
from tracking.settings import TrackingSettings

log = logging.getLogger(__name__)

NOTICES_EVERY_S = 0.1
DRAIN_TIMEOUT_S = 5.0
START_RETRY_S = 1.0
# How long an earlier fix may still be on its way to us, and how much longer after we were disconnected.
ON_THE_WAY = timedelta(seconds=1)
BACKLOG = timedelta(seconds=5)


class Bridge:
    def __init__(
        self,
        pool: Pool,
        login: BrokerLogin,
        doorbell: Doorbell,
        *,
        tracking: TrackingSettings,
        orders: OrderPolicy,
        worker: str,
        parts: Parts | None = None,
    ) -> None:
        self._parts = parts or Parts()
        self._pool = pool
        self._doorbell = doorbell
        self._worker = worker
        self._notices = StoredNotices(tracking.fix_stored_every_s, asyncio.get_running_loop().time)
        self._held_back = HeldBack()
        self._others_settled_until: datetime | None = datetime.min.replace(tzinfo=UTC)  # not known yet
        self._connected_at: datetime | None = None
        devices = DeviceRegistry()
        self._recorder = Recorder(
            pool,
            devices,
            tracking,
            worker=worker,
            acknowledge=self._acknowledge,
            tell_devices=self._held_back.put,
            waiting_max=tracking.fix_waiting_max,
        )
        self._crews = CrewMessages(
            pool,
            devices,
            orders,
            worker=worker,
            acknowledge=lambda message: self._acknowledge([message]),
            answer=self._tell_heard,
            limits=Limits(kept_per_hour=tracking.quarantine_per_device_hour_max),
        )
        self._inbound = inbound = Inbound(fixes=self._recorder.receive, crews=self._crew_word)
        self._broker = MqttStream(
            login, on_message=self._on_crew_connection, on_connection=lambda _: self._sharing.connected()
        )
        self._stream = MqttStream(
            login.named(fix_account(login.username)),
            on_message=inbound.on_message,
            on_connection=self._stream_connected,
        )
        self._rights = Rights(login.username, reader=fix_account(login.username), say=self._broker.publish_soon)
        self._sharing = Sharing(self._broker, self._stream, fixes_too=[self._rights.topic])
        self._relay = orders_relay(pool, doorbell, deliver=OrderPublisher(self._broker).deliver)

    async def run(self, stop: asyncio.Event) -> None:
        await self._announce()
        async with self._broker, self._stream, asyncio.TaskGroup() as group:
            recording = group.create_task(self._parts.within("record fixes", self._recorder.run), name="record fixes")
            others = [
                group.create_task(self._parts.within("crews", self._crews.run), name="crews"),
                group.create_task(self._doorbell.run(), name="hear of orders"),
                group.create_task(self._relay.run(), name="push orders"),
                group.create_task(self._say_ready(), name="say ready"),
                group.create_task(self._tell_stored(), name="tell what is stored"),
                group.create_task(self._beat(), name="say that it lives"),
            ]
            await stop.wait()
            await self._drain(recording)
            for task in (recording, *others):
                task.cancel()

    async def look(self, _conn: Connection, beats: Sequence[Beat], _silent_s: Mapping[str, float]) -> None:
        """Read the heartbeats of the other processes."""
        self._recorder.keeps_fixes = not disk_is_full(beats)

    def troubles(self) -> list[Trouble]:
        return list(self._rights.troubles(asyncio.get_running_loop().time()))

    async def _announce(self) -> None:
        """Announce this bridge, so that every other bridge knows it before it takes its first share of the fixes."""
        while True:
            try:
                async with self._pool.acquire() as conn:
                    must_wait = await bridges.announce(conn, self._worker, now=STEADY_CLOCK.now())
                    self._sharing.join(await current_group(conn, now=STEADY_CLOCK.now()))
                return await asyncio.sleep(2 * bridges.BEAT_EVERY_S if must_wait else 0)
            except DATABASE_ERRORS as error:
                log.warning("the bridge waits for the database", extra={"error": repr(error)})
                await asyncio.sleep(START_RETRY_S)

    async def _say_ready(self) -> None:
        await self._broker.wait_until_connected()
        await self._stream.wait_until_connected()
        log.info("bridge ready", extra={"worker": self._worker})

    async def _drain(self, recording: asyncio.Task[None]) -> None:
        """Store what was received. What cannot be stored now stays unacknowledged and is delivered again."""
        self._recorder.stop()
        await asyncio.wait([recording], timeout=DRAIN_TIMEOUT_S)

    def _on_crew_connection(self, message: Message) -> None:
        if message.topic != topics.SHARES_COUNT:
            self._inbound.on_message(message)
            return
        self._sharing.counted(message.payload)
        self._broker.acknowledge([message.receipt])

    def _crew_word(self, kind: str, received: Received) -> None:
        if kind == topics.STATUS and self._rights.heard(received.payload):
            self._acknowledge([received])
        else:
            self._crews.receive(kind, received)

    def _stream_connected(self, session_present: bool) -> None:
        self._connected_at = STEADY_CLOCK.now()
        if session_present:
            self._recorder.forget_waiting()

    def _acknowledge(self, messages: Sequence[Received]) -> None:
        receipts: list[Receipt | None] = [message.receipt for message in messages]  # type: ignore[misc]
        for connected in (self._stream, self._broker):  # each knows its own receipts
            connected.acknowledge(receipts)

    def _tell_heard(self, device_id: str, payload: bytes) -> None:
        with suppress(BrokerUnreachable):  # the device repeats its message, and is answered then
            self._broker.publish_soon(topics.heard(device_id), payload, qos=1)

    async def _beat(self) -> None:
        while True:
            self._look(asyncio.get_running_loop().time())
            try:
                async with self._pool.acquire() as conn:
                    await self._beat_once(conn, STEADY_CLOCK.now())
            except DATABASE_ERRORS as error:
                log.warning("the bridge could not say that it lives", extra={"error": repr(error)})
            await asyncio.sleep(bridges.BEAT_EVERY_S)

    def _look(self, now_s: float) -> None:
        self._sharing.look(now_s)
        if self._is_connected:
            self._rights.look(now_s, is_counted=self._sharing.seen is not None)
        else:
            self._rights.cut()

    @property
    def _is_connected(self) -> bool:
        return self._broker.is_connected and self._stream.is_connected

    async def _beat_once(self, conn: Connection, now: datetime) -> None:
        self._others_settled_until = await bridges.beat(
            conn,
            self._worker,
            broker_connected=self._is_connected,
            now=now,
            settled_until=self._settled_until(now),
            shares=(self._sharing.held, self._sharing.seen),
        )
        self._sharing.join(await current_group(conn, now=now))

    def _settled_until(self, now: datetime) -> datetime | None:
        """Return the time before which every fix received is stored; None while the broker may hold a backlog."""
        if not self._stream.is_connected or self._connected_at is None or now - self._connected_at < BACKLOG:
            return None
        return (self._recorder.unstored_since or now) - ON_THE_WAY

    async def _tell_stored(self) -> None:
        while True:
            await asyncio.sleep(NOTICES_EVERY_S)
            for stored in self._held_back.release(self._others_settled_until):
                self._notices.note(stored)
            if not self._stream.is_connected:
                continue
            for fix in self._notices.take_due():
                # QoS 0: the next fix's notice replaces a lost one, and the broker queues nothing for an offline device.
                with suppress(BrokerUnreachable):
                    self._stream.publish_soon(topics.stored(fix.device_id), stored_notice(fix))


def stored_notice(fix: Fix | Mark) -> bytes:
    return msgspec.json.encode({"boot_id": fix.boot_id, "seq": fix.seq, "fixed_at": fix.fixed_at})

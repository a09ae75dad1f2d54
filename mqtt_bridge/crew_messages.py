"""Messages from crews: a status pressed or a call for help.

Each becomes one action of the desk, or is quarantined with a reason. The final decision is sent to the device
(`down/heard`), which repeats its message until then.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from base.backoff import Backoff
from base.database import DATA_ERRORS, DATABASE_ERRORS, Connection, Pool
from base.steady_clock import STEADY_CLOCK
from core.commit_and_ring import commit_and_ring
from core.domain.actor import DeviceActor
from core.domain.refusals import Refusal
from dispatch.commands.change_status import change_status_from_device
from dispatch.commands.record_sos import record_sos
from dispatch.domain.order import OrderPolicy
from dispatch.store import heard_words
from mqtt_bridge import topics
from mqtt_bridge.crew_words import HelpCalled, StatusPressed, Unreadable, Word, heard, help_word, status_word
from mqtt_bridge.rejected_words import RejectedWords
from mqtt_bridge.turns import Put, Turns, Waiting
from tracking.device import Device
from tracking.devices.registry import DeviceRegistry
from tracking.fixes.screening import Received
from tracking.rejection import RejectReason
from tracking.screened import Quarantined

log = logging.getLogger(__name__)

# Calls for help have their own lanes, whatever message they come in: a status that calls for help does not wait for
# the other statuses of its device. And one slow transaction must not hold up every crew.
LANES = {topics.SOS: 2, topics.STATUS: 4}
READ = {topics.SOS: help_word, topics.STATUS: status_word}
LONG_BYTES = 4096  # longer ones are not parsed, and so not folded, while others of the device wait
FOLDED = "folded"  # messages that repeated a waiting one and were handled with it
RETRY_FIRST_S, RETRY_MAX_S = 0.2, 5.0


class Limits(NamedTuple):
    """Per device: how many words of different meaning may wait, and how many rejected ones are kept."""

    waiting_max: int = 200
    kept_per_hour: int = 600


LIMITS = Limits()


class CrewMessage(NamedTuple):
    kind: str  # the topic it came on
    message: Received
    word: Word


type Words = Waiting[CrewMessage]


class CrewMessages:
    def __init__(
        self,
        pool: Pool,
        devices: DeviceRegistry,
        orders: OrderPolicy,
        *,
        worker: str,
        acknowledge: Callable[[Received], None],
        answer: Callable[[str, bytes], None],
        limits: Limits = LIMITS,
    ) -> None:
        """`answer` publishes on a device's `down/heard`."""
        self._pool = pool
        self._devices = devices
        self._orders = orders
        self._acknowledge = acknowledge
        self._answer = answer
        self._turns: Mapping[str, Turns[CrewMessage]] = {kind: Turns(limits.waiting_max) for kind in LANES}
        self._rejected = RejectedWords(pool, worker=worker, per_device_hour_max=limits.kept_per_hour)

    def receive(self, kind: str, message: Received) -> None:
        """Queue the message. A folded one is acknowledged at once: the word it repeats is acknowledged when written."""
        if kind not in LANES:
            log.error("a message of a kind nobody subscribed to", extra={"device_id": message.device_id})
        elif (put := self._put(kind, message)) is Put.WAITS:
            return
        elif put is Put.LET_GO:
            # Unanswered, so an honest device repeats it; a flood is owed nothing.
            self._rejected.count(RejectReason.TOO_MANY_WAITING)
        self._acknowledge(message)

    def _put(self, kind: str, message: Received) -> Put:
        device_id = message.device_id
        if len(message.payload) > LONG_BYTES and self._turns[kind].waits(device_id):
            return Put.LET_GO
        word = READ[kind](message.payload, device_id)
        turns = self._turns[topics.SOS if word.call_for_help else kind]
        return turns.put(device_id, CrewMessage(kind, message, word), meaning=(kind, word.meaning), key=word.key)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._rejected.run(), name="rejected words")
            for kind, lanes in LANES.items():
                for number in range(lanes):
                    group.create_task(self._work(kind), name=f"{kind} {number}")

    async def _work(self, lane: str) -> None:
        turns = self._turns[lane]
        while True:
            device_id, words = await turns.take()
            await self._try_until_written(words)
            turns.done(device_id)

    async def _try_until_written(self, words: Words) -> None:
        """Retry until written. After a crash an unacknowledged message comes again; a repeated word changes nothing."""
        backoff = Backoff(RETRY_FIRST_S, RETRY_MAX_S)
        while True:
            try:
                return await self._write(words)
            except DATABASE_ERRORS as error:
                delay_s = backoff.next_s()
                log.warning("a crew's word waits for the database", extra={"error": repr(error), "delay_s": delay_s})
                await asyncio.sleep(delay_s)

    async def _write(self, words: Words) -> None:
        """Commit and ring, then acknowledge to the broker, then answer the device."""
        kind, message, word = words.message
        try:
            await self._act(words, await self._device(message.device_id))
        except (Refusal, Unreadable) as refusal:
            self._reject(words, refusal.code)
        except DATA_ERRORS:
            log.exception("a crew's word could not be written", extra={"kind": kind, "device_id": message.device_id})
            self._reject(words, RejectReason.UNSTORABLE)
        else:
            self._acknowledge(message)
            self._tell(words)
            if word.spoiled:
                self._keep(words, word.spoiled, lambda _: None)
            elif words.times > 1:
                self._rejected.count(FOLDED, words.times - 1)

    async def _device(self, device_id: str) -> DeviceActor:
        device: Device | None = (await self._devices.look_up(self._pool, [device_id])).get(device_id)
        if device is None:
            raise Unreadable(RejectReason.UNKNOWN_DEVICE)
        if device.revoked:
            raise Unreadable(RejectReason.REVOKED_DEVICE)
        return DeviceActor(device.device_id, device.unit_key, device.unit_id)

    async def _act(self, words: Words, device: DeviceActor) -> None:
        kind, message, word = words.message
        if word.request is None:
            raise Unreadable(word.spoiled or RejectReason.WRONG_TYPE)
        now = STEADY_CLOCK.now()
        if (called := word.call_for_help) is not None:  # in its own transaction: the status beside it may be refused
            async with self._pool.acquire() as conn, commit_and_ring(conn):
                if await _is_new(conn, topics.SOS, words, now=now):
                    await _call_for_help(conn, called, device, came_at=message.received_at, now=now)
        if isinstance(word.request, StatusPressed):
            async with self._pool.acquire() as conn, commit_and_ring(conn):
                if await _is_new(conn, kind, words, now=now):
                    await self._change_status(conn, word.request, device, now)

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
            orders=self._orders,
            hospital_id=pressed.hospital_id,
        )

    def _tell(self, words: Words, *, refused: str | None = None) -> None:
        kind, message, _ = words.message
        for key in words.keys:
            self._answer(message.device_id, heard(kind, key, refused=refused))

    def _reject(self, words: Words, reason: str) -> None:
        def done(was_kept: bool) -> None:
            self._acknowledge(words.message.message)
            if was_kept:  # a flood is owed no answers
                self._tell(words, refused=reason)

        self._keep(words, reason, done)

    def _keep(self, words: Words, reason: str, done: Callable[[bool], None]) -> None:
        message = words.message.message
        log.debug("a crew's word was rejected", extra={"reason": reason, "device_id": message.device_id})
        kept = Quarantined(message.device_id, reason, message.payload, message.received_at, words.times)
        self._rejected.put(kept, done)


async def _is_new(conn: Connection, kind: str, words: Words, *, now: datetime) -> bool:
    """Return whether any of the messages is new; one without a key, or with a key that was not kept, always is."""
    device_id, request = words.message.message.device_id, words.message.word.request
    keys = [_named(key, request) for key in words.keys if key is not None]
    has_unknown = None in words.keys or words.has_more_keys
    return await heard_words.any_is_new(conn, device_id, kind, keys, now=now) or has_unknown


def _named(key: str | int, request: StatusPressed | HelpCalled | None) -> str:
    """Qualify the key by the press, so that a device that gives two presses one key loses neither."""
    return f"{request.assignment_id} {request.status} {key}" if isinstance(request, StatusPressed) else f"{key}"


async def _call_for_help(
    conn: Connection, called: HelpCalled, device: DeviceActor, *, came_at: datetime, now: datetime
) -> None:
    at = None if called.claimed is None else called.claimed.at
    await record_sos(conn, by=device, at=at, came_at=came_at, position=called.position, now=now)

"""Deliver the messages of the outbox until each has arrived (decision 7)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from base.backoff import wait_s
from base.database import DATABASE_ERRORS, Connection, Pool
from base.doorbell import Doorbell
from base.steady_clock import STEADY_CLOCK
from core.commit_and_ring import commit_and_ring
from core.store import outbox_messages
from core.store.outbox_messages import OutboxMessage

log = logging.getLogger(__name__)

BACK_OFF_FIRST_S = 0.5


class DeliveryFailed(Exception):
    """The other side did not take the message; it will be tried again."""


Deliver = Callable[[OutboxMessage], Awaitable[None]]
OnRest = Callable[[Connection, OutboxMessage], Awaitable[None]]


async def _say_nothing(_conn: Connection, _message: OutboxMessage) -> None:
    pass


@dataclass(frozen=True, slots=True)
class RelaySettings:
    lease_s: float = 10.0  # a dead relay holds a message no longer than this
    resend_after_s: float = 8.0  # delivered but not acknowledged: a broker may lose what it took
    poll_s: float = 1.0  # the cost of a lost ring
    # A crew may drive on without answering these: they are sent this often with growing waits, then they rest.
    unanswered_max: int = 6
    back_off_max_s: float = 30.0
    batch: int = 50


class Relay:
    """Claim due messages with a lease, deliver them outside any transaction, and record the outcome."""

    def __init__(
        self,
        pool: Pool,
        doorbell: Doorbell,
        *,
        channel: str,
        deliver: Deliver,
        settings: RelaySettings | None = None,
        sent_once: Collection[str] = (),
        rests_unanswered: Collection[str] = (),
        on_rest: OnRest = _say_nothing,
    ) -> None:
        """Kinds in `sent_once` are never sent again; those in `rests_unanswered` are sent a few times only.

        `on_rest` is called in the transaction that stops repeating an unanswered message.
        """
        self._pool = pool
        self._doorbell = doorbell
        self._channel = channel
        self._deliver = deliver
        self._settings = settings or RelaySettings()
        self._sent_once = frozenset(sent_once)
        self._rests_unanswered = frozenset(rests_unanswered)
        self._on_rest = on_rest

    async def run(self) -> None:
        while True:
            try:
                while await self.deliver_due():
                    pass
            except DATABASE_ERRORS:
                log.exception("relay could not reach the database, will try again", extra={"channel": self._channel})
                await self._pool.expire_connections()
            await self._doorbell.wait(self._settings.poll_s)

    async def deliver_due(self) -> int:
        """Return how many messages were tried; 0 when none is due."""
        now = STEADY_CLOCK.now()
        async with self._pool.acquire(timeout=2) as conn:
            claimed = await outbox_messages.claim_due(
                conn,
                self._channel,
                now=now,
                lease=timedelta(seconds=self._settings.lease_s),
                limit=self._settings.batch,
            )
        await asyncio.gather(*(self._try(message) for message in claimed))
        return len(claimed)

    async def _try(self, message: OutboxMessage) -> None:
        try:
            await self._deliver(message)
        except (DeliveryFailed, OSError, TimeoutError) as error:
            await self._postpone(message, error)
            return
        await self._delivered(message, STEADY_CLOCK.now())

    async def _delivered(self, message: OutboxMessage, now: datetime) -> None:
        tries = 1 if message.delivered_at is None else message.attempts
        async with commit_and_ring(self._pool) as conn:
            if message.kind in self._sent_once:
                await outbox_messages.finish(conn, message.id, at=now)
            elif message.kind in self._rests_unanswered and tries >= self._settings.unanswered_max:
                if await outbox_messages.finish(conn, message.id, at=now):
                    await self._on_rest(conn, message)
            else:
                again_after_s = self._settings.resend_after_s
                if message.kind in self._rests_unanswered:
                    again_after_s *= 2 ** (tries - 1)
                again_at = now + timedelta(seconds=again_after_s)
                await outbox_messages.mark_delivered(conn, message.id, at=now, again_at=again_at)

    async def _postpone(self, message: OutboxMessage, error: Exception) -> None:
        delay_s = wait_s(message.attempts, first_s=BACK_OFF_FIRST_S, longest_s=self._settings.back_off_max_s)
        log.warning(
            "message not delivered, will try again",
            extra={"channel": self._channel, "message_id": message.id, "error": str(error), "delay_s": delay_s},
        )
        async with self._pool.acquire(timeout=2) as conn:
            await outbox_messages.postpone(
                conn, message.id, until=STEADY_CLOCK.now() + timedelta(seconds=delay_s), error=str(error)
            )

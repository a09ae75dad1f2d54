"""Whether this process can do its work: a write that the primary commits, and a doorbell that is heard."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from base import doorbell
from base.database import ACQUIRE_TIMEOUT_S, DATABASE_ERRORS, Pool
from base.doorbell import Doorbell
from base.steady_clock import STEADY_CLOCK
from core.store import idempotency_keys
from dispatch.domain.heartbeat import SILENT_AFTER_S

log = logging.getLogger(__name__)

ANSWER_GOOD_FOR_S = 1.0  # however often it is asked, one write a second
RING_TIMEOUT_S = 2.0
ACTOR = "system:readyz"

Checks = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Known:
    checks: Checks
    at_s: float


class Readiness:
    """`await check()` names each part and its state; all are `ok` if ready."""

    def __init__(self, pool: Pool, database_url: str, *, silent_s: Callable[[], Mapping[str, float]]) -> None:
        self._pool = pool
        self._silent_s = silent_s
        self._name = secrets.token_hex(4)
        self._channel = f"sigap_ready_{self._name}"
        self._asking = asyncio.Lock()
        self._known: _Known | None = None
        self.doorbell = Doorbell(database_url, [self._channel], application_name="sigap api readiness")

    async def check(self) -> Checks:
        async with self._asking:
            if self._known is None or time.monotonic() - self._known.at_s > ANSWER_GOOD_FOR_S:
                self._known = _Known(await self._check(), time.monotonic())
            return self._known.checks

    async def _check(self) -> Checks:
        try:
            async with asyncio.timeout(2 * RING_TIMEOUT_S), self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
                await idempotency_keys.touch(conn, ACTOR, self._name, at=STEADY_CLOCK.now())
                await self.doorbell.wait(0)  # an earlier ring is no answer
                await doorbell.ring(conn, [self._channel])
            heard = await self.doorbell.wait(RING_TIMEOUT_S)
        except DATABASE_ERRORS as error:
            log.warning("not ready, the database takes no write", extra={"error": type(error).__name__})
            await self._pool.expire_connections()
            return {"database_write": type(error).__name__, "doorbell": "unknown", "processes": "unknown"}
        return {"database_write": "ok", "doorbell": "ok" if heard else "silent", "processes": self._processes()}

    def _processes(self) -> str:
        silent = [process for process, for_s in self._silent_s().items() if for_s > SILENT_AFTER_S]
        return f"silent: {', '.join(silent)}" if silent else "ok"

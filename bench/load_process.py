"""The load in a process of its own, so that it neither slows what is measured nor counts as its processor time."""

import asyncio
import multiprocessing as mp
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from bench.load_device import DeviceSpec, LoadBroken
from bench.mqtt_load import MqttLoad

CONNECT_TIMEOUT_S = 120.0
DRAIN_TIMEOUT_S = 20.0
WITHOUT_LIMIT = 2**62
DELAYS_MAX = 100_000

# Spawned: a forked process would share the event loop and the connections of this one.
_context = mp.get_context("spawn")


@dataclass(slots=True)
class SharedGauge:
    """Each number has one writer, so none needs a lock."""

    _allowed: Any
    _sent: Any
    _acknowledged: Any
    _delays: Any
    _delays_count: Any

    @classmethod
    def new(cls) -> Self:
        allowed, sent, acknowledged, count = (_context.RawValue("q", 0) for _ in range(4))
        return cls(allowed, sent, acknowledged, _context.RawArray("d", DELAYS_MAX), count)

    def add_delay(self, delay_s: float) -> None:
        count = self._delays_count.value
        if count < DELAYS_MAX:
            self._delays[count] = delay_s
            self._delays_count.value = count + 1

    @property
    def delays_s(self) -> list[float]:
        return list(self._delays[: self._delays_count.value])

    @property
    def allowed(self) -> int:
        return int(self._allowed.value)

    @allowed.setter
    def allowed(self, value: int) -> None:
        self._allowed.value = value

    @property
    def sent(self) -> int:
        return int(self._sent.value)

    @sent.setter
    def sent(self, value: int) -> None:
        self._sent.value = value

    @property
    def acknowledged(self) -> int:
        return int(self._acknowledged.value)

    @acknowledged.setter
    def acknowledged(self, value: int) -> None:
        self._acknowledged.value = value


class LoadProcess:
    """`async with LoadProcess(...) as load:` connects all devices, which then publish at the rate, or as allowed."""

    def __init__(
        self,
        mqtt_url: str,
        devices: Sequence[DeviceSpec],
        *,
        rate_per_s: float | None,
        kind: str = "fix",
        probes: int = 0,
    ) -> None:
        self._gauge = SharedGauge.new()
        self._gauge.allowed = 0 if rate_per_s is None else WITHOUT_LIMIT
        self._connected = _context.Event()
        self._stop = _context.Event()
        address = urlsplit(mqtt_url)
        arguments = (
            (address.hostname, address.port),
            devices,
            self._gauge,
            kind,
            rate_per_s,
            probes,
            self._connected,
            self._stop,
        )
        self._process = _context.Process(target=_run, args=arguments, name="load", daemon=True)

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._process.start)
        deadline = asyncio.get_running_loop().time() + CONNECT_TIMEOUT_S
        while not self._connected.is_set():
            self.check()
            if asyncio.get_running_loop().time() > deadline:
                raise LoadBroken(f"the devices were not connected after {CONNECT_TIMEOUT_S:.0f} s")
            await asyncio.sleep(0.02)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stop.set()
        await asyncio.to_thread(self._process.join, 2 * DRAIN_TIMEOUT_S)
        if self._process.is_alive():
            self._process.kill()
        if kind is None:
            self.check()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def sent(self) -> int:
        return self._gauge.sent

    @property
    def acknowledged(self) -> int:
        return self._gauge.acknowledged

    @property
    def delays_s(self) -> list[float]:
        """Return the seconds from a probe's publish to its `stored`."""
        return self._gauge.delays_s

    def allow(self, total: int) -> None:
        """Allow this many fixes since the start; used when there is no rate."""
        self._gauge.allowed = total

    async def finish(self) -> int:
        """Stop, and wait until the broker acknowledged all; return how many were sent."""
        self._stop.set()
        await asyncio.to_thread(self._process.join, 2 * DRAIN_TIMEOUT_S)
        self.check()
        return self.sent

    def check(self) -> None:
        """Raises LoadBroken if the process ended early or failed."""
        code = self._process.exitcode
        if code or (code == 0 and not self._stop.is_set()):
            raise LoadBroken(f"the load ended with status {code}")


def _run(
    broker: tuple[str, int],
    devices: Sequence[DeviceSpec],
    gauge: SharedGauge,
    kind: str,
    rate_per_s: float | None,
    probes: int,
    connected: Any,
    stop: Any,
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process stops this one
    load = MqttLoad(devices, gauge, kind=kind, rate_per_s=rate_per_s, probes=probes)
    load.connect(*broker)
    connected.set()
    load.run(stop.is_set)
    load.drain(DRAIN_TIMEOUT_S)
    load.close()

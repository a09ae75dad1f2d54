"""The load: thousands of devices on one thread, at a set rate or as fast as it is told it may."""

import select
import time
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Protocol

from bench.load_device import DeviceSpec, LoadBroken, LoadDevice

TICK_S = 0.004
READ_EVERY_S = 0.04  # acknowledgements wait in the kernel: reading many at once is cheaper
BURST_MAX = 200  # so that reading is never put off long
READABLE_MAX = 20_000


class Gauge(Protocol):
    """Shared with whoever steers: `allowed` is his, `sent` and `acknowledged` are ours."""

    allowed: int
    sent: int
    acknowledged: int


class MqttLoad:
    """`rate_per_s` of None is as fast as `gauge.allowed` grows."""

    def __init__(self, specs: Sequence[DeviceSpec], gauge: Gauge, *, kind: str, rate_per_s: float | None) -> None:
        self._devices = [LoadDevice(spec, kind=kind) for spec in specs]
        self._by_socket: dict[int, LoadDevice] = {}
        self._gauge = gauge
        self._rate_per_s = rate_per_s
        self._readable = select.epoll()

    def connect(self, host: str, port: int) -> None:
        for device in self._devices:
            device.connect(host, port)
            self._by_socket[device.socket.fileno()] = device
            self._readable.register(device.socket.fileno(), select.EPOLLIN)

    def run(self, is_stopped: Callable[[], bool]) -> None:
        """Round robin, so that the fixes of each device are evenly spread; raises LoadBroken."""
        turns = cycle(self._devices)
        started = read_at = time.monotonic()
        while not is_stopped():
            now = time.monotonic()
            self._gauge.sent += sum(next(turns).publish() for _ in range(self._due(now - started)))
            if now - read_at >= READ_EVERY_S:
                read_at = now
                self.read()
            self._rest(time.monotonic() - now)

    def drain(self, timeout_s: float) -> None:
        """Until the broker acknowledged all."""
        deadline = time.monotonic() + timeout_s
        while self._gauge.acknowledged < self._gauge.sent:
            if time.monotonic() > deadline:
                raise LoadBroken(f"{self._gauge.sent - self._gauge.acknowledged} publishes were never acknowledged")
            for device in self._devices:
                device.flush()
            self.read()
            time.sleep(TICK_S)

    def close(self) -> None:
        for device in self._devices:
            device.close()

    def read(self) -> None:
        ready = [self._by_socket[descriptor] for descriptor, _ in self._readable.poll(0, READABLE_MAX)]
        self._gauge.acknowledged += sum(device.read() for device in ready)

    def _due(self, elapsed_s: float) -> int:
        gauge = self._gauge
        due = gauge.allowed - gauge.sent
        if self._rate_per_s is not None:
            due = min(due, int(elapsed_s * self._rate_per_s) - gauge.sent)
        return max(0, min(due, BURST_MAX))

    @staticmethod
    def _rest(worked_s: float) -> None:
        if worked_s < TICK_S:
            time.sleep(TICK_S - worked_s)

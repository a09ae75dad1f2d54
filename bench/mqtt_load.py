"""The load: thousands of devices on one thread, at a set rate or as fast as it is told it may."""

import select
import time
from collections.abc import Callable, Sequence
from itertools import batched, cycle
from typing import Protocol

from bench.load_device import DeviceSpec, LoadBroken, LoadDevice
from bench.probe_device import ProbeDevice

TICK_S = 0.004
READ_EVERY_S = 0.04  # acknowledgements wait in the kernel: reading many at once is cheaper
BURST_MAX = 200  # so that reading is never put off long
READABLE_MAX = 20_000
PATIENCE_S = 3.0  # what a device need not know at once it may read so much later, three answers in one go
CONNECTED_AT_ONCE = 50  # half of what the broker's listener lets wait


class Gauge(Protocol):
    """Shared with whoever steers: `allowed` is his, `sent`, `acknowledged` and the delays are ours."""

    allowed: int
    sent: int
    acknowledged: int

    def add_delay(self, delay_s: float) -> None: ...


class MqttLoad:
    """`rate_per_s` of None is as fast as `gauge.allowed` grows."""

    def __init__(
        self, specs: Sequence[DeviceSpec], gauge: Gauge, *, kind: str, rate_per_s: float | None, probes: int = 0
    ) -> None:
        """With `probes`, so many of the devices take the time, and the others read patiently."""
        self._probes = [ProbeDevice(spec, kind=kind) for spec in specs[:probes]]
        self._devices = [*self._probes, *(LoadDevice(spec, kind=kind) for spec in specs[probes:])]
        self._by_socket: dict[int, LoadDevice] = {}
        self._gauge = gauge
        self._rate_per_s = rate_per_s
        self._readable, self._readable_probes = select.epoll(), select.epoll()
        self._read_max = int(len(specs) * READ_EVERY_S / PATIENCE_S) + 1 if probes else READABLE_MAX

    def connect(self, host: str, port: int) -> None:
        for some in batched(self._devices, CONNECTED_AT_ONCE):
            for device in some:
                device.connect(host, port)
            for device in some:
                device.expect_admission()
                self._by_socket[device.socket.fileno()] = device
                ours = self._readable_probes if isinstance(device, ProbeDevice) else self._readable
                ours.register(device.socket.fileno(), select.EPOLLIN)

    def run(self, is_stopped: Callable[[], bool]) -> None:
        """Round robin, so that the fixes of each device are evenly spread; raises LoadBroken."""
        turns = cycle(self._devices)
        started = read_at = time.monotonic()
        while not is_stopped():
            now = time.monotonic()
            self._gauge.sent += sum(next(turns).publish() for _ in range(self._due(now - started)))
            self._read(self._readable_probes, READABLE_MAX)
            if now - read_at >= READ_EVERY_S:
                read_at = now
                self._read(self._readable, self._read_max)
                self._tell_delays()
            self._rest(time.monotonic() - now)

    def drain(self, timeout_s: float) -> None:
        """Until the broker acknowledged all."""
        deadline = time.monotonic() + timeout_s
        while self._gauge.acknowledged < self._gauge.sent:
            if time.monotonic() > deadline:
                raise LoadBroken(f"{self._gauge.sent - self._gauge.acknowledged} publishes were never acknowledged")
            for device in self._devices:
                device.flush()
            self._read(self._readable_probes, READABLE_MAX)
            self._read(self._readable, READABLE_MAX)
            time.sleep(TICK_S)

    def close(self) -> None:
        for device in self._devices:
            device.close()

    def _read(self, readable: select.epoll, at_most: int) -> None:
        ready = [self._by_socket[descriptor] for descriptor, _ in readable.poll(0, at_most)]
        self._gauge.acknowledged += sum(device.read() for device in ready)

    def _tell_delays(self) -> None:
        for probe in self._probes:
            for delay_s in probe.delays_s:
                self._gauge.add_delay(delay_s)
            probe.delays_s.clear()

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

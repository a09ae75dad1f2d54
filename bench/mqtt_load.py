"""The load: thousands of devices on one thread, at a set rate or as fast as the gauge allows."""

import select
import time
from collections.abc import Callable, Sequence
from itertools import batched, cycle
from typing import Protocol

from bench.load_device import DeviceSpec, LoadBroken, LoadDevice
from bench.probe_device import ProbeDevice

TICK_S = 0.004
READ_EVERY_S = 0.04  # acknowledgements wait in the kernel: reading many at once is cheaper
BURST_MAX = 200  # so that reading is never delayed for long
READABLE_MAX = 20_000
PATIENCE_S = 3.0  # devices without a timer may read this late, three answers at once
CONNECTED_AT_ONCE = 50  # half the backlog of the broker's listener


class Gauge(Protocol):
    """Shared with the steering process: it writes `allowed`; this side writes `sent`, `acknowledged` and the delays."""

    allowed: int
    sent: int
    acknowledged: int

    def add_delay(self, delay_s: float) -> None: ...


class MqttLoad:
    """Without `rate_per_s` it sends as fast as `gauge.allowed` grows."""

    def __init__(
        self, specs: Sequence[DeviceSpec], gauge: Gauge, *, kind: str, rate_per_s: float | None, probes: int = 0
    ) -> None:
        """The first `probes` devices measure time; if there are any, the others read late."""
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
        """Send round robin, so that each device's fixes are evenly spread; raises LoadBroken."""
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
        """Wait until the broker acknowledged all."""
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

"""A device of the load that measures time: from its publish to the `stored` for that fix."""

import time

from bench.load_device import DeviceSpec, LoadDevice

EVERY_S = 6.0  # rarely enough that each of its fixes gets a `stored` of its own


class ProbeDevice(LoadDevice):
    __slots__ = ("_published_at", "delays_s")

    def __init__(self, spec: DeviceSpec, *, kind: str) -> None:
        super().__init__(spec, kind=kind)
        self.delays_s: list[float] = []
        self._published_at = float("-inf")

    def publish(self) -> bool:
        now = time.monotonic()
        if now - self._published_at < EVERY_S or not super().publish():
            return False
        self._published_at = now
        return True

    def hear(self, message: bytes) -> None:
        if b'"seq":%d,' % self.seq in message:
            self.delays_s.append(time.monotonic() - self._published_at)

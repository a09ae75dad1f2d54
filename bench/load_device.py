"""One simulated device of the load: a bare socket, prepared payloads, and no more reading than needed."""

import socket
import time
from dataclasses import dataclass
from math import cos, pi, radians, sin

from base.position import M_PER_DEGREE
from mqtt_bridge import wire

CONNECT_TIMEOUT_S = 30.0
ANSWERS = ((wire.CONNACK, 4), (wire.SUBACK, 5))
RECEIVE_MAX_BYTES = 65_536
CIRCLE_M, CIRCLE_POINTS = 120.0, 48  # it circles a block at 57 km/h, with a fix a second


class LoadBroken(RuntimeError):
    """The broker refused a device or cut its connection: the measurement is void."""


@dataclass(frozen=True, slots=True)
class DeviceSpec:
    """The device's identity, and the place around which it drives."""

    device_id: str
    password: str
    lat: float
    lon: float


class LoadDevice:
    __slots__ = ("_mid", "_places", "_topic", "_unread", "_unsent", "seq", "socket", "spec")

    def __init__(self, spec: DeviceSpec, *, kind: str) -> None:
        self.spec = spec
        self.seq = 0
        self._topic = wire.text_field(f"sigap/v1/{spec.device_id}/up/{kind}")
        self._places = _places(spec)
        self._mid = 0
        self._unsent = b""
        self._unread = b""

    def connect(self, host: str, port: int) -> None:
        """Log in and subscribe; raises OSError."""
        self.socket = socket.create_connection((host, port), timeout=CONNECT_TIMEOUT_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        subscribe = wire.subscribe([f"sigap/v1/{self.spec.device_id}/down/#"])
        self.socket.sendall(wire.connect(self.spec.device_id, self.spec.password) + subscribe)

    def expect_admission(self) -> None:
        """Check the broker's answers; raises LoadBroken, OSError."""
        for kind, length in ANSWERS:
            answer = self.socket.recv(length, socket.MSG_WAITALL)
            if len(answer) < length or answer[0] >> 4 != kind or answer[-1] not in {0, 1}:
                raise LoadBroken(f"the broker refused {self.spec.device_id}: {answer!r}")
        self.socket.setblocking(False)

    def publish(self) -> bool:
        """Send one fix with the current time; return False while the broker has not taken the one before."""
        if self._unsent and not self.flush():
            return False
        self.seq += 1
        self._mid = self._mid % wire.MID_MAX + 1
        place = self._places[self.seq % CIRCLE_POINTS]
        payload = b'{"fixed_at":%.6f%b%d}' % (time.time(), place, self.seq)
        self._unsent = wire.publish(self._topic, payload, self._mid)
        self.flush()
        return True

    def flush(self) -> bool:
        """Return whether everything published has left the socket."""
        try:
            sent = self.socket.send(self._unsent)
        except BlockingIOError:
            return False
        self._unsent = self._unsent[sent:]
        return not self._unsent

    def read(self) -> int:
        """Return the number of acknowledged publishes; raises LoadBroken."""
        data = self.socket.recv(RECEIVE_MAX_BYTES)
        if not data:
            raise LoadBroken(f"the broker cut the connection of {self.spec.device_id}")
        buffer = self._unread + data if self._unread else data
        read_to = acknowledged = 0
        for first, begin, end in wire.packets(buffer):
            read_to = end
            if first >> 4 == wire.PUBACK:
                acknowledged += 1
            elif first >> 4 == wire.PUBLISH:
                self.hear(buffer[begin:end])
        self._unread = buffer[read_to:]
        return acknowledged

    def hear(self, _message: bytes) -> None:
        """Handle a message to the device: topic and payload, still encoded."""

    def close(self) -> None:
        self.socket.setblocking(True)
        self.socket.sendall(self._unsent + wire.DISCONNECT)
        self.socket.close()


def _places(spec: DeviceSpec) -> list[bytes]:
    """Prepare the part of each payload between the time and the number."""
    return [_place(spec, 2 * pi * step / CIRCLE_POINTS) for step in range(CIRCLE_POINTS)]


def _place(spec: DeviceSpec, angle: float) -> bytes:
    lat = spec.lat + CIRCLE_M * cos(angle) / M_PER_DEGREE
    lon = spec.lon + CIRCLE_M * sin(angle) / M_PER_DEGREE / cos(radians(spec.lat))
    course = (angle * 180 / pi + 90) % 360
    return (
        f',"lat":{lat:.6f},"lon":{lon:.6f},"accuracy_m":6.5,"speed_mps":11.2,"course_deg":{course:.1f},'
        f'"satellites":11,"battery_pct":87,"ignition":true,"boot_id":"bench","seq":'
    ).encode()

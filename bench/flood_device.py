"""One device that sends thousands of prepared messages as fast as the broker takes them."""

import select
import socket
import time
from collections.abc import Sequence
from urllib.parse import urlsplit
from uuid import uuid4

from bench.load_device import CONNECT_TIMEOUT_S, RECEIVE_MAX_BYTES, DeviceSpec, LoadBroken
from mqtt_bridge import wire

ADMITTED = b"\x20\x02\x00\x00"
TAKEN_TIMEOUT_S = 120.0
PUBACK_BYTES = 4


def nonsense_statuses(count: int) -> list[bytes]:
    """Alternate between unreadable messages and those that name an assignment that does not exist."""
    known = b'{"assignment_id":"%b","status":"en_route","key":%d}'
    return [known % (str(uuid4()).encode(), n) if n % 2 else b"nonsense %d" % n for n in range(count)]


def calls_for_help(count: int) -> list[bytes]:
    """Give each its own key, as if each were another press."""
    return [b'{"key":%d}' % n for n in range(count)]


def fixes_that_call(count: int) -> list[bytes]:
    """Like trackers that report SOS with every fix until they are told to stop."""
    return [b'{"fixed_at":%.3f,"lat":0.5,"lon":0.5,"alarm":"sos","seq":%d}' % (time.time(), n) for n in range(count)]


def call_by_sos(_spec: DeviceSpec) -> bytes:
    return b'{"key":"%b"}' % uuid4().hex.encode()


def call_by_fix(spec: DeviceSpec) -> bytes:
    return b'{"fixed_at":%.3f,"lat":%.6f,"lon":%.6f,"alarm":"sos"}' % (time.time(), spec.lat, spec.lon)


def flood(mqtt_url: str, spec: DeviceSpec, kind: str, payloads: Sequence[bytes]) -> float:
    """Return the seconds until the broker acknowledged all; raises LoadBroken, OSError."""
    address, topic = urlsplit(mqtt_url), wire.text_field(f"sigap/v1/{spec.device_id}/up/{kind}")
    unsent = b"".join(wire.publish(topic, each, 1 + n % wire.MID_MAX) for n, each in enumerate(payloads))
    with socket.create_connection((address.hostname, address.port), timeout=CONNECT_TIMEOUT_S) as sock:
        sock.sendall(wire.connect(spec.device_id, spec.password))
        if sock.recv(len(ADMITTED), socket.MSG_WAITALL) != ADMITTED:
            raise LoadBroken(f"the broker refused {spec.device_id}")
        sock.setblocking(False)
        started = time.monotonic()
        _pour(sock, unsent, len(payloads) * PUBACK_BYTES)
        return time.monotonic() - started


def _pour(sock: socket.socket, unsent: bytes, answers_bytes: int) -> None:
    """Read answers while sending: a broker whose answers nobody reads accepts nothing more."""
    view, deadline = memoryview(unsent), time.monotonic() + TAKEN_TIMEOUT_S
    while answers_bytes > 0:
        if time.monotonic() > deadline:
            raise LoadBroken(f"{answers_bytes // PUBACK_BYTES} messages were never acknowledged")
        readable, writable, _ = select.select([sock], [sock] if view else [], [], 1.0)
        if writable:
            view = view[sock.send(view) :]
        if readable:
            answers_bytes -= len(_read(sock))


def _read(sock: socket.socket) -> bytes:
    data = sock.recv(RECEIVE_MAX_BYTES)
    if not data:
        raise LoadBroken("the broker cut the connection of the device that floods it")
    return data

"""As much of MQTT 3.1.1 as a device needs that only publishes: packets as bytes, and back."""

import struct
from collections.abc import Iterator

CONNACK, PUBLISH, PUBACK, SUBACK = 2, 3, 4, 9
CLEAN_SESSION, WITH_PASSWORD, WITH_USERNAME = 0x02, 0x40, 0x80
MID_MAX = 65_535
DISCONNECT = b"\xe0\x00"


def connect(username: str, password: str) -> bytes:
    """The client id is the username; no keep-alive, as the load never pauses long."""
    flags = CLEAN_SESSION | WITH_PASSWORD | WITH_USERNAME
    head = _text("MQTT") + struct.pack("!BBH", 4, flags, 0)
    return _packet(0x10, head + _text(username) + _text(username) + _text(password))


def subscribe(topic: str, *, mid: int = 1, qos: int = 1) -> bytes:
    return _packet(0x82, struct.pack("!H", mid) + _text(topic) + bytes([qos]))


def publish(topic: bytes, payload: bytes, mid: int) -> bytes:
    """With QoS 1; `topic` comes with its length before it, as `topic_field` makes it."""
    return b"\x32" + remaining_length(len(topic) + 2 + len(payload)) + topic + mid.to_bytes(2, "big") + payload


def topic_field(topic: str) -> bytes:
    return _text(topic)


def remaining_length(length: int) -> bytes:
    encoded = bytearray()
    while True:
        length, low = divmod(length, 128)
        encoded.append(low | (0x80 if length else 0))
        if not length:
            return bytes(encoded)


def packets(buffer: bytes) -> Iterator[tuple[int, int, int]]:
    """Every whole packet: its kind, and where its body begins and ends; the next packet begins there."""
    start = 0
    while (body := _body(buffer, start)) is not None:
        begin, end = body
        if end > len(buffer):
            return
        yield buffer[start] >> 4, begin, end
        start = end


def _body(buffer: bytes, start: int) -> tuple[int, int] | None:
    """Where the body begins and where it will end; None while the head is not whole."""
    length, shift = 0, 0
    for index in range(start + 1, min(start + 5, len(buffer))):
        length |= (buffer[index] & 0x7F) << shift
        if not buffer[index] & 0x80:
            return index + 1, index + 1 + length
        shift += 7
    return None


def _packet(first: int, body: bytes) -> bytes:
    return bytes([first]) + remaining_length(len(body)) + body


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("!H", len(raw)) + raw

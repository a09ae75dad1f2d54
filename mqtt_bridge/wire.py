"""The part of MQTT 3.1.1 needed to move thousands of messages a second: packets to bytes and back; pure."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

CONNACK, PUBLISH, PUBACK, SUBACK, UNSUBACK, PINGRESP = 2, 3, 4, 9, 11, 13
CLEAN_SESSION, WITH_PASSWORD, WITH_USERNAME = 0x02, 0x40, 0x80
MID_MAX = 65_535
REFUSED = 0x80  # a subscription
PINGREQ, DISCONNECT = b"\xc0\x00", b"\xe0\x00"
_PUBACK_HEAD = b"\x40\x02"


class Malformed(ValueError):
    """The bytes are not MQTT, or not of the agreed version: nothing after them can be read either."""


class Published(NamedTuple):
    topic: str
    payload: bytes
    mid: int  # 0: QoS 0, nothing to acknowledge


def connect(username: str, password: str, *, clean_session: bool = True, keep_alive_s: int = 0) -> bytes:
    """The client id is the username; without a keep-alive the broker accepts any silence."""
    flags = WITH_PASSWORD | WITH_USERNAME | (CLEAN_SESSION if clean_session else 0)
    head = text_field("MQTT") + struct.pack("!BBH", 4, flags, keep_alive_s)
    return _packet(0x10, head + text_field(username) + text_field(username) + text_field(password))


def subscribe(topics: Sequence[str], *, mid: int = 1) -> bytes:
    """With QoS 1."""
    return _packet(0x82, struct.pack("!H", mid) + b"".join(text_field(topic) + b"\x01" for topic in topics))


def unsubscribe(topics: Sequence[str], *, mid: int = 2) -> bytes:
    return _packet(0xA2, struct.pack("!H", mid) + b"".join(text_field(topic) for topic in topics))


def publish(topic: bytes, payload: bytes, mid: int | None) -> bytes:
    """With QoS 1, or QoS 0 if `mid` is None; `topic` includes its length prefix, as from `text_field`."""
    if mid is None:
        return b"\x30" + remaining_length(len(topic) + len(payload)) + topic + payload
    return b"\x32" + remaining_length(len(topic) + 2 + len(payload)) + topic + mid.to_bytes(2, "big") + payload


def pubacks(mids: Iterable[int]) -> bytes:
    return b"".join([_PUBACK_HEAD + mid.to_bytes(2, "big") for mid in mids])


def text_field(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("!H", len(raw)) + raw


def remaining_length(length: int) -> bytes:
    encoded = bytearray()
    while True:
        length, low = divmod(length, 128)
        encoded.append(low | (0x80 if length else 0))
        if not length:
            return bytes(encoded)


def packets(buffer: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield every whole packet: its first byte, and where its body begins and ends; the next packet begins there.

    Raises:
        Malformed: a length of more than four bytes.
    """
    start, total = 0, len(buffer)
    while start + 2 <= total:
        begin, length, shift = start + 2, buffer[start + 1], 7
        if length & 0x80:
            length &= 0x7F
            while True:
                if shift > 21:
                    raise Malformed("a length of more than four bytes")
                if begin == total:
                    return
                byte = buffer[begin]
                begin += 1
                length |= (byte & 0x7F) << shift
                if byte < 0x80:
                    break
                shift += 7
        end = begin + length
        if end > total:
            return
        yield buffer[start], begin, end
        start = end


def read_publish(buffer: bytes, first: int, begin: int, end: int) -> Published:
    """Parse a packet from `packets`; raises Malformed, also for QoS 2, which no subscription here uses."""
    if end - begin < 2:
        raise Malformed("a publish without a topic")
    topic_end = begin + 2 + (buffer[begin] << 8 | buffer[begin + 1])
    qos = first >> 1 & 3
    payload_at = topic_end + 2 * qos
    if payload_at > end or qos > 1:
        raise Malformed("a publish whose topic is longer than itself, or of QoS 2")
    mid = buffer[topic_end] << 8 | buffer[topic_end + 1] if qos else 0
    if qos and not mid:
        raise Malformed("a publish of QoS 1 with the number 0")
    try:
        topic = str(buffer[begin + 2 : topic_end], "utf-8")
    except UnicodeDecodeError:
        raise Malformed("a topic that is no text") from None
    return Published(topic, buffer[payload_at:end], mid)


def _packet(first: int, body: bytes) -> bytes:
    return bytes([first]) + remaining_length(len(body)) + body

"""MQTT byte for byte as in the standard, and everything else is recognized as not MQTT."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mqtt_bridge import wire


def test_a_device_connects_by_its_own_name_with_a_clean_session() -> None:
    packet = wire.connect("GPS-1", "pw")

    assert packet == b"\x10\x1c\x00\x04MQTT\x04\xc2\x00\x00\x00\x05GPS-1\x00\x05GPS-1\x00\x02pw"


def test_a_publish_has_quality_one_and_its_number() -> None:
    packet = wire.publish(wire.text_field("a/b"), b"hello", mid=258)

    assert packet == b"\x32\x0c\x00\x03a/b\x01\x02hello"


@pytest.mark.parametrize(
    ("length", "encoded"),
    [(0, b"\x00"), (127, b"\x7f"), (128, b"\x80\x01"), (16_383, b"\xff\x7f"), (16_384, b"\x80\x80\x01")],
)
def test_lengths_are_written_as_in_the_standards_table(length: int, encoded: bytes) -> None:
    assert wire.remaining_length(length) == encoded


@given(payloads=st.lists(st.binary(max_size=300), max_size=6), cut=st.integers(min_value=0, max_value=400))
def test_packets_are_found_whole_wherever_the_stream_is_cut(payloads: list[bytes], cut: int) -> None:
    topic = wire.text_field("t")
    stream = b"".join(wire.publish(topic, payload, 1) for payload in payloads)

    found = list(wire.packets(stream[:cut]))
    rest_at = found[-1][2] if found else 0
    found_later = list(wire.packets(stream[rest_at:]))

    assert rest_at <= cut
    assert len(found) + len(found_later) == len(payloads)
    assert all(first >> 4 == wire.PUBLISH for first, _, _ in found + found_later)


def read(stream: bytes) -> list[wire.Published]:
    return [wire.read_publish(stream, *packet) for packet in wire.packets(stream) if packet[0] >> 4 == wire.PUBLISH]


def test_a_publish_is_read_as_the_standard_writes_it() -> None:
    with_receipt, without = b"\x3a\x0c\x00\x03a/b\x01\x02hello", b"\x30\x05\x00\x03a/b"

    assert read(with_receipt + without) == [("a/b", b"hello", 258), ("a/b", b"", 0)]


def test_publishes_are_acknowledged_by_their_numbers() -> None:
    assert wire.pubacks([1, 258]) == b"\x40\x02\x00\x01\x40\x02\x01\x02"


@given(topic=st.text(max_size=50), payload=st.binary(max_size=20_000), mid=st.none() | st.integers(1, wire.MID_MAX))
def test_what_is_written_is_read(topic: str, payload: bytes, mid: int | None) -> None:
    assert read(wire.publish(wire.text_field(topic), payload, mid)) == [(topic, payload, mid or 0)]


@pytest.mark.parametrize(
    "hostile",
    [
        b"\x30\x00",  # no topic
        b"\x30\x01\x00",  # half the length of a topic
        b"\x30\x03\x00\x02a",  # a topic longer than the packet
        b"\x32\x04\x00\x02ab",  # no packet identifier
        b"\x32\x05\x00\x01a\x00\x00",  # packet identifier 0
        b"\x34\x06\x00\x02ab\x00\x01",  # QoS 2
        b"\x36\x06\x00\x02ab\x00\x01",  # QoS 3
        b"\x30\x04\x00\x02\xff\xfe",  # a topic that is not UTF-8
        b"\x30\xff\xff\xff\xff\x01",  # a length of five bytes
    ],
)
def test_what_no_broker_sends_is_told(hostile: bytes) -> None:
    with pytest.raises(wire.Malformed):
        read(hostile)


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda tail: b"\x32" + tail))
def test_no_bytes_whatever_raise_anything_else(stream: bytes) -> None:
    with suppress(wire.Malformed):
        read(stream)

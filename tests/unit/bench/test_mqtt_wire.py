"""The load speaks MQTT byte for byte as the standard has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import mqtt_wire


def test_a_device_connects_by_its_own_name_with_a_clean_session() -> None:
    packet = mqtt_wire.connect("GPS-1", "pw")

    assert packet == b"\x10\x1c\x00\x04MQTT\x04\xc2\x00\x00\x00\x05GPS-1\x00\x05GPS-1\x00\x02pw"


def test_a_publish_has_quality_one_and_its_number() -> None:
    packet = mqtt_wire.publish(mqtt_wire.topic_field("a/b"), b"hello", mid=258)

    assert packet == b"\x32\x0c\x00\x03a/b\x01\x02hello"


@pytest.mark.parametrize(
    ("length", "encoded"),
    [(0, b"\x00"), (127, b"\x7f"), (128, b"\x80\x01"), (16_383, b"\xff\x7f"), (16_384, b"\x80\x80\x01")],
)
def test_lengths_are_written_as_in_the_standards_table(length: int, encoded: bytes) -> None:
    assert mqtt_wire.remaining_length(length) == encoded


@given(payloads=st.lists(st.binary(max_size=300), max_size=6), cut=st.integers(min_value=0, max_value=400))
def test_packets_are_found_whole_wherever_the_stream_is_cut(payloads: list[bytes], cut: int) -> None:
    topic = mqtt_wire.topic_field("t")
    stream = b"".join(mqtt_wire.publish(topic, payload, 1) for payload in payloads)

    found = list(mqtt_wire.packets(stream[:cut]))
    rest_at = found[-1][2] if found else 0
    found_later = list(mqtt_wire.packets(stream[rest_at:]))

    assert rest_at <= cut
    assert len(found) + len(found_later) == len(payloads)
    assert all(kind == mqtt_wire.PUBLISH for kind, _, _ in found + found_later)

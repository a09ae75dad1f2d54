"""The lean console reads a server's frames, however they are split and however long they are."""

import pytest

from bench import websocket_wire
from bench.websocket_wire import TEXT, frames, masked_frame


def server_frame(payload: bytes) -> bytes:
    length = len(payload)
    if length < 126:
        return bytes([0x80 | TEXT, length]) + payload
    if length < 65_536:
        return bytes([0x80 | TEXT, 126]) + length.to_bytes(2, "big") + payload
    return bytes([0x80 | TEXT, 127]) + length.to_bytes(8, "big") + payload


@pytest.mark.parametrize("length", [0, 125, 126, 65_535, 65_536])
def test_a_frame_of_any_length_is_read(length: int) -> None:
    stream = server_frame(b"x" * length) + server_frame(b"next")

    read = [stream[begin:end] for _, begin, end in frames(stream)]

    assert read == [b"x" * length, b"next"]


@pytest.mark.parametrize("length", [5, 200, 70_000])
def test_a_frame_that_is_not_whole_yet_is_left_alone(length: int) -> None:
    whole = server_frame(b"x" * length)

    assert [list(frames(whole[:cut])) for cut in (0, 1, 2, 3, len(whole) - 1)] == [[]] * 5


def test_what_a_console_sends_is_masked_as_a_client_must() -> None:
    assert masked_frame(TEXT, b"hi") == b"\x81\x82\x00\x00\x00\x00hi"
    assert masked_frame(websocket_wire.PONG, b"x" * 200)[:4] == b"\x8a\xfe\x00\xc8"

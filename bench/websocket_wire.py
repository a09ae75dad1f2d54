"""The part of the websocket protocol (RFC 6455) that a mostly listening console needs: encode and decode frames."""

import base64
import os
from collections.abc import Iterator

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
FINAL, MASKED = 0x80, 0x80
LENGTH_16, LENGTH_64 = 126, 127


def upgrade(host: str, path: str) -> bytes:
    key = base64.b64encode(os.urandom(16)).decode()
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()


def masked_frame(opcode: int, payload: bytes) -> bytes:
    """Mask with zeros, which leaves the payload unchanged: there is no proxy between console and server."""
    if len(payload) < LENGTH_16:
        head = bytes([FINAL | opcode, MASKED | len(payload)])
    else:
        head = bytes([FINAL | opcode, MASKED | LENGTH_16]) + len(payload).to_bytes(2, "big")
    return head + bytes(4) + payload


def frames(buffer: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield every complete frame of a server: opcode, begin and end of its payload; the next frame starts there."""
    start = 0
    while (payload := _payload(buffer, start)) is not None:
        begin, end = payload
        if end > len(buffer):
            return
        yield buffer[start] & 0x0F, begin, end
        start = end


def _payload(buffer: bytes, start: int) -> tuple[int, int] | None:
    """Return the payload's begin and end; while the head is incomplete the end is far beyond the data."""
    if len(buffer) < start + 2:
        return None
    length = buffer[start + 1] & 0x7F
    extra = {LENGTH_16: 2, LENGTH_64: 8}.get(length, 0)
    begin = start + 2 + extra
    if extra:
        length = int.from_bytes(buffer[start + 2 : begin], "big")
    return begin, begin + length

"""The smallest possible MQTT client: it checks whether an account can log in at a broker."""

import socket
import struct
import time

from sigap.errors import SigapError

CONNECT, CONNACK, DISCONNECT = 0x10, 0x20, b"\xe0\x00"
MQTT_3_1_1 = b"\x00\x04MQTT\x04"
USERNAME_PASSWORD_CLEAN_SESSION = b"\xc2"
KEEP_ALIVE_10_S = b"\x00\x0a"
TIMEOUT_S = 5.0


def can_log_in(host: str, port: int, username: str, password: str) -> bool:
    """Do not check an account that is in use: the broker would end its session in favour of this one."""
    with socket.create_connection((host, port), timeout=TIMEOUT_S) as connection:
        connection.sendall(_connect_packet(username, password))
        answer = connection.recv(4)
        accepted = answer[:1] == bytes([CONNACK]) and answer[3:4] == b"\x00"
        if accepted:
            connection.sendall(DISCONNECT)
    return accepted


def wait_until_known(host: str, port: int, username: str, password: str, *, timeout_s: float = 15.0) -> None:
    """Wait until the broker has loaded the file that holds this account."""
    deadline = time.monotonic() + timeout_s
    while not can_log_in(host, port, username, password):
        if time.monotonic() > deadline:
            raise SigapError("the broker did not read its new accounts", hint="its log says why")
        time.sleep(0.02)


def _connect_packet(username: str, password: str) -> bytes:
    body = b"".join(
        (
            MQTT_3_1_1,
            USERNAME_PASSWORD_CLEAN_SESSION,
            KEEP_ALIVE_10_S,
            *(_text(each) for each in (username, username, password)),
        )
    )
    return bytes([CONNECT]) + _length(len(body)) + body


def _text(value: str) -> bytes:
    raw = value.encode()
    return struct.pack(">H", len(raw)) + raw


def _length(value: int) -> bytes:
    """Seven bits per byte, lowest first; the eighth bit says that more follow."""
    encoded = bytearray()
    while True:
        value, seven = divmod(value, 128)
        encoded.append(seven | (0x80 if value else 0))
        if not value:
            return bytes(encoded)

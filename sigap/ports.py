"""Finds free ports on this machine, and keeps two stacks that start at once from choosing the same one."""

import fcntl
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

NEIGHBOURS = 50  # how far above the preferred port to look before taking any

# Between choosing a port and listening on it, another stack could choose it too: a lock file reserves it.
_reserved: dict[int, TextIO] = {}


def is_free(host: str, port: int) -> bool:
    with socket.socket(_family(host), socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def reserve_free_port(*preferred: int, host: str = "127.0.0.1") -> int:
    """Reserve the first free preferred port, else one near the last of them, else any, until `release`."""
    return next(port for port in _candidates(preferred, host) if _reserve(port, host))


def release(*ports: int) -> None:
    for port in ports:
        if port in _reserved:
            _reserved.pop(port).close()


def any_free_port(host: str = "127.0.0.1") -> int:
    with socket.socket(_family(host), socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _candidates(preferred: tuple[int, ...], host: str) -> Iterator[int]:
    yield from preferred
    yield from range(preferred[-1] + 1, min(preferred[-1] + NEIGHBOURS, 65536))
    while True:
        yield any_free_port(host)


def _reserve(port: int, host: str) -> bool:
    """Lock the port; the kernel frees the lock when this process dies, however that happens."""
    lock = (Path(tempfile.gettempdir()) / f"sigap-{os.geteuid()}-port-{port}.lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return False
    if not is_free(host, port):
        lock.close()
        return False
    _reserved[port] = lock
    return True


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET

"""Reports to systemd that this process is alive, if it asked for that (`WatchdogSec=` in the unit)."""

import os
import socket
from contextlib import suppress


def tell_watchdog() -> None:
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as notify:
        notify.sendto(b"WATCHDOG=1", "\0" + address[1:] if address.startswith("@") else address)

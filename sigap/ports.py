"""Free ports on this machine."""

import socket

NEIGHBOURS = 50  # how far above the preferred port we look before taking any


def is_free(host: str, port: int) -> bool:
    with socket.socket(_family(host), socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(preferred: int, host: str = "127.0.0.1") -> int:
    """The preferred port, else one near it, else any."""
    near = range(preferred, min(preferred + NEIGHBOURS, 65536))
    return next((port for port in near if is_free(host, port)), None) or any_free_port(host)


def any_free_port(host: str = "127.0.0.1") -> int:
    with socket.socket(_family(host), socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET

"""A load device publishes what a real device publishes."""

import socket
from itertools import pairwise

from base.position import distance_m
from bench.load_device import DeviceSpec, LoadDevice
from mqtt_bridge import wire
from tracking.dialects.native import parse_fixes
from tracking.fix import Fix

SPEC = DeviceSpec("GPS-1", "secret", lat=-29.95, lon=-71.34)


def published(count: int) -> list[Fix]:
    """Send through a pair of connected sockets, and read as a bridge does."""
    device, (near, far) = LoadDevice(SPEC, kind="fix"), socket.socketpair()
    with near, far:
        device.socket = near
        assert all(device.publish() for _ in range(count))
        stream = far.recv(1_000_000)
    head = 2 + len("sigap/v1/GPS-1/up/fix") + 2
    payloads = [stream[begin + head : end] for _, begin, end in wire.packets(stream)]
    fixes = [parse_fixes(payload, "GPS-1")[0] for payload in payloads]
    assert all(isinstance(fix, Fix) for fix in fixes)
    return [fix for fix in fixes if isinstance(fix, Fix)]


def test_every_fix_has_its_own_number_and_a_later_time() -> None:
    fixes = published(20)

    assert [fix.seq for fix in fixes] == list(range(1, 21))
    assert all(one.fixed_at <= other.fixed_at for one, other in pairwise(fixes))


def test_it_stays_near_its_place_so_that_no_filter_objects() -> None:
    fixes = published(100)

    assert all(distance_m(fix, SPEC) < 125 for fix in fixes)
    assert all(distance_m(one, next_one) < 20 for one, next_one in pairwise(fixes))
    assert len({(fix.lat, fix.lon) for fix in fixes}) == 48


def test_while_the_broker_takes_nothing_nothing_is_lost() -> None:
    device = LoadDevice(SPEC, kind="fix")
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as near:
        far, _ = server.accept()
        near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        near.setblocking(False)
        device.socket = near
        sent = 0
        while device.publish():
            sent += 1
        with far:
            far.settimeout(10)
            stream = b""
            while not device.flush():
                stream += far.recv(1_000_000)
            near.shutdown(socket.SHUT_WR)
            while more := far.recv(1_000_000):
                stream += more

    assert len(list(wire.packets(stream))) == sent == device.seq

"""A probe times its own newest fix, and reacts to no other message."""

import socket
from collections.abc import Iterator

import pytest

from bench.load_device import DeviceSpec
from bench.probe_device import ProbeDevice
from mqtt_bridge import wire

SPEC = DeviceSpec("GPS-1", "secret", lat=-29.95, lon=-71.34)


type Connected = tuple[ProbeDevice, socket.socket]


@pytest.fixture
def connected() -> Iterator[Connected]:
    probe, (near, far) = ProbeDevice(SPEC, kind="fix"), socket.socketpair()
    with near, far:
        probe.socket = near
        yield probe, far


def tell_stored(connected: Connected, seq: int) -> None:
    probe, broker = connected
    notice = b'{"boot_id":"bench","seq":%d,"fixed_at":"2026-01-01T00:00:00Z"}' % seq
    broker.sendall(wire.publish(wire.text_field("sigap/v1/GPS-1/down/stored"), notice, None))
    probe.read()


def test_it_takes_the_time_until_its_own_fix_is_stored(connected: Connected) -> None:
    probe, _ = connected
    assert probe.publish()

    tell_stored(connected, 0)
    tell_stored(connected, 12)
    assert probe.delays_s == []

    tell_stored(connected, 1)
    assert len(probe.delays_s) == 1
    assert probe.delays_s[0] >= 0


def test_it_publishes_so_seldom_that_each_fix_is_told_of_by_itself(connected: Connected) -> None:
    probe, _ = connected
    assert probe.publish()

    assert not probe.publish()
    assert probe.seq == 1

"""The load at a real broker: what it claims to have sent is what arrived."""

import pytest

from bench.load_device import DeviceSpec, LoadBroken
from bench.load_process import LoadProcess
from mqtt_bridge.client import Message, MqttClient, broker_login
from tests.servers import Broker
from tests.waiting import until
from tracking.dialects.native import parse_fixes
from tracking.fix import Fix

BRIDGE = "bridge-3"
KIND = "bench"  # no bridge of another test subscribes to it


def make_devices(broker: Broker, *device_ids: str) -> list[DeviceSpec]:
    passwords = broker.add_devices(list(device_ids))
    return [DeviceSpec(*known, -29.95, -71.34) for known in zip(device_ids, passwords, strict=True)]


async def test_every_fix_of_every_device_comes_once_and_is_counted(broker: Broker) -> None:
    devices = make_devices(broker, "LOAD-1", "LOAD-2", "LOAD-3")
    came: dict[str, list[int | None]] = {}

    def note(message: Message) -> None:
        device_id = message.topic.split("/")[2]
        fix = parse_fixes(message.payload, device_id)[0]
        assert isinstance(fix, Fix)
        came.setdefault(device_id, []).append(fix.seq)

    login = broker_login(broker.url, username=BRIDGE, password=broker.passwords[BRIDGE])
    async with MqttClient(
        login, subscriptions=(f"sigap/v1/+/up/{KIND}",), on_message=note, acknowledge_at_once=True
    ) as bridge:
        await bridge.wait_until_connected()
        async with LoadProcess(broker.url, devices, rate_per_s=None, kind=KIND) as load:
            load.allow(31)
            await until(lambda: load.acknowledged >= 31)
            sent = await load.finish()
        await until(lambda: sum(map(len, came.values())) >= sent)

    assert sent == 31
    assert sorted(came.values(), key=len) == [list(range(1, 11)), list(range(1, 11)), list(range(1, 12))]


async def test_a_device_the_broker_does_not_know_ends_the_measurement(broker: Broker) -> None:
    stranger = DeviceSpec("LOAD-9", "wrong", -29.95, -71.34)

    with pytest.raises(LoadBroken, match="ended with status"):
        async with LoadProcess(broker.url, [stranger], rate_per_s=10.0, kind=KIND):
            pass

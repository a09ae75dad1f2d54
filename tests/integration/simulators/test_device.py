"""A simulated device at a real broker, with this test in place of the bridge."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from mqtt_bridge import topics
from mqtt_bridge.client import Message, MqttClient, broker_login
from simulators.clock import SimulatedClock
from simulators.device import Device, Intervals
from simulators.gps_receiver import GpsReceiver, ReceiverSettings
from simulators.options import DeviceLogin
from simulators.orders import Order
from simulators.outages import Outage, OutageKind
from simulators.places import Place
from simulators.run import mqtt_link
from simulators.vehicle import Vehicle
from tests.servers import Broker
from tests.waiting import until

PLACE = Place(-29.95, -71.34)
QUICK = Intervals(driving_s=0.25, parked_s=0.25)


@dataclass(slots=True)
class BridgeSide:
    """What a bridge receives from one device, and sends to it."""

    client: MqttClient
    device_id: str
    messages: deque[Message] = field(default_factory=lambda: deque(maxlen=10_000))

    def statuses(self) -> list[dict[str, Any]]:
        return [msgspec.json.decode(m.payload) for m in self.messages if m.topic == topics.status(self.device_id)]

    def payloads(self) -> list[list[dict[str, Any]]]:
        """Each message's fixes."""
        decoded = [msgspec.json.decode(m.payload) for m in self.messages if m.topic == topics.fix(self.device_id)]
        return [payload if isinstance(payload, list) else [payload] for payload in decoded]

    def seqs(self) -> list[int]:
        return [fix["seq"] for payload in self.payloads() for fix in payload]

    async def say(self, topic: str, body: Any) -> None:
        await self.client.publish(topic, msgspec.json.encode(body))


@asynccontextmanager
async def device_on(broker: Broker, *, outages: Sequence[Outage] = ()) -> AsyncIterator[tuple[Device, BridgeSide]]:
    device_id = f"GPS-{uuid4().hex[:8]}"
    login = DeviceLogin(device_id, "AMB-01", device_id, broker.add_device(device_id))
    device = Device(
        device_id,
        vehicle=Vehicle(PLACE, SimulatedClock(1)),
        receiver=GpsReceiver(Random(1), ReceiverSettings(noise_m=4, clock_skew_s=0)),
        open_link=mqtt_link(broker_login(broker.url), login),
        outages=outages,
        clock=SimulatedClock(1),
        intervals=QUICK,
    )
    async with bridge_side(broker, device_id) as bridge:
        running = asyncio.create_task(device.run(), name="device under test")
        try:
            yield device, bridge
            assert not running.done(), running
        finally:
            running.cancel()
            await asyncio.wait([running])


@asynccontextmanager
async def bridge_side(broker: Broker, device_id: str) -> AsyncIterator[BridgeSide]:
    login = broker_login(broker.url, username="bridge-0", password=broker.passwords["bridge-0"])
    seen: deque[Message] = deque(maxlen=10_000)
    every_up = f"sigap/v1/{device_id}/up/#"
    async with MqttClient(login, subscriptions=[every_up], on_message=seen.append, acknowledge_at_once=True) as client:
        await client.wait_until_connected()
        yield BridgeSide(client, device_id, seen)


async def test_a_device_sends_fixes_where_its_vehicle_stands(broker: Broker) -> None:
    async with device_on(broker) as (_, bridge):
        await until(lambda: len(bridge.seqs()) >= 3)

    first = bridge.payloads()[0][0]
    assert abs(first["lat"] - PLACE.lat) < 0.001
    assert first["boot_id"]
    assert bridge.seqs()[:3] == [1, 2, 3]


async def test_a_pressed_button_arrives_with_its_time(broker: Broker) -> None:
    async with device_on(broker) as (device, bridge):
        device.press("assignment-1", "acknowledged")
        device.press("assignment-1", "en_route")

        await until(lambda: len(bridge.statuses()) == 2)

    assert [status["status"] for status in bridge.statuses()] == ["acknowledged", "en_route"]
    assert [status["seq"] for status in bridge.statuses()] == [1, 2]
    assert all(status["at"] for status in bridge.statuses())


async def test_a_pressed_button_is_said_again_until_it_is_heard(broker: Broker) -> None:
    async with device_on(broker) as (device, bridge):
        device.press("assignment-1", "acknowledged")
        device.press("assignment-1", "en_route")
        await until(lambda: len(bridge.statuses()) == 2)
        first, second = (status["key"] for status in bridge.statuses())
        await bridge.say(topics.heard(device.device_id), {"kind": "status", "key": first})
        await bridge.say(topics.heard(device.device_id), ["broken"])

        await until(lambda: len(bridge.statuses()) >= 3)
        await bridge.say(topics.heard(device.device_id), {"kind": "status", "key": second, "refused": "unknown"})
        sent = len(bridge.statuses())
        await until(lambda: len(bridge.seqs()) > 60)  # which takes longer than the resend interval

    assert {status["key"] for status in bridge.statuses()[2:]} == {second}
    assert len(bridge.statuses()) == sent


async def test_an_order_reaches_the_crew_and_a_broken_one_stops_nothing(
    broker: Broker, caplog: pytest.LogCaptureFixture
) -> None:
    received: list[Order] = []
    async with device_on(broker) as (device, bridge):
        device.on_order = received.append
        await until(bridge.seqs)  # it has subscribed by now

        await bridge.client.publish(topics.order(device.device_id), b"{broken")
        await bridge.client.publish(topics.stored(device.device_id), b"[]")
        await bridge.say(topics.order(device.device_id), {"order_id": "o", "kind": "cancel", "assignment_id": "a"})

        await until(lambda: received)
    assert received[0].order_id == "o"
    assert {"an order could not be read", "a word about stored fixes could not be read"} <= set(caplog.messages)
    assert not [record for record in caplog.records if record.exc_info]


async def test_what_was_recorded_without_an_uplink_arrives_in_a_burst(broker: Broker) -> None:
    tunnel = Outage(OutageKind.NO_UPLINK, 0, 3)
    async with device_on(broker, outages=[tunnel]) as (device, bridge):
        device.press("assignment-1", "on_scene")

        await until(lambda: len(bridge.seqs()) >= 5)

    assert len(bridge.payloads()[0]) > 3
    assert bridge.seqs() == list(range(1, len(bridge.seqs()) + 1))
    assert bridge.statuses()[0]["status"] == "on_scene"


async def test_a_device_without_power_forgets_and_boots_anew(broker: Broker) -> None:
    flat = Outage(OutageKind.NO_POWER, 1.5, 3)
    async with device_on(broker, outages=[flat]) as (_, bridge):
        await until(lambda: len({fix["boot_id"] for payload in bridge.payloads() for fix in payload}) == 2)

    second_boot = bridge.payloads()[-1][-1]["boot_id"]
    seqs = [fix["seq"] for payload in bridge.payloads() for fix in payload if fix["boot_id"] == second_boot]
    assert seqs[0] == 1


async def test_what_is_not_stored_is_sent_again_after_a_cut(broker: Broker) -> None:
    tunnel = Outage(OutageKind.NO_UPLINK, 8, 9.5)
    async with device_on(broker, outages=[tunnel]) as (device, bridge):
        await until(lambda: len(bridge.seqs()) >= 4)
        boot_id = bridge.payloads()[0][0]["boot_id"]
        await bridge.say(topics.stored(device.device_id), {"boot_id": boot_id, "seq": 2, "fixed_at": "now"})

        await until(lambda: bridge.seqs().count(3) >= 2)

    assert bridge.seqs().count(1) == 1
    assert bridge.seqs().count(2) == 1

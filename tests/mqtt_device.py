"""A GPS unit for tests: our own MQTT client with a device's login, and the messages it received."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from mqtt_bridge import topics
from mqtt_bridge.client import BrokerLogin, BrokerUnreachable, Message, MqttClient
from tests.servers import Broker


class GpsUnit:
    def __init__(self, broker: Broker, device_id: str, password: str) -> None:
        self.device_id = device_id
        self.received: list[tuple[str, dict[str, Any]]] = []
        self.client = MqttClient(
            BrokerLogin(broker.host, broker.port, device_id, password),
            subscriptions=[topics.stored(device_id), topics.order(device_id), topics.heard(device_id)],
            on_message=self._on_message,
            acknowledge_at_once=True,
        )

    @property
    def stored_seq(self) -> int:
        """The number up to which the device may drop its buffer; −1 before the first `stored`."""
        topic = topics.stored(self.device_id)
        return max((body["seq"] for received_on, body in self.received if received_on == topic), default=-1)

    @property
    def orders(self) -> list[dict[str, Any]]:
        return [body for received_on, body in self.received if received_on == topics.order(self.device_id)]

    @property
    def heard(self) -> list[dict[str, Any]]:
        return [body for received_on, body in self.received if received_on == topics.heard(self.device_id)]

    async def say_until_heard(self, kind: str, body: dict[str, Any], *, again_after_s: float = 1) -> dict[str, Any]:
        """Resend with the same key until heard, as every device should, whatever the broker acknowledged."""
        while not (found := [each for each in self.heard if (each["kind"], each["key"]) == (kind, body["key"])]):
            with suppress(BrokerUnreachable, TimeoutError):
                topic = f"{topics.PREFIX}/{self.device_id}/up/{kind}"
                await self.client.publish(topic, json.dumps(body).encode(), timeout_s=again_after_s)
            await asyncio.sleep(again_after_s)
        return found[0]

    async def send(self, payload: bytes) -> None:
        await self.client.publish(topics.fix(self.device_id), payload)

    def _on_message(self, message: Message) -> None:
        self.received.append((message.topic, json.loads(message.payload)))


@asynccontextmanager
async def gps_unit(broker: Broker, device_id: str, password: str | None = None) -> AsyncIterator[GpsUnit]:
    """A device that is online from the start."""
    unit = GpsUnit(broker, device_id, password if password is not None else broker.add_device(device_id))
    async with unit.client:
        await unit.client.wait_until_connected()
        yield unit

"""Orders to the vehicles: the relay with the broker as its channel."""

import asyncio
from typing import Protocol

import msgspec

from base.database import Pool
from base.doorbell import Doorbell
from base.raw_json import JsonObject
from core.relay import Deliver, DeliveryFailed, Relay, RelaySettings
from core.store.outbox_messages import OutboxMessage
from dispatch.domain.order import RESTS_UNANSWERED
from dispatch.outbox import MQTT, OWNTRACKS_COMMANDS
from dispatch.watches.note_unconfirmed_cancel import note_unconfirmed_cancel
from mqtt_bridge import topics
from mqtt_bridge.client import PAYLOAD_MAX_BYTES, PayloadTooLarge
from tracking.devices.phone_provisioning import PHONE

# Together below the relay's lease: after that another bridge may send the same order.
CONNECT_WAIT_S = 4.0
PUBLISH_TIMEOUT_S = 4.0


class Publisher(Protocol):
    async def wait_until_connected(self) -> None: ...
    async def publish(self, topic: str, payload: bytes, *, timeout_s: float) -> None: ...


def orders_relay(pool: Pool, doorbell: Doorbell, *, deliver: Deliver, settings: RelaySettings | None = None) -> Relay:
    return Relay(
        pool,
        doorbell,
        channel=MQTT,
        deliver=deliver,
        settings=settings,
        sent_once=OWNTRACKS_COMMANDS,
        rests_unanswered=RESTS_UNANSWERED,
        on_rest=note_unconfirmed_cancel,
    )


class OrderPublisher:
    def __init__(self, broker: Publisher) -> None:
        self._broker = broker

    async def deliver(self, message: OutboxMessage) -> None:
        """Publish until the broker has it; raises DeliveryFailed, OSError or TimeoutError if it does not take it."""
        async with asyncio.timeout(CONNECT_WAIT_S):
            await self._broker.wait_until_connected()  # so that it leaves at once, not after the relay's next back-off
        try:
            await self._broker.publish(topic_of(message), order_payload(message.body), timeout_s=PUBLISH_TIMEOUT_S)
        except PayloadTooLarge as error:
            raise DeliveryFailed(str(error)) from error


def topic_of(message: OutboxMessage) -> str:
    """Orders go to our own topic; OwnTracks commands to the topic on which the app that our link set up listens."""
    if message.kind in OWNTRACKS_COMMANDS:
        return topics.owntracks_command(message.destination, PHONE)
    return topics.order(message.destination)


def order_payload(body: JsonObject) -> bytes:
    """Encode the order, without its drawn route if the broker would otherwise reject it as too large."""
    payload = msgspec.json.encode(body)
    if len(payload) <= PAYLOAD_MAX_BYTES or not body.get("route"):
        return payload
    return msgspec.json.encode({**body, "route": {**body["route"], "polyline6": None}})

"""What comes from the devices, handed to whom it concerns; who spoke is told by the topic alone."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from mqtt_bridge import topics
from mqtt_bridge.client import Message
from tracking.sieve import Received

log = logging.getLogger(__name__)

SUBSCRIPTIONS = (topics.SHARED_FIXES, topics.SHARED_STATUSES, topics.SHARED_SOS)

type Receive = Callable[[Received], None]


class Inbound:
    def __init__(self, *, fixes: Receive, crews: Callable[[str, Received], None]) -> None:
        self._fixes = fixes
        self._crews = crews

    def on_message(self, message: Message) -> None:
        """Called for every message, thousands a second: it only sorts."""
        spoken = topics.parse_up(message.topic)
        if spoken is None:
            log.error("a message on a topic nobody subscribed to")
            return
        received = Received(spoken.device_id, message.payload, datetime.now(UTC), message.receipt)
        if spoken.kind == topics.FIX:
            self._fixes(received)
        else:
            self._crews(spoken.kind, received)

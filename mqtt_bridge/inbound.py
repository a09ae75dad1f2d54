"""Routes what devices send to fixes or to crews; the topic alone identifies the sender."""

import logging
from collections.abc import Callable

from base.steady_clock import STEADY_CLOCK
from mqtt_bridge import topics
from mqtt_bridge.client import Message
from tracking.dialects import traccar
from tracking.dialects.owntracks import parse_owntracks
from tracking.dialects.traccar import parse_traccar
from tracking.fixes.screening import UNNAMED, Received

log = logging.getLogger(__name__)

type Receive = Callable[[Received], None]


class Inbound:
    def __init__(self, *, fixes: Receive, crews: Callable[[str, Received], None]) -> None:
        self._fixes = fixes
        self._crews = crews

    def on_message(self, message: Message) -> None:
        """Called for every message, thousands a second: it only sorts."""
        spoken = topics.parse_up(message.topic)
        if spoken is None:
            self._of_another_dialect(message)
            return
        received = Received(spoken.device_id, message.payload, STEADY_CLOCK.lately(), message.receipt)
        if spoken.kind == topics.FIX:
            self._fixes(received)
        else:
            self._crews(spoken.kind, received)

    def _of_another_dialect(self, message: Message) -> None:
        now = STEADY_CLOCK.lately()
        phone = topics.parse_owntracks(message.topic)
        if phone is not None:
            self._fixes(Received(phone, message.payload, now, message.receipt, parse_owntracks))
        elif message.topic in (topics.TRACCAR_POSITIONS, topics.TRACCAR_EVENTS):
            device_id = traccar.device_id_of(message.payload) or UNNAMED
            self._fixes(Received(device_id, message.payload, now, message.receipt, parse_traccar))
        else:
            log.error("a message on a topic nobody subscribed to")

"""The topics of devices and gateways; pure."""

from functools import lru_cache
from typing import NamedTuple

PREFIX = "sigap/v1"

FIX, STATUS, SOS = "fix", "status", "sos"

TRACCAR_POSITIONS, TRACCAR_EVENTS = "traccar/positions", "traccar/events"

# OwnTracks' three topics: places and the last will; regions entered and left; the phone's state.
FLOOD_TOPICS = (
    f"{PREFIX}/+/up/{FIX}",
    f"{PREFIX}/+/up/{STATUS}",
    *(f"owntracks/+/+{kind}" for kind in ("", "/event", "/status")),
    TRACCAR_POSITIONS,
    TRACCAR_EVENTS,
)
# On a connection of its own: no flood, of fixes or of statuses, must hold up a call for help.
SOS_TOPICS = (f"{PREFIX}/+/up/{SOS}",)

# The number of shared subscriptions at the broker, anyone's; the broker publishes it when it changes.
SHARES_COUNT = "$SYS/broker/shared_subscriptions/count"
# Nothing is published here: a subscription to it changes the count, and so makes the broker publish the count.
NO_TOPIC = f"{PREFIX}/count"


def shared(group: str, topic: str) -> str:
    """Bridges of one group share the messages of all devices. Mosquitto lets anybody join: see `share_group`."""
    return f"$share/{group}/{topic}"


class UpTopic(NamedTuple):
    """The sender and the kind of its message. What the payload claims about the sender is ignored."""

    device_id: str
    kind: str


@lru_cache(maxsize=32_768)  # the same thousands of topics recur
def parse_up(topic: str) -> UpTopic | None:
    """Return None if no device of ours publishes on this topic."""
    parts = topic.split("/")
    if len(parts) != 5 or parts[0] != "sigap" or parts[1] != "v1" or parts[3] != "up" or not parts[2]:
        return None
    return UpTopic(parts[2], parts[4])


def parse_owntracks(topic: str) -> str | None:
    """Return the sending device: the user in the topic, since the broker lets a user write below its own name only."""
    parts = topic.split("/")
    if len(parts) not in {3, 4} or parts[0] != "owntracks" or parts[3:] == ["cmd"]:
        return None
    return parts[1] or None


def fix(device_id: str) -> str:
    return f"{PREFIX}/{device_id}/up/{FIX}"


def status(device_id: str) -> str:
    return f"{PREFIX}/{device_id}/up/{STATUS}"


def sos(device_id: str) -> str:
    return f"{PREFIX}/{device_id}/up/{SOS}"


def order(device_id: str) -> str:
    return f"{PREFIX}/{device_id}/down/order"


def heard(device_id: str) -> str:
    return f"{PREFIX}/{device_id}/down/heard"


def stored(device_id: str) -> str:
    return f"{PREFIX}/{device_id}/down/stored"


def owntracks(device_id: str, phone: str) -> str:
    return f"owntracks/{device_id}/{phone}"


def owntracks_command(device_id: str, phone: str) -> str:
    return f"owntracks/{device_id}/{phone}/cmd"

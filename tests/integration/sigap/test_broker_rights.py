"""Which account may use which topic, at a real broker with our ACL."""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Thread

import paho.mqtt.client as paho
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from tests.servers import Broker

TIMEOUT_S = 20
MARK = "the end"


class Client:
    """A connected MQTT client; `heard` has the payloads of its subscribed topics."""

    def __init__(self, broker: Broker, username: str) -> None:
        self.heard: Queue[str] = Queue()
        self._subscribed: Queue[bool] = Queue()
        self._client = paho.Client(CallbackAPIVersion.VERSION2, username)
        self._client.username_pw_set(username, broker.passwords[username])
        self._client.on_message = lambda *arguments: self.heard.put(arguments[2].payload.decode())
        self._client.on_subscribe = lambda *_: self._subscribed.put(True)
        self._client.connect(broker.host, broker.port)
        # Not loop_start: it leaves a socket pair open until garbage collection, which may happen in another test.
        self._looping = Thread(target=self._client.loop_forever)
        self._looping.start()

    def listen(self, topic: str) -> None:
        self._client.subscribe(topic, qos=1)
        self._subscribed.get(timeout=TIMEOUT_S)

    def say(self, topic: str, words: str) -> None:
        self._client.publish(topic, words, qos=1).wait_for_publish(TIMEOUT_S)

    def all_heard(self) -> list[str]:
        """Wait for the mark, which was sent after everything else."""
        words = []
        while (word := self.heard.get(timeout=TIMEOUT_S)) != MARK:
            words.append(word)
        return words

    def close(self) -> None:
        self._client.disconnect()
        self._looping.join(TIMEOUT_S)


@contextmanager
def client(broker: Broker, username: str) -> Iterator[Client]:
    connected = Client(broker, username)
    try:
        yield connected
    finally:
        connected.close()


@pytest.fixture(scope="module")
def devices(broker: Broker) -> None:
    broker.add_devices(["GPS-A", "GPS-B"])


@pytest.mark.usefixtures("devices")
@pytest.mark.parametrize(
    ("topic", "is_heard"),
    [
        ("sigap/v1/GPS-A/up/fix", True),
        ("sigap/v1/GPS-A/up/status", True),
        ("owntracks/GPS-A/phone", True),
        ("sigap/v1/GPS-B/up/fix", False),
        ("sigap/v1/GPS-B/down/order", False),
        ("sigap/v1/GPS-A/down/order", False),
        ("owntracks/GPS-B/phone", False),
        ("traccar/positions", False),
    ],
)
def test_a_device_speaks_only_for_itself(broker: Broker, topic: str, is_heard: bool) -> None:
    with client(broker, "bridge-3") as bridge, client(broker, "GPS-A") as device:
        for each in ("sigap/v1/+/up/#", "sigap/v1/+/down/#", "owntracks/#", "traccar/positions"):
            bridge.listen(each)

        device.say(topic, "words")
        device.say("sigap/v1/GPS-A/up/fix", MARK)

        assert bridge.all_heard() == (["words"] if is_heard else [])


@pytest.mark.usefixtures("devices")
def test_a_device_hears_its_own_orders_and_nobody_elses(broker: Broker) -> None:
    with client(broker, "bridge-3") as bridge, client(broker, "GPS-A") as device:
        for each in ("sigap/v1/GPS-A/down/#", "sigap/v1/GPS-B/down/#", "sigap/v1/+/up/#", "#", "$SYS/#"):
            device.listen(each)

        bridge.say("sigap/v1/GPS-B/down/order", "not yours")
        bridge.say("sigap/v1/GPS-A/down/order", "yours")
        bridge.say("sigap/v1/GPS-A/down/stored", MARK)

        assert set(device.all_heard()) == {"yours"}


def test_a_gateway_writes_positions_and_hears_nothing(broker: Broker) -> None:
    with client(broker, "bridge-3") as bridge, client(broker, "traccar-gateway") as gateway:
        bridge.listen("traccar/positions")
        gateway.listen("sigap/v1/+/up/#")

        gateway.say("traccar/positions", MARK)

        assert bridge.all_heard() == []
        assert gateway.heard.empty()

"""A bridge's reader of fixes without anything behind it, in a process of its own: the cost of receiving alone."""

import asyncio
import multiprocessing as mp
import signal
from types import TracebackType
from typing import Any, Self

import uvloop

from bench.target import Login
from mqtt_bridge.client import BrokerLogin, Message, MqttClient, broker_login
from mqtt_bridge.stream import MqttStream

START_TIMEOUT_S = 20.0
STOP_TIMEOUT_S = 10.0
ACKNOWLEDGE_EVERY = 100

type Reader = type[MqttClient | MqttStream]  # paho, or our own

_context = mp.get_context("spawn")


class ReceiverProcess:
    def __init__(self, mqtt_url: str, login: Login, topic: str, *, reader: Reader) -> None:
        self._received = _context.RawValue("q", 0)
        self._subscribed = _context.Event()
        self._stop = _context.Event()
        at = broker_login(mqtt_url, username=login.username, password=login.password)
        arguments = (at, topic, reader, self._received, self._subscribed, self._stop)
        self._process = _context.Process(target=_run, args=arguments, name="receiver", daemon=True)

    @property
    def received(self) -> int:
        return int(self._received.value)

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._process.start)
        if not await asyncio.to_thread(self._subscribed.wait, START_TIMEOUT_S):
            raise TimeoutError("the receiver did not subscribe")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stop.set()
        await asyncio.to_thread(self._process.join, STOP_TIMEOUT_S)
        if self._process.is_alive():
            self._process.kill()


def _run(at: BrokerLogin, topic: str, reader: Reader, received: Any, subscribed: Any, stop: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent process stops this one
    uvloop.run(_receive(at, topic, reader, received, subscribed, stop))


async def _receive(at: BrokerLogin, topic: str, reader: Reader, received: Any, subscribed: Any, stop: Any) -> None:
    unacknowledged: list[Message] = []

    def on_message(message: Message) -> None:
        received.value += 1
        unacknowledged.append(message)
        if len(unacknowledged) >= ACKNOWLEDGE_EVERY:
            acknowledge()

    def acknowledge() -> None:
        client.acknowledge([message.receipt for message in unacknowledged])
        unacknowledged.clear()

    async with reader(at, subscriptions=(topic,), on_message=on_message) as client:
        await client.wait_until_connected()
        subscribed.set()
        while not stop.is_set():
            await asyncio.sleep(0.05)
            acknowledge()

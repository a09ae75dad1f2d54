"""From the dispatcher's send to the order at the vehicle and on every console, while fixes are stored."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec

from base.database import open_pool
from bench.console_watch import Read, Watch, watching
from bench.cpu import CpuWatch
from bench.desk import Desk
from bench.load_device import DeviceSpec
from bench.load_process import LoadProcess
from bench.made_fleet import make_devices, make_fleet, show_all
from bench.report import Measured
from bench.samples import spread_ms
from bench.target import Options, Target
from mqtt_bridge import topics
from mqtt_bridge.client import Message, MqttClient, broker_login

UNITS = 1_000
VEHICLES = 40  # those that are sent; this process plays them, the load plays all others
RATE_PER_S = 1_000.0
CONSOLES = 50
WARM_UP = 10
SECONDS = 45.0
SENT_PER_S = 5.0
ARRIVAL_TIMEOUT_S = 10.0


@dataclass(slots=True)
class Orders:
    """When each assignment's dispatch order reached its vehicle, on the clock of time.time."""

    came_at: dict[str, float] = field(default_factory=dict)

    def take(self, message: Message) -> None:
        now = time.time()
        order = msgspec.json.decode(message.payload)
        if order["kind"] == "dispatch":
            self.came_at.setdefault(order["assignment_id"], now)


@dataclass(slots=True)
class Sends:
    """When each assignment was requested, and how long the answer took."""

    asked_at: dict[str, float] = field(default_factory=dict)
    answered: list[float] = field(default_factory=list)


async def measure(target: Target, options: Options) -> Measured:
    pool = await open_pool(target.database_url, size=2, application_name="bench")
    try:
        fleet = await make_fleet(pool, options.units or UNITS)
        devices = await make_devices(target, pool, fleet)
        await show_all(pool, fleet)
    finally:
        pool.terminate()
    rate, seconds = options.rate_per_s or RATE_PER_S, options.seconds or SECONDS
    async with (
        LoadProcess(target.mqtt_url, devices[VEHICLES:], rate_per_s=rate) as load,
        _vehicles(target, devices[:VEHICLES]) as orders,
        watching(target, options.consoles or CONSOLES) as watch,
        Desk(target) as desk,
    ):
        await _send_many(desk, devices[:VEHICLES], WARM_UP)
        watch.forget()
        cpu = CpuWatch({**target.processes, "load": load.pid})
        sends = await _send_many(desk, devices[:VEHICLES], int(seconds * SENT_PER_S))
        used = cpu.figures()
        await _until_arrived(sends, orders)
    return Measured({**_figures(sends, orders, watch), "consoles": len(watch.consoles), "fixes_per_s": rate, **used})


@asynccontextmanager
async def _vehicles(target: Target, devices: Sequence[DeviceSpec]) -> AsyncIterator[Orders]:
    orders = Orders()
    async with AsyncExitStack() as stack:
        for device in devices:
            login = broker_login(target.mqtt_url, username=device.device_id, password=device.password)
            topic = topics.order(device.device_id)
            client = MqttClient(login, subscriptions=(topic,), on_message=orders.take, acknowledge_at_once=True)
            await stack.enter_async_context(client)
            await client.wait_until_connected()
        yield orders


async def _send_many(desk: Desk, devices: Sequence[DeviceSpec], count: int) -> Sends:
    """Send one vehicle at a time, in turn, and call it back at once, so that it can be sent again."""
    sends = Sends()
    for number in range(count):
        turn = asyncio.create_task(asyncio.sleep(1 / SENT_PER_S))
        device = devices[number % len(devices)]
        place = {"lat": devices[number % 7].lat, "lon": devices[number % 11].lon}
        incident = (await desk.post("/incidents", {"type": "medical", "position": place})).body
        answer = await desk.post(f"/incidents/{incident['id']}/assignments", {"unit_ids": [device.device_id]})
        assignment_id = assignment_ids(answer.body)[0]
        sends.asked_at[assignment_id] = answer.asked_at_s
        sends.answered.append(answer.took_s)
        await turn
        await desk.post(f"/assignments/{assignment_id}/status", {"status": "canceled"})
    return sends


def assignment_ids(body: Any) -> list[str]:
    return [each["id"] for each in body]


async def _until_arrived(sends: Sends, orders: Orders) -> None:
    """Raises TimeoutError: an order that does not arrive is lost, not slow."""
    async with asyncio.timeout(ARRIVAL_TIMEOUT_S):
        while sends.asked_at.keys() - orders.came_at.keys():  # noqa: ASYNC110 - nobody is in a hurry here
            await asyncio.sleep(0.05)
    await asyncio.sleep(1.0)  # the consoles' last frames


def _figures(sends: Sends, orders: Orders, watch: Watch) -> dict[str, float | None]:
    """An order is on all consoles when it is on the last of them."""
    shown_at = _shown_at(watch)
    to_vehicle = [orders.came_at[each] - asked_at for each, asked_at in sends.asked_at.items()]
    to_consoles = [
        max(shown_at[each]) - asked_at
        for each, asked_at in sends.asked_at.items()
        if len(shown_at.get(each, ())) == len(watch.consoles)
    ]
    return {
        **spread_ms(to_vehicle, "to_vehicle_"),
        **spread_ms(to_consoles, "to_consoles_"),
        **spread_ms(sends.answered, "answered_"),
        "not_on_all_consoles": len(sends.asked_at) - len(to_consoles),
        "samples": len(sends.asked_at),
    }


def _shown_at(watch: Watch) -> dict[str, list[float]]:
    """Return, for each assignment, when each console received it."""
    made = Read(made_assignments)
    shown: dict[str, list[float]] = {}
    for console in watch.consoles:
        for came_at, raw in console.frames:
            for assignment_id in made(raw):
                shown.setdefault(assignment_id, []).append(came_at)
    return shown


def made_assignments(frame: dict[str, Any]) -> list[str]:
    if frame["type"] != "event" or frame["kind"] != "units_assigned":
        return []
    return assignment_ids(frame["data"]["assignments"])

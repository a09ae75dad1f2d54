"""How soon other crews' calls for help are alerts while one device floods: with nonsense statuses, then with SOS."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from uuid import uuid4

import msgspec

from bench.console_watch import Watch, watching
from bench.desk import Desk
from bench.flood_device import calls_for_help, flood, nonsense_statuses
from bench.load_device import DeviceSpec
from bench.made_fleet import make_devices, make_fleet
from bench.report import Measured
from bench.samples import spread_ms
from bench.target import Options, Target
from geo.database import Pool, open_pool
from mqtt_bridge import topics
from mqtt_bridge.client import MqttClient, broker_login

UNITS = 40
PRESSERS = 30  # by turns: the alert of one is taken before its turn comes again
MESSAGES = 20_000
EVERY_S = 1.0
BEFORE_S = 3.0
SECONDS = 30.0  # of presses from the flood's beginning on
PATIENCE_S = 90.0
FLOODS: Sequence[tuple[str, Callable[[int], list[bytes]]]] = (
    (topics.STATUS, nonsense_statuses),
    (topics.SOS, calls_for_help),
)
COUNTED = "SELECT coalesce(sum(total), 0)::bigint FROM ingest_count WHERE outcome = 'too_many_waiting'"


@dataclass(slots=True)
class Presses:
    """Of each unit when it pressed, until that is an alert, on the clock of time.time; and how long each took."""

    open: dict[str, float] = field(default_factory=dict)
    took_s: list[float] = field(default_factory=list)


async def measure(target: Target, options: Options) -> Measured:
    pool = await open_pool(target.database_url, size=2, application_name="bench")
    try:
        devices = await make_devices(target, pool, await make_fleet(pool, UNITS))
        figures: dict[str, float | None] = {}
        for kind, payloads in FLOODS:
            figures |= await _flooded(target, pool, devices, kind, payloads(MESSAGES), options.seconds or SECONDS)
    finally:
        pool.terminate()
    return Measured({**figures, "messages": MESSAGES})


async def _flooded(
    target: Target, pool: Pool, devices: Sequence[DeviceSpec], kind: str, payloads: list[bytes], seconds: float
) -> dict[str, float | None]:
    folded: int = await pool.fetchval(COUNTED)
    async with watching(target, 1) as watch, Desk(target) as desk, AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(_client(target, each)) for each in devices[1 : PRESSERS + 1]]
        for client in clients:
            await client.wait_until_connected()
        presses = Presses()
        async with asyncio.TaskGroup() as group:
            heeding = group.create_task(_heed(watch, desk, presses), name="heed")
            pressing = group.create_task(
                _press(devices[1 : PRESSERS + 1], clients, presses, BEFORE_S + seconds), name="press"
            )
            await asyncio.sleep(BEFORE_S)
            taken_s = await asyncio.to_thread(flood, target.mqtt_url, devices[0], kind, payloads)
            await pressing
            await _until_all_are_alerts(presses)
            heeding.cancel()
    return {
        **spread_ms(presses.took_s, f"{kind}_"),
        f"{kind}_missed": len(presses.open),
        f"{kind}_samples": len(presses.took_s),
        f"{kind}_taken_s": taken_s,
        f"{kind}_let_go": await pool.fetchval(COUNTED) - folded,
    }


def _client(target: Target, device: DeviceSpec) -> MqttClient:
    login = broker_login(target.mqtt_url, username=device.device_id, password=device.password)
    return MqttClient(login, on_message=lambda _: None, acknowledge_at_once=True)


async def _press(
    devices: Sequence[DeviceSpec], clients: Sequence[MqttClient], presses: Presses, seconds: float
) -> None:
    """Each press is said once: what repeats it until it is heard would hide that it was lost."""
    presser, until = cycle(zip(devices, clients, strict=True)), time.monotonic() + seconds
    while time.monotonic() < until:
        turn = asyncio.create_task(asyncio.sleep(EVERY_S))
        device, client = next(presser)
        presses.open[device.device_id] = time.time()
        client.publish_soon(topics.sos(device.device_id), b'{"key":"%b"}' % uuid4().hex.encode(), qos=1)
        await turn


async def _heed(watch: Watch, desk: Desk, presses: Presses) -> None:
    """Notes when the console was told of each alert, and takes it."""
    [console] = watch.consoles
    while True:
        await asyncio.sleep(0.05)
        frames, console.frames[:] = list(console.frames), []
        for came_at, raw in frames:
            for alarm in raised(msgspec.json.decode(raw)):
                pressed_at = presses.open.pop(alarm["unit_id"], None)
                if pressed_at is not None:
                    presses.took_s.append(came_at - pressed_at)
                await desk.post(f"/alarms/{alarm['id']}/take")


def raised(frame: dict[str, Any]) -> list[dict[str, Any]]:
    if frame["type"] != "event" or frame["kind"] != "alarm_raised":
        return []
    return [alarm for alarm in frame["data"]["alarms"] if alarm["kind"] == topics.SOS]


async def _until_all_are_alerts(presses: Presses) -> None:
    """What is none after so long is missed, and that is a figure."""
    deadline = time.monotonic() + PATIENCE_S
    while presses.open and time.monotonic() < deadline:  # noqa: ASYNC110 - told by the console
        await asyncio.sleep(0.1)

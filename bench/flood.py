"""How soon other crews' calls for help become alerts while one device floods: with nonsense statuses, then with SOS.

A crew's call is an `up/sos`; while the flood is fixes that call, it is such a fix too.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import msgspec

from base.database import open_pool
from bench.console_watch import Watch, watching
from bench.desk import Desk
from bench.flood_device import call_by_fix, call_by_sos, calls_for_help, fixes_that_call, flood, nonsense_statuses
from bench.load_device import DeviceSpec
from bench.made_fleet import make_devices, make_fleet
from bench.report import Measured
from bench.samples import spread_ms
from bench.target import Options, Target
from mqtt_bridge import topics
from mqtt_bridge.client import MqttClient, broker_login

UNITS = 40
PRESSERS = 30  # in turn: each one's alert is taken before its turn comes again
MESSAGES = 20_000
EVERY_S = 1.0
BEFORE_S = 3.0
SECONDS = 30.0
PATIENCE_S = 90.0
FLOODS: Mapping[str, tuple[str, str, Callable[[int], list[bytes]]]] = {
    "status": (topics.STATUS, topics.SOS, nonsense_statuses),
    "sos": (topics.SOS, topics.SOS, calls_for_help),
    "fix": (topics.FIX, topics.FIX, fixes_that_call),
}
CALLS: Mapping[str, Callable[[DeviceSpec], bytes]] = {topics.SOS: call_by_sos, topics.FIX: call_by_fix}
COUNTED = "SELECT coalesce(sum(total), 0)::bigint FROM ingest_count WHERE outcome IN ('too_many_waiting', 'folded')"


@dataclass(frozen=True, slots=True)
class Drill:
    """One device sends the payloads on `up/{kind}`, crews press on `up/{pressed}`."""

    target: Target
    devices: Sequence[DeviceSpec]
    kind: str
    pressed: str
    payloads: list[bytes]
    seconds: float  # how long crews press after the flood begins


@dataclass(slots=True)
class Presses:
    """`open`: the time of each unit's press (clock of time.time) until it is an alert; `took_s`: how long each took."""

    open: dict[str, float] = field(default_factory=dict)
    took_s: list[float] = field(default_factory=list)


async def measure(target: Target, options: Options) -> Measured:
    pool = await open_pool(target.database_url, size=2, application_name="bench")
    try:
        devices = await make_devices(target, pool, await make_fleet(pool, UNITS))
        figures: dict[str, float | None] = {}
        for name, (kind, pressed, payloads) in FLOODS.items():
            drill = Drill(target, devices, kind, pressed, payloads(MESSAGES), options.seconds or SECONDS)
            before: int = await pool.fetchval(COUNTED)
            figures |= {f"{name}_{figure}": value for figure, value in (await _flooded(drill)).items()}
            figures[f"{name}_folded"] = await pool.fetchval(COUNTED) - before
    finally:
        pool.terminate()
    return Measured({**figures, "messages": MESSAGES})


async def _flooded(drill: Drill) -> dict[str, float | None]:
    loud, *others = drill.devices[: PRESSERS + 1]
    async with watching(drill.target, 1) as watch, Desk(drill.target) as desk, AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(_client(drill.target, each)) for each in others]
        for client in clients:
            await client.wait_until_connected()
        presses = Presses()
        async with asyncio.TaskGroup() as group:
            taking = group.create_task(_take_alerts(watch, desk, presses), name="take alerts")
            pressing = group.create_task(_press(drill, list(zip(others, clients, strict=True)), presses), name="press")
            await asyncio.sleep(BEFORE_S)
            taken_s = await asyncio.to_thread(flood, drill.target.mqtt_url, loud, drill.kind, drill.payloads)
            await pressing
            await _until_all_are_alerts(presses)
            taking.cancel()
    return {
        **spread_ms(presses.took_s),
        "missed": len(presses.open),
        "samples": len(presses.took_s),
        "taken_s": taken_s,
    }


def _client(target: Target, device: DeviceSpec) -> MqttClient:
    login = broker_login(target.mqtt_url, username=device.device_id, password=device.password)
    return MqttClient(login, on_message=lambda _: None, acknowledge_at_once=True)


async def _press(drill: Drill, crews: Sequence[tuple[DeviceSpec, MqttClient]], presses: Presses) -> None:
    """Send each press only once: a resend would hide that it was lost."""
    crew, until = cycle(crews), time.monotonic() + BEFORE_S + drill.seconds
    while time.monotonic() < until:
        turn = asyncio.create_task(asyncio.sleep(EVERY_S))
        device, client = next(crew)
        presses.open[device.device_id] = time.time()
        topic = f"{topics.PREFIX}/{device.device_id}/up/{drill.pressed}"
        client.publish_soon(topic, CALLS[drill.pressed](device), qos=1)
        await turn


async def _take_alerts(watch: Watch, desk: Desk, presses: Presses) -> None:
    """Note when the console received each alert, and take the alert."""
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
    """Wait for the last alerts; a press that is none by then counts as missed."""
    deadline = time.monotonic() + PATIENCE_S
    while presses.open and time.monotonic() < deadline:  # noqa: ASYNC110 - told by the console
        await asyncio.sleep(0.1)

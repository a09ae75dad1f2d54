"""How long the desk's other commands take over HTTP while fixes are stored and consoles watch."""

import asyncio
from collections.abc import Sequence

from base.database import open_pool
from bench.console_watch import watching
from bench.cpu import CpuWatch
from bench.desk import Desk
from bench.load_device import DeviceSpec
from bench.load_process import LoadProcess
from bench.made_fleet import make_devices, make_fleet
from bench.report import Measured
from bench.samples import percentile, spread_ms
from bench.target import Options, Target

UNITS = 1_000
RATE_PER_S = 1_000.0
CONSOLES = 50
WARM_UP = 5
SECONDS = 45.0
INCIDENTS_PER_S = 2.0  # each takes eight commands

type Samples = dict[str, list[float]]


async def measure(target: Target, options: Options) -> Measured:
    pool = await open_pool(target.database_url, size=2, application_name="bench")
    try:
        fleet = await make_fleet(pool, options.units or UNITS)
        devices = await make_devices(target, pool, fleet)
    finally:
        pool.terminate()
    rate, seconds = options.rate_per_s or RATE_PER_S, options.seconds or SECONDS
    async with (
        LoadProcess(target.mqtt_url, devices, rate_per_s=rate) as load,
        watching(target, options.consoles or CONSOLES) as watch,
        Desk(target) as desk,
    ):
        await _work(desk, devices, WARM_UP)
        cpu = CpuWatch({**target.processes, "load": load.pid})
        samples = await _work(desk, devices, int(seconds * INCIDENTS_PER_S))
        used = cpu.figures()
        watched = len(watch.consoles)
    return Measured({**_figures(samples), "consoles": watched, "fixes_per_s": rate, **used})


def _figures(samples: Samples) -> dict[str, float | None]:
    everything = [took_s for of_one_kind in samples.values() for took_s in of_one_kind]
    slowest = {f"{kind}_p99_ms": (percentile(taken, 99) or 0.0) * 1000 for kind, taken in samples.items()}
    return {**spread_ms(everything), "samples": len(everything), **slowest}


async def _work(desk: Desk, devices: Sequence[DeviceSpec], count: int) -> Samples:
    samples: Samples = {}
    for number in range(count):
        turn = asyncio.create_task(asyncio.sleep(1 / INCIDENTS_PER_S))
        await _one_incident(desk, devices[number % len(devices)], devices[(number * 7) % len(devices)], samples)
        await turn
    return samples


async def _one_incident(desk: Desk, device: DeviceSpec, at: DeviceSpec, into: Samples) -> None:
    """From call to closing; `send` measures the sending itself."""

    async def timed(kind: str, path: str, body: object, *, patch: bool = False) -> str:
        answer = await (desk.patch(path, body) if patch else desk.post(path, body))
        into.setdefault(kind, []).append(answer.took_s)
        return str(answer.body.get("id", "")) if isinstance(answer.body, dict) else ""

    position = {"lat": at.lat, "lon": at.lon}
    call_id = await timed("call", "/calls", {"caller_number": "0800123456"})
    new = {"type": "medical", "position": position, "call_id": call_id}
    incident = f"/incidents/{await timed('incident', '/incidents', new)}"
    await timed("correction", incident, {"description": "third floor"}, patch=True)
    await timed("note", f"{incident}/notes", {"text": "the gate is open"})
    sent = await desk.post(f"{incident}/assignments", {"unit_ids": [device.device_id]})
    status = f"/assignments/{sent.body[0]['id']}/status"
    for step in ("en_route", "on_scene", "clear"):
        await timed("status", status, {"status": step})
    await timed("close", f"{incident}/close", {"disposition": "resolved"})

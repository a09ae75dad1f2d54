"""What the parts of the fix loop reach alone: a bare COPY, the broker, and a mere receiver (paho or our stream)."""

import asyncio
import time
from collections.abc import Callable, Sequence
from itertools import batched

from base.database import Connection, Pool
from bench.load_device import DeviceSpec
from bench.load_process import LoadProcess
from bench.receiver import Reader, ReceiverProcess
from bench.target import Target
from mqtt_bridge.client import MqttClient
from mqtt_bridge.stream import MqttStream

KIND = "bench"  # devices may write up/bench, bridges may read it, and no bridge subscribes to it
SECONDS = 6.0
WARM_UP_S = 1.0
STEER_EVERY_S = 0.01
ON_THE_WAY_MAX = 2_000
DEVICES = 1_000  # enough to load the broker; more only take longer to connect
COPIED_ROWS = 100_000
BATCH = 500


async def measure(target: Target, pool: Pool, devices: Sequence[DeviceSpec]) -> dict[str, float | None]:
    async with pool.acquire() as conn:
        copied_per_s = await _copy(conn)
    some = devices[:DEVICES]
    return {
        "copy_rows_per_s": copied_per_s,
        "broker_alone_per_s": await _broker_alone(target, some),
        "paho_alone_per_s": await _reader_alone(target, some, MqttClient),
        "stream_alone_per_s": await _reader_alone(target, some, MqttStream),
    }


async def _copy(conn: Connection) -> float:
    """Copy the same rows into a table of the same structure, in batches of 500, one transaction each."""
    rows = [tuple(row) for row in await conn.fetch("SELECT * FROM fix LIMIT $1", COPIED_ROWS, timeout=60)]
    await conn.execute("CREATE TABLE bench_copy (LIKE fix INCLUDING ALL)")
    start = time.monotonic()
    for batch in batched(rows, BATCH):
        await conn.copy_records_to_table("bench_copy", records=batch)
    elapsed_s = time.monotonic() - start
    await conn.execute("DROP TABLE bench_copy")
    return len(rows) / elapsed_s


async def _broker_alone(target: Target, devices: Sequence[DeviceSpec]) -> float:
    """Publish without any subscriber: the broker only accepts and acknowledges."""
    async with LoadProcess(target.mqtt_url, devices, rate_per_s=None, kind=KIND) as load:
        return await _rate(load, lambda: load.acknowledged)


async def _reader_alone(target: Target, devices: Sequence[DeviceSpec], reader: Reader) -> float:
    """Receive and acknowledge like a bridge, but discard everything."""
    async with (
        ReceiverProcess(target.mqtt_url, target.receiver, f"sigap/v1/+/up/{KIND}", reader=reader) as receiver,
        LoadProcess(target.mqtt_url, devices, rate_per_s=None, kind=KIND) as load,
    ):
        return await _rate(load, lambda: receiver.received)


async def _rate(load: LoadProcess, done: Callable[[], int]) -> float:
    async with asyncio.TaskGroup() as group:
        steering = group.create_task(_steer(load, done))
        await asyncio.sleep(WARM_UP_S)
        before, start = done(), time.monotonic()
        await asyncio.sleep(SECONDS)
        rate = (done() - before) / (time.monotonic() - start)
        steering.cancel()
    return rate


async def _steer(load: LoadProcess, done: Callable[[], int]) -> None:
    while True:
        load.check()
        load.allow(done() + ON_THE_WAY_MAX)
        await asyncio.sleep(STEER_EVERY_S)

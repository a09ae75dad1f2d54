"""A phone repeats its last position while its unit drives: the desk is alerted that the position is old."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime

from base.database import Pool
from dispatch.store import views
from dispatch.views.board import AlertOut
from mqtt_bridge import topics
from tests.conftest import StartChild
from tests.desk import NOW, STATION_EAST, Desk, detail_of, make_desk
from tests.fleet import fix_payload
from tests.mqtt_device import GpsUnit, gps_unit
from tests.servers import Broker
from tests.waiting import until
from tracking.devices.devices import add_device


@asynccontextmanager
async def repeating(unit: GpsUnit, payload: bytes) -> AsyncIterator[None]:
    """Repeat the same fix, as phones do without satellites."""

    async def repeat() -> None:
        while True:
            await unit.send(payload)
            await asyncio.sleep(0.5)

    task = asyncio.create_task(repeat(), name="repeat")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_the_place_of_a_driving_unit_that_repeats_its_last_fix_is_old_until_a_new_one_comes(
    pool: Pool, broker: Broker, start_bridge: StartChild, start_worker: StartChild
) -> None:
    desk = await make_desk(pool)
    for unit_id in ("AMB-01", "AMB-02"):
        async with pool.acquire() as conn:
            await add_device(conn, unit_id, now=NOW)
        await desk.send(await desk.incident(), unit_id)
    await start_bridge()
    await start_worker(SIGAP_UNIT_PLACE_OLD_AFTER_S="10")
    at_its_station = fix_payload(speed_mps=0, lat=STATION_EAST.lat, lon=STATION_EAST.lon)

    async with gps_unit(broker, "AMB-01") as driving, gps_unit(broker, "AMB-02") as parked:
        await set_off(desk, driving)
        async with repeating(driving, fix_payload(speed_mps=12)), repeating(parked, at_its_station):
            await until(lambda: is_raised(pool), saw=lambda: alarms(pool))
            [alarm] = await alarms(pool)
            first_came_at = await pool.fetchval("SELECT min(received_at) FROM fix f WHERE f.speed_mps = 12")
        await driving.send(fix_payload(5, speed_mps=12))
        await until(lambda: is_over(pool), saw=lambda: alarms(pool))

    assert (alarm.kind, alarm.unit_id) == ("unit_place_old", "AMB-01")
    assert datetime.fromisoformat(detail_of(alarm)["placed_at"]) == first_came_at


async def set_off(desk: Desk, unit: GpsUnit) -> None:
    find = "SELECT a.id FROM assignment a JOIN unit u ON u.key = a.unit_key WHERE u.unit_id = $1"
    assignment_id = await desk.pool.fetchval(find, unit.device_id)
    word = {"assignment_id": str(assignment_id), "status": "en_route"}
    await unit.client.publish(topics.status(unit.device_id), json.dumps(word).encode())
    await until(lambda: desk.pool.fetchval("SELECT bool_or(status = 'en_route') FROM assignment"))


async def alarms(pool: Pool) -> list[AlertOut]:
    """Return the alerts about positions; others are about orders that nobody acknowledged."""
    async with pool.acquire() as conn:
        return [each for each in await views.open_alerts(conn) if each.kind in ("unit_place_old", "unit_silent")]


async def is_raised(pool: Pool) -> bool:
    return bool(await alarms(pool))


async def is_over(pool: Pool) -> bool:
    return not await alarms(pool)

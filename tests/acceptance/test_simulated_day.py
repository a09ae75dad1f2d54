"""A simulated day through the whole system: broker, bridge, API, worker and database are the real ones."""

import asyncio
from datetime import UTC, datetime

from base.database import Pool
from core.domain.actor import Role
from simulators.api_client import Login
from simulators.options import DeviceLogin, SimulateOptions
from simulators.run import simulate
from tests.conftest import Api, StartChild
from tests.desk import PASSWORD, make_desk
from tests.servers import Broker
from tests.waiting import until
from tracking.devices.devices import add_device

UNITS = ("AMB-01", "AMB-02", "DMK-01", "DMK-02")
STEPS = ["acknowledged", "en_route", "on_scene", "transporting", "at_hospital", "clear"]

# A day in a minute, and vehicles as fast: the filter for jumps must allow it.
IN_A_HURRY = {"SIGAP_FIX_SPEED_MAX_MPS": "100000"}


async def options_for(pool: Pool, api: Api, broker: Broker) -> SimulateOptions:
    async with pool.acquire() as conn, conn.transaction():
        device_ids = {unit: (await add_device(conn, unit, now=datetime.now(UTC)))[0] for unit in UNITS}
    passwords = broker.add_devices(list(device_ids.values()))
    return SimulateOptions(
        api_url=api.url,
        mqtt_url=broker.url,
        devices=tuple(
            DeviceLogin(device_id, unit, device_id, password)
            for (unit, device_id), password in zip(device_ids.items(), passwords, strict=True)
        ),
        call_taker=Login(Role.CALL_TAKER.value, PASSWORD),
        dispatcher=Login(Role.DISPATCHER.value, PASSWORD),
        speed=400,
        wheels=40,
        calls_per_hour=10,
        patience_s=0.5,
        forget=0,
        gaps=20,
        fix_driving_s=0.5,
        fix_parked_s=2,
    )


async def test_calls_become_incidents_that_crews_work_off(
    pool: Pool, api: Api, broker: Broker, start_bridge: StartChild, start_worker: StartChild
) -> None:
    await make_desk(pool)
    await start_bridge(**IN_A_HURRY)
    await start_worker()
    options = await options_for(pool, api, broker)

    running = asyncio.create_task(simulate(options), name="simulation")
    try:
        await until(lambda: running.done() or worked_off(pool), timeout_s=240, every_s=0.5)
        assert not running.done(), running
    finally:
        running.cancel()
        await asyncio.wait([running])

    await every_step_came_in_order(pool)
    assert await pool.fetchval("SELECT count(*) FROM call WHERE disposition IN ('prank', 'silent', 'information')")
    assert await pool.fetchval("SELECT count(DISTINCT unit_key) FROM fix") == len(UNITS)
    assert await pool.fetchval("SELECT count(*) FROM quarantined_fix") == 0


async def worked_off(pool: Pool) -> bool:
    """Whether a few incidents are closed, and a patient was taken to a hospital."""
    closed = await pool.fetchval("SELECT count(*) FROM incident WHERE disposition IN ('resolved', 'transported')")
    transported = await pool.fetchval("SELECT count(*) FROM incident WHERE disposition = 'transported'")
    return bool(closed >= 2 and transported)


async def every_step_came_in_order(pool: Pool) -> None:
    rows = await pool.fetch(
        "SELECT array_agg(m.kind ORDER BY m.at, m.id) AS steps FROM assignment a"
        " JOIN milestone m ON m.assignment_id = a.id WHERE a.status = 'clear' AND m.source = 'pressed' GROUP BY a.id"
    )
    assert rows
    for row in rows:
        steps = [step for step in row["steps"] if step != "dispatched"]
        assert steps in (STEPS, [*STEPS[:3], "clear"])

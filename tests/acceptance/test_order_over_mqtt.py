"""An order from the outbox to the vehicle and the crew's answer back, through a real broker and a real bridge."""

import json

from base.database import Pool
from mqtt_bridge import topics
from tests.conftest import StartChild
from tests.desk import NOW, make_desk
from tests.mqtt_device import gps_unit
from tests.servers import Broker
from tests.waiting import until
from tracking.devices.devices import add_device


async def test_an_order_reaches_the_vehicle_and_the_crews_answer_ends_its_sending(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    desk = await make_desk(pool)
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=NOW)
    await start_bridge()

    async with gps_unit(broker, "AMB-01") as unit:
        await desk.send(await desk.incident(), "AMB-01")
        await pool.execute("UPDATE outbox SET expires_at = now() + interval '10 min'")
        await pool.execute("UPDATE assignment SET dispatched_at = now()")
        await until(lambda: unit.orders)
        order = unit.orders[0]
        answer = {"assignment_id": order["assignment_id"], "status": "acknowledged", "seq": 1}
        await unit.client.publish(topics.status("AMB-01"), json.dumps(answer).encode())
        await until(lambda: pool.fetchval("SELECT status = 'acknowledged' FROM assignment"))

    assert (order["kind"], order["incident"]["type"]) == ("dispatch", "medical")
    row = dict(await pool.fetchrow("SELECT delivered_at, acknowledged_at, finished_at FROM outbox") or {})
    assert None not in row.values()


async def test_an_order_written_while_no_bridge_runs_goes_out_when_one_comes(
    pool: Pool, broker: Broker, start_bridge: StartChild
) -> None:
    desk = await make_desk(pool)
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=NOW)
    await desk.send(await desk.incident(), "AMB-01")
    await pool.execute("UPDATE outbox SET expires_at = now() + interval '10 min'")

    async with gps_unit(broker, "AMB-01") as unit:
        await start_bridge()
        await until(lambda: unit.orders)

    assert unit.orders[0]["kind"] == "dispatch"

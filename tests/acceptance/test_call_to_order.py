"""End to end: a call over HTTP, an order to the vehicle over MQTT, the crew's answer on every console."""

import json

from base.database import Pool
from core.domain.actor import Role
from mqtt_bridge import topics
from tests.conftest import Api, StartChild
from tests.consoles import Console, console
from tests.desk import NOW, make_desk
from tests.mqtt_device import gps_unit
from tests.people import People
from tests.servers import Broker
from tests.waiting import until
from tracking.devices.devices import add_device

HERE = {"lat": -7.63, "lon": 111.52}


async def test_a_call_becomes_an_order_in_the_vehicle_and_a_closed_incident(
    pool: Pool, broker: Broker, start_bridge: StartChild, api: Api
) -> None:
    await make_desk(pool)
    async with pool.acquire() as conn:
        await add_device(conn, "AMB-01", now=NOW)
    await start_bridge()
    async with (
        People(api.url) as people,
        gps_unit(broker, "AMB-01") as vehicle,
        console(api.live_url, token=await people.token(Role.SUPERVISOR)) as follower,
    ):
        taker, dispatcher = await people.client(Role.CALL_TAKER), await people.client(Role.DISPATCHER)
        await follower.subscribe()
        await follower.until_type("snapshot")

        call = (await taker.post("/calls", json={"caller_number": "+62811", "words": "pingsan"})).json()
        incident = (
            await taker.post("/incidents", json={"type": "medical", "position": HERE, "call_id": call["id"]})
        ).json()
        advice = (await dispatcher.get(f"/incidents/{incident['id']}/recommendation")).json()
        sent = await dispatcher.post(
            f"/incidents/{incident['id']}/assignments",
            json={"unit_ids": advice["advised"], "recommendation_id": advice["id"]},
        )
        await until(lambda: vehicle.orders)
        order = vehicle.orders[0]
        for status in ("acknowledged", "en_route", "on_scene", "clear"):
            word = {"assignment_id": order["assignment_id"], "status": status}
            await vehicle.client.publish(topics.status("AMB-01"), json.dumps(word).encode())
        await follower.until(lambda _: status_on(follower, incident["id"]) == "cleared")
        closed = await dispatcher.post(f"/incidents/{incident['id']}/close", json={"disposition": "resolved"})
        await follower.until(lambda _: incident["id"] not in follower.board.incidents)

        whole = (await taker.get(f"/incidents/{incident['id']}")).json()

    assert advice["advised"] == ["AMB-01"]
    assert (sent.status_code, closed.json()["status"]) == (201, "closed")
    assert (order["incident"]["number"], order["kind"]) == (incident["number"], "dispatch")
    assert [each["caller_number"] for each in whole["calls"]] == ["+62811"]
    assert set(whole["assignments"][0]["reached_at"]) == {"acknowledged", "en_route", "on_scene", "clear"}
    assert [entry["kind"] for entry in whole["timeline"]] == [
        "incident_created",
        "units_assigned",
        *["assignment_status_changed"] * 4,
        "incident_closed",
    ]
    seqs = [frame["seq"] for frame in follower.frames if frame["type"] == "event"]
    assert seqs == list(range(seqs[0], seqs[0] + len(seqs)))
    assert "+62811" not in str(follower.frames)


def status_on(follower: Console, incident_id: str) -> str | None:
    status: str | None = follower.board.incidents.get(incident_id, {}).get("status")
    return status

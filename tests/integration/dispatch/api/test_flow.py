"""A call on its way through the API, from the ring to the closed incident."""

from dispatch.domain.actor import Role
from tests.people import People


async def test_a_call_becomes_an_incident_gets_a_unit_and_is_closed(people: People) -> None:
    taker, dispatcher = await people.client(Role.CALL_TAKER), await people.client(Role.DISPATCHER)
    crew = await people.client(Role.CREW)

    call = (await taker.post("/calls", json={"caller_number": "+62811", "words": "pingsan"})).json()
    made = await taker.post(
        "/incidents",
        json={"type": "medical", "position": {"lat": -7.63, "lon": 111.52}, "call_id": call["id"]},
    )
    assert made.status_code == 201, made.text
    incident = made.json()
    advice = (await dispatcher.get(f"/incidents/{incident['id']}/recommendation")).json()
    sent = await dispatcher.post(
        f"/incidents/{incident['id']}/assignments",
        json={"unit_ids": advice["advised"], "recommendation_id": advice["id"]},
    )
    assert sent.status_code == 201, sent.text
    (assignment,) = sent.json()
    for status in ("acknowledged", "en_route", "on_scene", "clear"):
        answer = await crew.post(f"/assignments/{assignment['id']}/status", json={"status": status})
        assert answer.status_code == 200, answer.text
    closed = await dispatcher.post(f"/incidents/{incident['id']}/close", json={"disposition": "resolved"})

    assert closed.json()["status"] == "closed"
    whole = (await taker.get(f"/incidents/{incident['id']}")).json()
    assert [each["caller_number"] for each in whole["calls"]] == ["+62811"]
    assert whole["timeline"][0]["kind"] == "incident_created"
    assert [entry["seq"] for entry in whole["timeline"]] == sorted(entry["seq"] for entry in whole["timeline"])

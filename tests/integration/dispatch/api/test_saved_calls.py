"""What a call-taker saves is one command: call, place, incident and note together, or none of it."""

from typing import Any

import httpx
import pytest

from base.database import Pool
from core.domain.actor import Role
from tests.people import People, problem_of

HERE = {"lat": -7.63, "lon": 111.52}
SAID = {
    "caller_number": "0812000111",
    "words": "asap dari dapur",
    "location": {"position": HERE, "source": "call_taker"},
}


@pytest.fixture
async def taker(people: People) -> httpx.AsyncClient:
    return await people.client(Role.CALL_TAKER)


@pytest.fixture
async def call_id(taker: httpx.AsyncClient) -> str:
    return str((await taker.post("/calls", json={})).json()["id"])


def incident_of(call_id: str, **more: Any) -> dict[str, Any]:
    return {"type": "structure_fire", "position": HERE, "call_id": call_id, "call": SAID, **more}


async def test_a_saved_call_is_an_incident_with_its_words_and_its_place(
    taker: httpx.AsyncClient, pool: Pool, call_id: str
) -> None:
    before = await pool.fetchval("SELECT max(seq) FROM event_log")

    key = {"Idempotency-Key": "saved-once"}
    saved = await taker.post("/incidents", json=incident_of(call_id), headers=key)
    again = await taker.post("/incidents", json=incident_of(call_id), headers=key)

    call = (await taker.get(f"/calls/{call_id}")).json()
    kinds = [row["kind"] for row in await pool.fetch("SELECT kind FROM event_log WHERE seq > $1 ORDER BY seq", before)]
    assert (saved.status_code, again.json()) == (201, saved.json())
    assert (call["incident_id"], call["disposition"]) == (saved.json()["id"], "incident")
    assert (call["caller_number"], call["words"]) == ("0812000111", "asap dari dapur")
    assert [(each["position"], each["source"]) for each in call["locations"]] == [(HERE, "call_taker")]
    assert kinds == ["incident_created", "caller_located"]


async def test_a_second_caller_joins_with_words_and_place_and_the_crews_hear_of_it(
    taker: httpx.AsyncClient, people: People, pool: Pool, call_id: str
) -> None:
    dispatcher = await people.client(Role.DISPATCHER)
    incident = (await taker.post("/incidents", json={"type": "structure_fire", "position": HERE})).json()
    await dispatcher.post(f"/incidents/{incident['id']}/assignments", json={"unit_ids": ["AMB-01"]})
    before = await pool.fetchval("SELECT max(seq) FROM event_log")

    joins = {**SAID, "incident_id": incident["id"], "note": "ada orang di lantai dua"}
    key = {"Idempotency-Key": "joined-once"}
    joined = await taker.patch(f"/calls/{call_id}", json=joins, headers=key)
    again = await taker.patch(f"/calls/{call_id}", json=joins, headers=key)

    file = (await dispatcher.get(f"/incidents/{incident['id']}")).json()
    kinds = [row["kind"] for row in await pool.fetch("SELECT kind FROM event_log WHERE seq > $1 ORDER BY seq", before)]
    assert (joined.status_code, again.json()) == (200, joined.json())
    assert (joined.json()["words"], len(joined.json()["locations"])) == ("asap dari dapur", 1)
    assert [note["text"] for note in file["notes"]] == ["ada orang di lantai dua"]
    assert [each["note_id"] for each in file["assignments"][0]["notices"]] == [file["notes"][0]["id"]]
    assert kinds == ["call_closed", "caller_located", "note_added"]


async def test_of_what_is_refused_nothing_is_kept(taker: httpx.AsyncClient, call_id: str) -> None:
    refused = await taker.post("/incidents", json=incident_of(call_id, type="no_such_type"))

    call = (await taker.get(f"/calls/{call_id}")).json()
    assert problem_of(refused)["code"] == "unknown_incident_type"
    assert (call["words"], call["locations"], call["closed_at"]) == (None, [], None)


async def test_a_call_that_was_ended_makes_no_second_incident(taker: httpx.AsyncClient, call_id: str) -> None:
    await taker.post("/incidents", json=incident_of(call_id))

    again = await taker.post("/incidents", json=incident_of(call_id))

    assert problem_of(again)["code"] == "call_is_closed"
    assert len((await taker.get(f"/calls/{call_id}")).json()["locations"]) == 1


async def test_details_need_their_call_and_a_note_its_incident(taker: httpx.AsyncClient, call_id: str) -> None:
    no_call = await taker.post("/incidents", json={"type": "medical", "position": HERE, "call": SAID})
    no_incident = await taker.patch(f"/calls/{call_id}", json={"note": "ada orang di lantai dua"})

    assert [problem_of(each)["code"] for each in (no_call, no_incident)] == ["invalid_request"] * 2

"""Two call-takers never work on the same call: the slower one learns who has it, and may take it over."""

from typing import Any

import httpx
import pytest

from base.database import Pool
from dispatch.domain.actor import Role
from dispatch.store import event_log
from tests.people import People, problem_of


@pytest.fixture
async def ringing(people: People) -> dict[str, Any]:
    gateway = await people.client(Role.SUPERVISOR)
    call: dict[str, Any] = (await gateway.post("/calls", json={"ringing": True, "caller_number": "0812"})).json()
    return call


@pytest.fixture
async def other(people: People, pool: Pool) -> httpx.AsyncClient:
    """Another call-taker: the dispatcher's account, given that role."""
    await pool.execute("UPDATE account SET role = 'call_taker' WHERE username = 'dispatcher'")
    return await people.client(Role.DISPATCHER)


async def test_a_ringing_call_is_answered_by_whoever_claims_it_first(
    people: People, other: httpx.AsyncClient, ringing: dict[str, Any]
) -> None:
    taker = await people.client(Role.CALL_TAKER)
    assert (ringing["answered_at"], ringing["claimed_by"]) == (None, None)

    claimed = (await taker.post(f"/calls/{ringing['id']}/claim")).json()
    again = await taker.post(f"/calls/{ringing['id']}/claim")
    refused = await other.post(f"/calls/{ringing['id']}/claim")

    assert (claimed["answered_by"], claimed["claimed_by"]) == ("call_taker", "call_taker")
    assert claimed["answered_at"] is not None
    assert again.status_code == 200
    assert refused.status_code == 409
    assert (problem_of(refused)["code"], problem_of(refused)["claimed_by"]) == ("call_is_claimed", "call_taker")


async def test_who_took_it_over_works_on_it_alone(
    people: People, other: httpx.AsyncClient, ringing: dict[str, Any]
) -> None:
    taker, path = await people.client(Role.CALL_TAKER), f"/calls/{ringing['id']}"
    await taker.post(f"{path}/claim")

    taken = (await other.post(f"{path}/claim", json={"take_over": True})).json()
    late = await taker.patch(path, json={"disposition": "prank"})
    incident = {"type": "medical", "position": {"lat": -7.63, "lon": 111.52}, "call_id": ringing["id"]}
    too_late = await taker.post("/incidents", json=incident)
    saved = await other.post("/incidents", json=incident)

    assert (taken["answered_by"], taken["claimed_by"]) == ("call_taker", "dispatcher")
    assert [problem_of(each)["code"] for each in (late, too_late)] == ["call_is_claimed"] * 2
    assert saved.status_code == 201


async def test_a_call_put_back_waits_for_anybody(
    people: People, other: httpx.AsyncClient, ringing: dict[str, Any]
) -> None:
    taker, path = await people.client(Role.CALL_TAKER), f"/calls/{ringing['id']}"
    await taker.post(f"{path}/claim")

    not_his = await other.post(f"{path}/release")
    put_back = (await taker.post(f"{path}/release")).json()
    claimed = await other.post(f"{path}/claim")

    assert problem_of(not_his)["code"] == "call_is_claimed"
    assert put_back["claimed_by"] is None
    assert claimed.json()["claimed_by"] == "dispatcher"


async def test_a_call_ended_by_mistake_is_found_and_opened_again_with_a_reason(
    people: People, pool: Pool, ringing: dict[str, Any]
) -> None:
    taker, path = await people.client(Role.CALL_TAKER), f"/calls/{ringing['id']}"
    await taker.post(f"{path}/claim")
    await taker.patch(path, json={"disposition": "prank", "words": "anak-anak"})
    later = (await taker.post("/calls", json={})).json()

    newest, *older = (await taker.get("/calls", params={"open": False})).json()
    page = await taker.get("/calls", params={"open": False, "before": newest["received_at"]})
    without = await taker.post(f"{path}/reopen", json={})
    opened = (await taker.post(f"{path}/reopen", json={"reason": "bukan iseng"})).json()
    again = await taker.post(f"{path}/reopen", json={"reason": "bukan iseng"})

    assert (newest["id"], [each["id"] for each in older]) == (later["id"], [ringing["id"]])
    assert page.json() == older
    assert without.status_code == 422
    assert (opened["closed_at"], opened["disposition"], opened["claimed_by"]) == (None, None, None)
    assert (opened["words"], problem_of(again)["code"]) == ("anak-anak", "call_is_open")
    async with pool.acquire() as conn:
        [event] = await event_log.newest_events(conn, before=None, kinds=["call_reopened"], limit=2)
    assert (event.data["reason"], event.data["was"]) == ("bukan iseng", "prank")


async def test_the_log_of_a_call_holds_neither_number_nor_words(pool: Pool, ringing: dict[str, Any]) -> None:
    (call,) = await pool.fetchval("SELECT data -> 'calls' FROM event_log WHERE kind = 'call_taken'")

    assert call["id"] == str(ringing["id"])
    assert {"caller_number", "caller_name", "words"} & call.keys() == set()

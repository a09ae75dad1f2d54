"""Two call-takers never work on the same call: the slower one learns who has it, and may take it over."""

import asyncio
from typing import Any
from uuid import UUID

import httpx
import pytest

from base.database import Pool
from core.domain.actor import Role
from core.store import event_chain
from tests.people import People, problem_of
from tests.waiting import until


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
        [event] = await event_chain.newest_events(conn, before=None, kinds=["call_reopened"], limit=2)
    assert (event.data["reason"], event.data["was"]) == ("bukan iseng", "prank")


async def test_what_becomes_of_a_call_that_was_joined_is_logged_with_its_incident(
    people: People, pool: Pool, ringing: dict[str, Any]
) -> None:
    taker, path = await people.client(Role.CALL_TAKER), f"/calls/{ringing['id']}"
    place = {"lat": -7.63, "lon": 111.52}
    await taker.post(f"{path}/claim")
    alone = await taker.patch(path, json={"words": "asap"})
    made = await taker.post("/incidents", json={"type": "medical", "position": place, "call_id": ringing["id"]})

    corrected = await taker.patch(path, json={"words": "asap hitam"})
    located = await taker.post(f"{path}/locations", json={"position": place, "source": "aml"})
    released = await taker.post(f"{path}/release")
    reopened = await taker.post(f"{path}/reopen", json={"reason": "salah gabung"})

    answers = (alone, made, corrected, located, released, reopened)
    assert [each.status_code for each in answers] == [200, 201, 200, 201, 200, 200]
    async with pool.acquire() as conn:
        events = await event_chain.events_after(conn, 0, limit=100)
    incident_id = made.json()["id"]
    assert [(each.kind, each.incident_id and str(each.incident_id)) for each in events[-6:]] == [
        ("call_updated", None),
        ("incident_created", incident_id),
        ("call_updated", incident_id),
        ("caller_located", incident_id),
        ("call_released", incident_id),
        ("call_reopened", incident_id),
    ]


async def waiting_for_locks(pool: Pool, count: int) -> bool:
    waiting: int = await pool.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return waiting == count


async def test_a_call_and_the_merge_of_its_incident_wait_for_each_other(
    people: People, pool: Pool, ringing: dict[str, Any]
) -> None:
    taker, desk = await people.client(Role.CALL_TAKER), await people.client(Role.DISPATCHER)
    place = {"type": "medical", "position": {"lat": -7.63, "lon": 111.52}}
    merged = (await taker.post("/incidents", json={**place, "call_id": ringing["id"]})).json()["id"]
    into = (await taker.post("/incidents", json=place)).json()["id"]
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute("SELECT FROM incident WHERE id = $1 FOR UPDATE", UUID(merged))
        corrected = asyncio.create_task(taker.patch(f"/calls/{ringing['id']}", json={"words": "asap hitam"}))
        await until(lambda: waiting_for_locks(pool, 1))
        merging = asyncio.create_task(desk.post(f"/incidents/{merged}/merge", json={"into": into}))
        await until(lambda: waiting_for_locks(pool, 2))

    assert [(await each).status_code for each in (corrected, merging)] == [200, 200]


async def test_the_log_of_a_call_holds_neither_number_nor_words(pool: Pool, ringing: dict[str, Any]) -> None:
    (call,) = await pool.fetchval("SELECT data -> 'calls' FROM event_log WHERE kind = 'call_taken'")

    assert call["id"] == str(ringing["id"])
    assert {"caller_number", "caller_name", "words"} & call.keys() == set()

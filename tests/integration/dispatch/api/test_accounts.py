"""Accounts over HTTP: created, changed, disabled; at least one person can always let others in."""

import asyncio
import json

import httpx
import msgspec

from base.database import Pool
from core.domain.actor import Role
from core.store.answer_seal import AnswerSeal
from core.views.accounts import AccountAddedOut, AccountOut
from tests.conftest import Api
from tests.consoles import console
from tests.people import People, problem_of

SITI = {"username": "siti", "full_name": "Siti Aminah", "role": "call_taker"}


async def log_in(people: People, username: str, password: str) -> httpx.Response:
    return await people.anonymous().post("/session", json={"username": username, "password": password})


async def test_a_password_is_shown_once_and_kept_nowhere(people: People, pool: Pool) -> None:
    admin = await people.client(Role.ADMIN)

    first, again = [await admin.post("/accounts", json=SITI, headers={"Idempotency-Key": "one"}) for _ in range(2)]

    made = msgspec.json.decode(first.content, type=AccountAddedOut)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == {**first.json(), "password": None}
    assert made.password is not None
    assert (await log_in(people, "siti", made.password)).status_code == 200
    seal = AnswerSeal("user:admin", "one")  # the stored answer must lack the password, even for somebody with the key
    kept = await pool.fetch("SELECT status, sealed_body FROM idempotency_key WHERE key_sha256 = $1", seal.key_sha256)
    bodies = [seal.open(row["sealed_body"], status=row["status"]) for row in kept]
    logged = await pool.fetch("SELECT data::text FROM event_log WHERE kind = 'account_added'")
    assert [json.loads(body) for body in bodies] == [again.json()]
    assert not any(made.password in row["data"] for row in logged)


async def test_whoever_is_disabled_is_out_at_once_and_their_socket_too(people: People, api: Api) -> None:
    admin, dispatcher = await people.client(Role.ADMIN), await people.client(Role.DISPATCHER)
    async with console(api.live_url, token=await people.token(Role.DISPATCHER)) as open_console:
        await open_console.subscribe()
        await open_console.until_type("snapshot")

        disabled = await admin.patch("/accounts/dispatcher", json={"disabled": True})

        assert problem_of(await dispatcher.get("/me"))["code"] == "token_invalid"
        assert await open_console.close_code() == 4401
    assert msgspec.json.decode(disabled.content, type=AccountOut).disabled_at is not None
    back = await admin.patch("/accounts/dispatcher", json={"disabled": False})
    assert (back.json()["disabled_at"], back.json()["sessions"]) == (None, 0)


async def test_another_role_ends_the_session_and_another_name_does_not(people: People) -> None:
    admin, dispatcher = await people.client(Role.ADMIN), await people.client(Role.DISPATCHER)

    await admin.patch("/accounts/dispatcher", json={"full_name": "Dewi"})
    still = await dispatcher.get("/me")
    changed = await admin.patch("/accounts/dispatcher", json={"role": "crew", "unit_id": "AMB-02"})

    assert still.json()["full_name"] == "Dewi"
    assert (changed.json()["role"], changed.json()["unit_id"]) == ("crew", "AMB-02")
    assert (await dispatcher.get("/me")).status_code == 401


async def test_a_new_password_ends_what_the_old_one_opened(people: People) -> None:
    admin, viewer = await people.client(Role.ADMIN), await people.client(Role.VIEWER)

    password = (await admin.post("/accounts/viewer/password")).json()["password"]

    assert (await viewer.get("/me")).status_code == 401
    assert (await log_in(people, "viewer", password)).status_code == 200


async def test_the_last_admin_stays_however_two_of_them_race(people: People, pool: Pool) -> None:
    admin = await people.client(Role.ADMIN)
    alone = [
        problem_of(await admin.patch("/accounts/admin", json=change))["code"]
        for change in ({"disabled": True}, {"role": "viewer"})
    ]
    await admin.post("/accounts", json={**SITI, "role": "admin"})

    answers = await asyncio.gather(
        *(admin.patch(f"/accounts/{name}", json={"disabled": True}) for name in ("siti", "admin"))
    )

    assert alone == ["last_admin", "last_admin"]
    assert 200 in {each.status_code for each in answers}
    assert await pool.fetchval("SELECT count(*) FROM account WHERE role = 'admin' AND disabled_at IS NULL") == 1


async def test_what_makes_no_sense_is_refused_and_only_admins_keep_accounts(people: People) -> None:
    admin, supervisor = await people.client(Role.ADMIN), await people.client(Role.SUPERVISOR)

    refused = [
        problem_of(await admin.post("/accounts", json={**SITI, **change}))["code"]
        for change in (
            {"username": "admin"},
            {"username": "Siti Aminah"},
            {"role": "king"},
            {"role": "crew"},
            {"role": "crew", "unit_id": "NO-1"},
        )
    ]

    assert refused == ["username_taken", "invalid_request", "invalid_request", "crew_needs_unit", "unknown_unit"]
    assert problem_of(await admin.patch("/accounts/nobody", json={"disabled": True}))["code"] == "unknown_account"
    forbidden = [await supervisor.get("/accounts"), await supervisor.post("/accounts", json=SITI)]
    assert [each.status_code for each in forbidden] == [403, 403]

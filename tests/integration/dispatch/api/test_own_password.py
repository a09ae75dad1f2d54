"""A person's own password over HTTP: the old one is required, and guessing it is slowed down."""

import httpx

from base.database import Pool
from core.access.login_limiter import BY_BROWSER
from core.domain.actor import Role
from tests.conftest import Api
from tests.consoles import console
from tests.desk import PASSWORD
from tests.people import People, problem_of

NEW = "kuda-laut-biru-7"


async def change(client: httpx.AsyncClient, *, old: str = PASSWORD, new: str = NEW) -> httpx.Response:
    return await client.post("/me/password", json={"old_password": old, "new_password": new})


async def log_in(people: People, password: str, *, username: str = "dispatcher") -> httpx.Response:
    return await people.anonymous().post("/session", json={"username": username, "password": password})


async def test_a_new_password_lets_in_the_old_does_not_and_other_sessions_end(
    people: People, api: Api, pool: Pool
) -> None:
    here = await people.client(Role.DISPATCHER)
    elsewhere = (await log_in(people, PASSWORD)).json()["token"]
    async with console(api.live_url, token=elsewhere) as open_console:
        await open_console.subscribe()
        await open_console.until_type("snapshot")

        changed = await change(here)

        assert changed.status_code == 204
        assert await open_console.close_code() == 4401
    assert (await here.get("/me")).status_code == 200
    assert [(await log_in(people, word)).status_code for word in (PASSWORD, NEW)] == [401, 200]
    event = await pool.fetchrow("SELECT actor, data::text AS data FROM event_log WHERE kind = 'password_changed'")
    assert event is not None
    assert event["actor"] == "user:dispatcher"
    assert NEW not in event["data"]
    assert await pool.fetchval("SELECT count(*) FROM idempotency_key") == 0


async def test_a_wrong_old_password_or_a_short_new_one_changes_nothing_and_the_session_stays(people: People) -> None:
    client = await people.client(Role.VIEWER)

    wrong, short = await change(client, old="guess"), await change(client, new="short")

    assert (wrong.status_code, problem_of(wrong)["code"]) == (403, "wrong_password")
    assert (short.status_code, problem_of(short)["code"]) == (422, "password_too_short")
    assert (await client.get("/me")).status_code == 200
    assert (await log_in(people, PASSWORD, username="viewer")).status_code == 200


async def test_whoever_found_an_open_screen_cannot_guess_for_long(people: People) -> None:
    client = await people.client(Role.CREW)
    for _ in range(BY_BROWSER.burst):
        await change(client, old="guess")

    blocked = await change(client)

    assert (blocked.status_code, problem_of(blocked)["code"]) == (429, "too_many_attempts")

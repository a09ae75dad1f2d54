"""Access control: every role at every route, wrong or expired tokens, cookies from other origins."""

import asyncio

import httpx

from base.database import Pool
from core.access.login_limiter import BY_NAME_AND_ADDRESS
from core.domain.actor import Role
from tests.conftest import Api
from tests.desk import PASSWORD
from tests.people import People, problem_of

HERE = {"lat": -7.63, "lon": 111.52}


async def test_a_wrong_token_opens_nothing(people: People) -> None:
    stranger = people.anonymous()

    for header in ("Bearer wrong", "Bearer", "Basic abc", f"Bearer {'a' * 5000}", "Bearer é"):
        response = await stranger.get("/units", headers=[(b"Authorization", header.encode())])

        assert response.status_code == 401
        assert problem_of(response)["code"] in {"token_invalid", "token_missing"}
        assert response.headers["www-authenticate"] == "Bearer"


async def test_an_expired_token_says_so(people: People, pool: Pool) -> None:
    client = await people.client(Role.DISPATCHER)
    await pool.execute("UPDATE session SET expires_at = now() - interval '1 second'")

    response = await client.get("/me")

    assert (response.status_code, problem_of(response)["code"]) == (401, "token_expired")


async def test_a_wall_that_is_opened_now_and_then_stays_logged_in(people: People, pool: Pool) -> None:
    wall = people.anonymous()
    body = {"username": "viewer", "password": PASSWORD}
    assert (await wall.post("/session", json=body)).is_success  # its cookie is set now
    await pool.execute("UPDATE session SET expires_at = now() + interval '1 hour'")

    shown = await wall.get("/me")

    assert "sigap_session" in shown.cookies
    assert await pool.fetchval("SELECT min(expires_at) > now() + interval '80 days' FROM session")


async def test_log_out_ends_the_session(people: People) -> None:
    client = await people.client(Role.DISPATCHER)

    assert (await client.delete("/session")).status_code == 204

    assert problem_of(await client.get("/me"))["code"] == "token_invalid"


async def test_a_wrong_password_tells_nothing_of_the_name(people: People) -> None:
    stranger = people.anonymous()

    wrong = [
        problem_of(await stranger.post("/session", json={"username": name, "password": "not-the-password"}))
        for name in ("dispatcher", "nobody")
    ]

    assert wrong[0] == wrong[1]
    assert wrong[0]["code"] == "wrong_credentials"


async def test_guessing_passwords_is_slowed_down_for_that_name_only(people: People) -> None:
    stranger = people.anonymous()
    for _ in range(BY_NAME_AND_ADDRESS.burst):
        await stranger.post("/session", json={"username": "dispatcher", "password": "guess"})

    blocked = await stranger.post("/session", json={"username": "dispatcher", "password": PASSWORD})
    other = await stranger.post("/session", json={"username": "supervisor", "password": PASSWORD})

    assert (blocked.status_code, problem_of(blocked)["code"]) == (429, "too_many_attempts")
    assert 0 < int(blocked.headers["retry-after"]) <= BY_NAME_AND_ADDRESS.every_s
    assert other.status_code == 200


async def test_of_guesses_sent_at_once_few_are_tested_and_made_up_addresses_do_not_help(people: People) -> None:
    guesses = [
        people.anonymous().post(
            "/session",
            json={"username": "dispatcher", "password": PASSWORD if number == 59 else "guess"},
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        )
        for number in range(60)
    ]

    answers = [response.status_code for response in await asyncio.gather(*guesses)]

    assert 0 < answers.count(401) <= BY_NAME_AND_ADDRESS.burst
    assert answers.count(401) + answers.count(429) == 60


async def test_whoever_guesses_at_a_name_keeps_nobody_from_the_browser_that_is_known(people: People) -> None:
    login = {"username": "dispatcher", "password": PASSWORD}
    at_the_desk, stranger = people.anonymous(), people.anonymous()
    first = await at_the_desk.post("/session", json=login)
    for _ in range(BY_NAME_AND_ADDRESS.burst):
        await stranger.post("/session", json={**login, "password": "guess"})

    blocked = await stranger.post("/session", json=login)
    again = await at_the_desk.post("/session", json=login)

    assert (first.status_code, blocked.status_code, again.status_code) == (200, 429, 200)
    assert "sigap_browser" in at_the_desk.cookies


async def test_a_name_that_is_not_ours_is_refused_but_a_device_is_heard(api: Api) -> None:
    foreign = {"Host": "elsewhere.example"}
    async with httpx.AsyncClient(base_url=api.url) as client:
        refused = await client.get("/api/v1/me", headers=foreign)
        device = await client.get("/ingest/osmand/nobody?id=x&lat=1&lon=1", headers=foreign)

    assert (refused.status_code, problem_of(refused)["code"]) == (421, "unknown_host")
    assert device.status_code == 401


async def test_a_cookie_from_a_foreign_page_commands_nothing(people: People, api: Api) -> None:
    token = await people.token(Role.SUPERVISOR)
    body = {"type": "medical", "position": HERE}
    async with httpx.AsyncClient(base_url=f"{api.url}/api/v1", cookies={"sigap_session": token}) as browser:
        foreign = await browser.post("/incidents", json=body, headers={"Origin": "https://elsewhere.example"})
        nameless = await browser.post("/incidents", json=body)
        own = await browser.post("/incidents", json=body, headers={"Origin": api.url})
        reading = await browser.get("/me", headers={"Origin": "https://elsewhere.example"})

    assert [problem_of(response)["code"] for response in (foreign, nameless)] == ["foreign_origin"] * 2
    assert (own.status_code, reading.status_code) == (201, 200)


async def test_the_cookie_is_for_the_server_alone(people: People) -> None:
    response = await people.anonymous().post("/session", json={"username": "viewer", "password": PASSWORD})

    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


READERS = {
    "/units": set(Role),
    "/incidents": set(Role),
    "/stations": set(Role),
    "/incident-types": set(Role),
    "/calls": {Role.CALL_TAKER, Role.DISPATCHER, Role.SUPERVISOR},
    "/alarms": {Role.CALL_TAKER, Role.DISPATCHER, Role.SUPERVISOR},
    "/units/AMB-01/track": {Role.DISPATCHER, Role.SUPERVISOR},
    "/events": {Role.SUPERVISOR, Role.ADMIN},
    "/events/newest": {Role.SUPERVISOR, Role.ADMIN},
}


async def test_each_role_reads_what_it_may_and_no_more(people: People) -> None:
    clients = {role: await people.client(role) for role in Role}

    got = {
        path: {role for role, client in clients.items() if (await client.get(path)).status_code == 200}
        for path in READERS
    }

    assert got == READERS


async def test_only_the_desk_makes_incidents(people: People) -> None:
    clients = {role: await people.client(role) for role in Role}

    made = {
        role
        for role, client in clients.items()
        if (await client.post("/incidents", json={"type": "medical", "position": HERE})).status_code == 201
    }

    assert made == {Role.CALL_TAKER, Role.DISPATCHER, Role.SUPERVISOR}


async def test_a_call_taker_sends_nobody(people: People) -> None:
    taker = await people.client(Role.CALL_TAKER)
    incident = (await taker.post("/incidents", json={"type": "medical", "position": HERE})).json()

    response = await taker.post(f"/incidents/{incident['id']}/assignments", json={"unit_ids": ["AMB-01"]})

    assert response.status_code == 403


async def test_a_crew_sees_and_answers_for_its_own_work_only(people: People) -> None:
    dispatcher, crew = await people.client(Role.DISPATCHER), await people.client(Role.CREW)
    made = {}
    for unit_id in ("AMB-01", "AMB-02"):
        incident = (await dispatcher.post("/incidents", json={"type": "medical", "position": HERE})).json()
        sent = await dispatcher.post(f"/incidents/{incident['id']}/assignments", json={"unit_ids": [unit_id]})
        made[unit_id] = (incident["id"], sent.json()[0]["id"])

    own = await crew.get(f"/incidents/{made['AMB-01'][0]}")
    others = await crew.get(f"/incidents/{made['AMB-02'][0]}")
    answer = await crew.post(f"/assignments/{made['AMB-02'][1]}/status", json={"status": "acknowledged"})

    assert own.status_code == 200
    assert (others.status_code, answer.status_code) == (404, 403)
    assert [unit["unit_id"] for unit in (await crew.get("/units")).json()] == ["AMB-01"]
    assert [incident["id"] for incident in (await crew.get("/incidents")).json()] == [made["AMB-01"][0]]


async def test_the_wall_sees_neither_callers_nor_words(people: People) -> None:
    taker, viewer = await people.client(Role.CALL_TAKER), await people.client(Role.VIEWER)
    call = (await taker.post("/calls", json={"caller_number": "+62811", "words": "tolong"})).json()
    incident = (
        await taker.post(
            "/incidents",
            json={"type": "medical", "position": HERE, "address": "Gang Melati 7", "call_id": call["id"]},
        )
    ).json()
    await taker.post(f"/incidents/{incident['id']}/notes", json={"text": "Pak Budi"})

    seen = (await viewer.get(f"/incidents/{incident['id']}")).text + (await viewer.get("/incidents")).text

    assert not any(secret in seen for secret in ("+62811", "tolong", "Melati", "Budi"))


async def test_figures_are_for_who_may_see_them(people: People, api: Api) -> None:
    viewer, taker = await people.client(Role.VIEWER), await people.client(Role.CALL_TAKER)

    answers = [await client.get(f"{api.url}/metrics") for client in (viewer, taker, people.anonymous())]

    assert [answer.status_code for answer in answers] == [200, 403, 401]
    assert "sigap_http_requests_total" in answers[0].text
    assert "sigap_open_incidents 0.0" in answers[0].text
    assert 'sigap_open_alerts{kind="sos",urgency="now"} 0.0' in answers[0].text


async def test_what_is_answered_stays_on_no_disk(people: People) -> None:
    dispatcher = await people.client(Role.DISPATCHER)

    answers = [await dispatcher.get("/calls"), await dispatcher.get("/nowhere"), await people.anonymous().get("/calls")]

    assert {each.headers["cache-control"] for each in answers} == {"no-store"}
    assert {each.headers["x-content-type-options"] for each in answers} == {"nosniff"}

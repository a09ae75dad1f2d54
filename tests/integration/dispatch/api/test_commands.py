"""A command is carried out once, however often it is sent and however the connection ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from base.database import Pool
from core.domain.actor import Role
from geo.roads.measures import ROUTER_FAILURES
from tests.people import People, problem_of

INCIDENT = {"type": "medical", "position": {"lat": -7.63, "lon": 111.52}}


async def test_the_same_key_gets_the_same_answer_and_is_done_once(people: People, pool: Pool) -> None:
    taker = await people.client(Role.CALL_TAKER, **{"Idempotency-Key": "k-1"})

    first, again = [await taker.post("/incidents", json=INCIDENT) for _ in range(2)]

    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert await pool.fetchval("SELECT count(*) FROM incident") == 1


async def test_the_same_key_at_once_waits_for_the_first(people: People, pool: Pool) -> None:
    taker = await people.client(Role.CALL_TAKER, **{"Idempotency-Key": "k-2"})

    answers = await asyncio.gather(*(taker.post("/incidents", json=INCIDENT) for _ in range(8)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await pool.fetchval("SELECT count(*) FROM incident") == 1


async def test_a_key_is_for_one_request_and_one_person(people: People) -> None:
    taker = await people.client(Role.CALL_TAKER, **{"Idempotency-Key": "k-3"})
    other = await people.client(Role.DISPATCHER, **{"Idempotency-Key": "k-3"})
    await taker.post("/incidents", json=INCIDENT)

    another_body = await taker.post("/incidents", json={**INCIDENT, "priority": 1})
    another_path = await taker.post("/calls", json={})
    another_person = await other.post("/incidents", json=INCIDENT)

    assert [problem_of(response)["code"] for response in (another_body, another_path)] == ["idempotency_key_reused"] * 2
    assert another_body.status_code == 422
    assert another_person.status_code == 201


async def test_a_refusal_is_not_kept(people: People) -> None:
    dispatcher = await people.client(Role.DISPATCHER)
    incident = (await dispatcher.post("/incidents", json=INCIDENT)).json()
    path, body = f"/incidents/{incident['id']}/assignments", {"unit_ids": ["AMB-01"]}
    await dispatcher.patch("/units/AMB-01", json={"staffed": False})
    key = {"Idempotency-Key": str(uuid4())}

    refused = await dispatcher.post(path, json=body, headers=key)
    await dispatcher.patch("/units/AMB-01", json={"staffed": True})
    done = await dispatcher.post(path, json=body, headers=key)

    assert (refused.status_code, done.status_code) == (409, 201)


async def test_units_sent_with_a_key_are_answered_again_when_the_incident_is_long_over(people: People) -> None:
    dispatcher = await people.client(Role.DISPATCHER)
    incident = (await dispatcher.post("/incidents", json=INCIDENT)).json()
    path, body = f"/incidents/{incident['id']}/assignments", {"unit_ids": ["AMB-01"]}
    key = {"Idempotency-Key": "k-4"}
    first = await dispatcher.post(path, json=body, headers=key)
    await dispatcher.post(f"/assignments/{first.json()[0]['id']}/status", json={"status": "clear"})
    await dispatcher.post(f"/incidents/{incident['id']}/close", json={"disposition": "resolved"})

    again = await dispatcher.post(path, json=body, headers=key)

    assert (again.status_code, again.json()) == (201, first.json())


CITY_WITHOUT_ROADS = """
INSERT INTO city (name, version, folder, west_deg, south_deg, east_deg, north_deg, timezone, imported_at)
VALUES ('a city', 'v1', '/nowhere', 111.4, -7.7, 111.6, -7.5, 'UTC', now())
"""


async def test_a_resend_asks_the_road_router_nothing(people: People, pool: Pool) -> None:
    await pool.execute(CITY_WITHOUT_ROADS)
    dispatcher = await people.client(Role.DISPATCHER)
    incident = (await dispatcher.post("/incidents", json=INCIDENT)).json()
    path, body = f"/incidents/{incident['id']}/assignments", {"unit_ids": ["AMB-01"]}
    key = {"Idempotency-Key": "k-5"}
    before = questions_to_the_router()
    first = await dispatcher.post(path, json=body, headers=key)
    asked = questions_to_the_router()

    again = await dispatcher.post(path, json=body, headers=key)
    another = await dispatcher.post(path, json={"unit_ids": ["AMB-02"]}, headers=key)

    assert asked > before
    assert questions_to_the_router() == asked
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotency-replayed"] == "true"
    assert problem_of(another)["code"] == "idempotency_key_reused"


def questions_to_the_router() -> float:
    """Count the questions to the router; its roads cannot be read, so each counts as unanswered."""
    return sum(
        sample.value
        for metric in ROUTER_FAILURES.collect()
        for sample in metric.samples
        if sample.name.endswith("_total")
    )


@pytest.fixture
async def settings_env(settings_env: dict[str, str], request: pytest.FixtureRequest) -> AsyncIterator[dict[str, str]]:
    """The tests of a lost connection put a relay between the API and its database."""
    if "wire" not in request.fixturenames:
        yield settings_env
        return
    wire: Wire = request.getfixturevalue("wire")
    parts = urlsplit(settings_env["SIGAP_DATABASE_URL"])
    async with wire.laid(parts.hostname or "127.0.0.1", parts.port or 5432) as port:
        netloc = f"{parts.username}:{parts.password}@127.0.0.1:{port}"
        yield settings_env | {"SIGAP_DATABASE_URL": urlunsplit(parts._replace(netloc=netloc))}


class Wire:
    """Relays bytes to the database; when armed, it passes COMMIT and cuts before the answer returns."""

    def __init__(self) -> None:
        self.armed = False
        self.cuts = 0

    @asynccontextmanager
    async def laid(self, host: str, port: int) -> AsyncIterator[int]:
        async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            server_reader, server_writer = await asyncio.open_connection(host, port)
            try:
                async with asyncio.TaskGroup() as group:
                    group.create_task(self._there(reader, server_writer), name="to the database")
                    group.create_task(self._back(server_reader, writer), name="from the database")
            except* ConnectionError:
                writer.transport.abort()
            finally:
                writer.close()
                server_writer.close()

        server = await asyncio.start_server(carry, "127.0.0.1", 0)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            server.close()
            await server.wait_closed()

    async def _there(self, reader: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            to.write(data)
            await to.drain()
            if self.armed and b"COMMIT" in data:
                self.armed = False
                self.cuts += 1
                raise ConnectionResetError
        to.close()

    @staticmethod
    async def _back(reader: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            to.write(data)
        to.close()


@pytest.fixture
def wire() -> Wire:
    return Wire()


async def test_a_connection_lost_at_commit_is_answered_with_what_was_done(
    people: People, pool: Pool, wire: Wire
) -> None:
    taker = await people.client(Role.CALL_TAKER)
    wire.armed = True

    response = await taker.post("/incidents", json=INCIDENT)

    assert wire.cuts == 1
    assert response.status_code == 201, response.text
    assert await pool.fetchval("SELECT number FROM incident") == response.json()["number"]


async def test_a_database_that_is_away_is_told_and_comes_back(people: People, pool: Pool) -> None:
    taker = await people.client(Role.CALL_TAKER)
    name = await pool.fetchval("SELECT current_database()")
    await pool.fetch(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name = 'sigap api'",
        name,
    )

    answers = [await taker.post("/incidents", json=INCIDENT) for _ in range(3)]

    assert answers[-1].status_code == 201
    assert {answer.status_code for answer in answers} <= {201, 503}
    assert all(problem_of(a)["code"] == "database_unavailable" for a in answers if a.status_code == 503)


@pytest.mark.parametrize(
    ("sqlstate", "code"),
    [("53100", "storage_full"), ("53200", "storage_failed"), ("58030", "storage_failed"), ("XX001", "storage_failed")],
)
async def test_what_the_database_cannot_store_is_asked_for_again_and_done_once_there_is_room(
    people: People, pool: Pool, sqlstate: str, code: str
) -> None:
    taker = await people.client(Role.CALL_TAKER, **{"Idempotency-Key": "k-full"})
    await pool.execute(
        f"CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '{sqlstate}'; END $$;"
        " CREATE TRIGGER no_room BEFORE INSERT ON incident EXECUTE FUNCTION no_room()"
    )

    refused = await taker.post("/incidents", json=INCIDENT)
    await pool.execute("DROP TRIGGER no_room ON incident")
    done = await taker.post("/incidents", json=INCIDENT)

    assert (refused.status_code, problem_of(refused)["code"]) == (503, code)
    assert int(refused.headers["Retry-After"]) > 0
    assert done.status_code == 201, done.text

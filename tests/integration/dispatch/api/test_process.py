"""The API process: ready only if it can work, alive without a database; and the worker beside it."""

import gc
import socket as sockets
from collections.abc import Iterator

import httpx
import pytest

from base.database import Pool
from core.domain.actor import Role
from tests.conftest import Api, StartChild
from tests.desk import Desk
from tests.people import People, problem_of
from tests.waiting import until

TOKEN = "a-token-for-prometheus"


@pytest.fixture
def settings_env(settings_env: dict[str, str], request: pytest.FixtureRequest) -> dict[str, str]:
    more = {"SIGAP_METRICS_TOKEN": TOKEN}
    if "away" in request.node.name:
        more["SIGAP_DATABASE_URL"] = f"postgresql://sigap:x@127.0.0.1:{a_closed_port()}/nowhere"
    return settings_env | more


def a_closed_port() -> int:
    with sockets.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


async def test_it_is_ready_when_a_row_is_written_and_a_doorbell_heard(api: Api, pool: Pool) -> None:
    async with httpx.AsyncClient(base_url=api.url) as client:
        await until(lambda: is_ready(client))

    assert await pool.fetchval("SELECT count(*) FROM idempotency_key WHERE actor = 'system:readyz'") == 1


@pytest.fixture
def loaded_without_looking_for_garbage() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("loaded_without_looking_for_garbage", "api")
async def test_garbage_is_looked_for_once_it_serves() -> None:
    assert gc.isenabled()


async def is_ready(client: httpx.AsyncClient) -> bool:
    return (await client.get("/readyz")).status_code == 200


async def test_it_lives_while_the_database_is_away_and_says_so(api: Api) -> None:
    async with httpx.AsyncClient(base_url=api.url) as client:
        alive, ready = await client.get("/healthz"), await client.get("/readyz")
        refused = await client.post("/api/v1/session", json={"username": "sri", "password": "x"})
        figures = await client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

    assert (alive.status_code, ready.status_code) == (200, 503)
    assert ready.json()["checks"]["database_write"] != "ok"
    assert (refused.status_code, problem_of(refused)["code"]) == (503, "database_unavailable")
    assert refused.headers["retry-after"] == "1"
    assert "sigap_database_up 0.0" in figures.text


async def test_it_is_not_ready_where_nothing_can_be_written(api: Api, pool: Pool) -> None:
    async with httpx.AsyncClient(base_url=api.url) as client:
        await until(lambda: is_ready(client))
        name = await pool.fetchval("SELECT current_database()")
        await pool.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        await pool.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = $1 AND pid <> pg_backend_pid() AND application_name LIKE 'sigap%'",
            name,
        )

        await until(lambda: is_refused_a_write(client))


async def is_refused_a_write(client: httpx.AsyncClient) -> bool:
    answer = await client.get("/readyz")
    why: str = answer.json()["checks"]["database_write"]
    return (answer.status_code, why) == (503, "ReadOnlySQLTransactionError")


async def test_figures_open_by_their_own_token(api: Api) -> None:
    async with httpx.AsyncClient(base_url=api.url) as client:
        right = await client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        wrong = await client.get("/metrics", headers={"Authorization": "Bearer wrong"})

    assert (right.status_code, wrong.status_code) == (200, 401)


async def test_an_order_nobody_acknowledges_becomes_an_alarm_that_a_person_takes(
    people: People, desk: Desk, pool: Pool, start_worker: StartChild
) -> None:
    incident_id = await desk.incident()
    await desk.send(incident_id, "AMB-01")  # long before the order expires
    dispatcher = await people.client(Role.DISPATCHER)

    workers = [await start_worker() for _ in range(2)]
    await until(lambda: pool.fetchval("SELECT count(*) FROM alarm"))
    (alarm,) = (await dispatcher.get("/alarms")).json()
    taken = await dispatcher.post(f"/alarms/{alarm['id']}/take")

    assert (alarm["kind"], alarm["unit_id"]) == ("order_not_acknowledged", "AMB-01")
    assert taken.json()["taken_by"] == "dispatcher"
    assert (await dispatcher.get("/alarms")).json() == []
    again = await dispatcher.post(f"/alarms/{alarm['id']}/take")
    assert (again.status_code, problem_of(again)["code"]) == (409, "alarm_already_taken")
    for worker in workers:
        await worker.stop()
        assert worker.process.returncode == 0
        assert "Traceback" not in worker.output

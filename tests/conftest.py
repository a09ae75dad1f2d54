"""Fixtures for every test: real servers, a fresh database per test, the processes of the system."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import pytest
import uvicorn
from fastapi import FastAPI
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from base.database import Pool

from sigap.migrations import migrate
from sigap.postgres import PostgresCluster
from tests.servers import (
    TEMPLATE,
    Broker,
    Child,
    clone_template,
    drop_database,
    running_broker,
    running_postgres,
    server_folder,
    start_child,
)
from tests.whole_stack import WholeStack, whole_stack

# If it is set, each of the hundreds of processes started here would compile all code again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A busy machine must not fail a test: nothing here is judged by its time.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def servers_folder() -> Iterator[Path]:
    with server_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
async def postgres(servers_folder: Path) -> AsyncIterator[PostgresCluster]:
    """A private cluster with a migrated template database, from which each test gets its own clone."""
    with running_postgres(servers_folder) as cluster:
        await cluster.ensure_database(TEMPLATE)
        await asyncio.to_thread(migrate, cluster.url(TEMPLATE))
        yield cluster


@pytest.fixture
async def database_url(postgres: PostgresCluster) -> AsyncIterator[str]:
    """A fresh, migrated, empty database."""
    name = await clone_template(postgres)
    yield postgres.url(name)
    await drop_database(postgres, name)


@pytest.fixture
async def pool(database_url: str) -> AsyncIterator["Pool"]:
    from base.database import open_pool  # noqa: PLC0415

    pool = await open_pool(database_url, size=8, application_name="test")
    try:
        yield pool
    finally:
        pool.terminate()


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """A real Mosquitto with the project's own settings; `broker.add_device("GPS-1")` returns a password."""
    with server_folder() as folder, running_broker(folder) as broker:
        yield broker


@pytest.fixture
def settings_env(database_url: str, broker: Broker, tmp_path: Path) -> dict[str, str]:
    """The environment that every process of the system gets."""
    return {
        "SIGAP_DATABASE_URL": database_url,
        "SIGAP_MQTT_URL": broker.url,
        "SIGAP_DATA_DIR": str(tmp_path),
    }


@dataclass(frozen=True, slots=True)
class Api:
    """A running API."""

    url: str

    @property
    def live_url(self) -> str:
        return urlunsplit(urlsplit(self.url)._replace(scheme="ws", path="/live"))


class QuietServer(uvicorn.Server):
    """A uvicorn that leaves Ctrl-C to pytest."""

    def capture_signals(self) -> nullcontext[None]:  # type: ignore[override]
        return nullcontext()


@pytest.fixture(scope="session")
def app() -> FastAPI:
    """The app, built once by the production factory: building its routes takes longer than most tests."""
    from dispatch.main import create_app  # noqa: PLC0415 - tests without an API need not load it

    return create_app()


@pytest.fixture
async def api(app: FastAPI, settings_env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Api]:
    """The API in this process, on a port of its own; its state lives as long as it is served."""
    for name, value in settings_env.items():
        monkeypatch.setenv(name, value)
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, log_config=None, ws_per_message_deflate=False, proxy_headers=False, timeout_graceful_shutdown=2
    )
    server = QuietServer(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]), name="api")
    try:
        async with asyncio.timeout(30):
            while not server.started:
                assert not serving.done(), "the API ended while starting"
                await asyncio.sleep(0.01)
        yield Api(f"http://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        server.should_exit = True
        await serving
        listener.close()


type StartChild = Callable[..., Awaitable[Child]]


@pytest.fixture
async def children(tmp_path: Path, settings_env: dict[str, str]) -> AsyncIterator[StartChild]:
    """Starts processes of the system with the test's settings, and stops them afterwards."""
    started: list[Child] = []

    async def start(module: str, *arguments: str, **env: str) -> Child:
        log = tmp_path / f"{module}-{len(started)}.log"
        child = await start_child(module, *arguments, env=settings_env | env, log=log)
        started.append(child)
        return child

    yield start
    for child in reversed(started):
        await child.stop()


@pytest.fixture
def start_bridge(children: StartChild, broker: Broker) -> StartChild:
    """`await start_bridge(worker=0)` starts a bridge process and returns once it has subscribed."""

    async def start(worker: int = 0, **env: str) -> Child:
        account = f"bridge-{worker}"
        credentials = {"SIGAP_MQTT_PASSWORD": broker.passwords[account]}
        child = await children("mqtt_bridge", "--worker", str(worker), **(credentials | env))
        await child.wait_for_output("bridge ready")
        return child

    return start


@pytest.fixture
def start_worker(children: StartChild) -> StartChild:
    """`await start_worker()` starts the worker process."""

    async def start(**env: str) -> Child:
        child = await children("dispatch.worker", **env)
        await child.wait_for_output("worker ready")
        return child

    return start


@pytest.fixture(scope="module")
async def stack() -> AsyncIterator[WholeStack]:
    """The whole system by `sigap up`, without a city; `stack.info` has its addresses."""
    with server_folder() as folder:
        async with whole_stack(folder) as stack:
            yield stack

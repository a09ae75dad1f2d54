"""The embedded stack: a city's whole system in one data folder, started in order, watched, and stopped in order."""

import asyncio
import logging
import signal
import time
from collections.abc import Awaitable, Callable

import asyncpg
import httpx

from base.database import Connection
from sigap import embedded, processes
from sigap.broker_accounts import BrokerAccounts
from sigap.chores import Chores
from sigap.data_dir import DataDir
from sigap.errors import SigapError
from sigap.info import Info
from sigap.lock import only_one
from sigap.migrations import migrate, newest_revision, revision_of
from sigap.mosquitto import reachable_host
from sigap.ports import release
from sigap.postgres import PostgresCluster
from sigap.settings import StackSettings
from sigap.supervisor import Service, Supervisor
from tracking.devices.service_accounts import BRIDGE_ACCOUNTS

log = logging.getLogger(__name__)

READY_TIMEOUT_S = 120.0  # on a busy machine the API has taken more than a minute to start

type Say = Callable[[str], None]


class Stack:
    def __init__(self, settings: StackSettings, folder: DataDir, *, say: Say) -> None:
        self.settings = settings
        self.folder = folder
        self.say = say
        self.supervisor = Supervisor(folder.logs, say=say, changed=self._write_info)
        self.chores = Chores(folder, self.supervisor, say=say)
        self.info = Info(str(folder.path), api_url="", mqtt_url="", database_url="")
        self.accounts: BrokerAccounts | None = None
        self._cluster: PostgresCluster | None = None
        self._published = False
        self._ports: list[int] = []

    async def start(self) -> None:
        await self._start_database()
        await self._start_broker()
        await self._start_processes()

    async def watch(self) -> None:
        """Run the chores until cancelled."""
        await self.chores.run(self.info, self.accounts)

    async def stop(self) -> None:
        """Stop the clients of a server before the server."""
        servers = ("mosquitto", "postgres")
        await self.supervisor.stop([name for name in self.supervisor.names() if name not in servers])
        for server in servers:
            await self.supervisor.stop([server])
        self._published = False
        release(*self._ports)
        self.folder.info_file.unlink(missing_ok=True)

    async def start_service(self, service: Service) -> None:
        await self.supervisor.start(service)

    def environment(self) -> dict[str, str]:
        """The environment that every process of the system gets."""
        return {
            "SIGAP_DATA_DIR": str(self.folder.path),
            "SIGAP_DATABASE_URL": self.info.database_url,
            "SIGAP_MQTT_URL": self.info.mqtt_url,
        }

    async def apply_accounts(self, conn: Connection) -> None:
        """Devices were added: the private broker has loaded them when this returns."""
        pid = self.supervisor.pids().get("mosquitto")
        if self.accounts and pid is not None:
            await self.accounts.apply(conn, pid=pid)

    def publish(self) -> None:
        """Everything runs now: from here on `sigap info` reports it."""
        self._published = True
        self._write_info()

    async def _start_database(self) -> None:
        if self.settings.database_url:
            self.info.database_url = self.settings.database_url
            self.say("database: the city's own")
        else:
            await self._start_private_database()
        conn = await asyncpg.connect(self.info.database_url)
        try:
            await self._ensure_schema(conn)
        finally:
            await conn.close()
        if self._cluster is not None:
            await self._cluster.seal_log()

    async def _ensure_schema(self, conn: Connection) -> None:
        if await revision_of(conn) == newest_revision():
            return
        self.say("schema: bringing it to the newest version")
        if self._cluster is not None:
            await self._cluster.open_log()
        await asyncio.to_thread(migrate, self.info.database_url)

    async def _start_private_database(self) -> None:
        cluster = await asyncio.to_thread(embedded.private_postgres, self.settings, self.folder)
        self._ports.append(cluster.port)
        self.say(f"database: {'starting' if cluster.exists else 'making'} a private PostgreSQL on port {cluster.port}")
        await self.supervisor.start(Service(cluster.command(), before_start=cluster.prepare))
        await self._until(cluster.is_ready, "postgres")
        await cluster.ensure_database()
        self._cluster = cluster
        self.info.database_url = cluster.url()

    async def _start_broker(self) -> None:
        if self.settings.mqtt_url:
            self.info.mqtt_url = self.settings.mqtt_url
            self.say("broker: the city's own")
            return
        broker = await asyncio.to_thread(embedded.private_broker, self.settings, self.folder)
        self._ports.append(broker.port)
        self.say(f"broker: starting a private Mosquitto on port {broker.port}")
        broker.prepare()
        self.accounts = BrokerAccounts(broker, self.folder)
        conn = await asyncpg.connect(self.info.database_url)
        try:
            await self.accounts.write(conn)
        finally:
            await conn.close()
        await self.supervisor.start(Service(broker.command()))
        await self._until(broker.is_ready, "mosquitto")
        self.info.mqtt_url = broker.url

    async def _start_processes(self) -> None:
        env, settings = self.environment(), self.settings
        port = self.folder.reserve_port("http", settings.http_port, settings.http_host)
        self._ports.append(port)
        self.info.api_url = f"http://{reachable_host(settings.http_host)}:{port}"
        self.say(f"desk: starting the API on port {port}, {settings.bridges} bridge(s) and the worker")
        await self.supervisor.start(Service(processes.api(settings.http_host, port, env)))
        for number in range(settings.bridges):
            await self.supervisor.start(Service(processes.bridge(number, env | self._bridge_credentials(number))))
        await self.supervisor.start(Service(processes.worker(env)))
        await self._until_api_is_ready()

    def _bridge_credentials(self, number: int) -> dict[str, str]:
        if self.accounts is None:
            return {}  # the city's own broker: its password is in the environment that the stack was started with
        return {"SIGAP_MQTT_PASSWORD": self.accounts.service_password(BRIDGE_ACCOUNTS[number])}

    async def _until(self, is_ready: Callable[[], bool], name: str) -> None:
        deadline = time.monotonic() + READY_TIMEOUT_S
        while not await asyncio.to_thread(is_ready):
            if time.monotonic() > deadline:
                last_words = self.supervisor.last_words(name)
                raise SigapError(
                    f"{name} gave no answer for {READY_TIMEOUT_S:.0f} s; its last words:\n{last_words}",
                    hint=f"the whole log is {self.folder.logs / name}.log",
                )
            await asyncio.sleep(0.05)

    async def _until_api_is_ready(self) -> None:
        deadline = time.monotonic() + READY_TIMEOUT_S
        async with httpx.AsyncClient(base_url=self.info.api_url, timeout=5, trust_env=False) as client:
            while (answer := await _readyz(client)) != "200":
                if time.monotonic() > deadline:
                    raise SigapError(
                        f"the API is not ready after {READY_TIMEOUT_S:.0f} s (/readyz says {answer})",
                        hint=f"the logs are in {self.folder.logs}",
                    )
                await asyncio.sleep(0.1)

    def _write_info(self) -> None:
        if not self._published:
            return
        self.info.processes = self.supervisor.pids()
        self.info.missing = self.supervisor.missing()
        self.chores.write_info(self.info)


async def _readyz(client: httpx.AsyncClient) -> str:
    try:
        return str((await client.get("/readyz")).status_code)
    except httpx.HTTPError as error:
        return type(error).__name__


async def run(stack: Stack, then: Callable[[Stack], Awaitable[None]]) -> None:
    """Start, run `then`, and stay until Ctrl-C or SIGTERM; every child is stopped, whatever happens."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stopped.set)
    with only_one(stack.folder.lock_file):
        stack.folder.info_file.unlink(missing_ok=True)
        life = asyncio.create_task(_live(stack, then), name="stack")
        waiting = asyncio.create_task(stopped.wait(), name="wait for a signal")
        try:
            await asyncio.wait({life, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if life.done():
                life.result()
        finally:
            await _end(stack, life, waiting)


async def _live(stack: Stack, then: Callable[[Stack], Awaitable[None]]) -> None:
    await stack.start()
    await then(stack)
    stack.publish()
    await stack.watch()


async def _end(stack: Stack, *tasks: asyncio.Task[object]) -> None:
    stack.say("stopping everything; the data are kept")
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await stack.stop()
    stack.say("stopped")

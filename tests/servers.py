"""Real servers for the tests: a private PostgreSQL, a private Mosquitto, the API and the other processes."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg

from sigap.command import start, stop
from sigap.mosquitto import MosquittoBroker, find_mosquitto
from sigap.os_user import server_user
from sigap.ports import any_free_port
from sigap.postgres import PostgresCluster, find_binaries, new_database_password
from tracking.devices.credentials import mosquitto_hash, new_password
from tracking.devices.service_accounts import SERVICE_ACCOUNTS, whose_password

TEMPLATE = "sigap_template"
# Tests may lose their data in a power cut; a city may not.
NO_DURABILITY = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "128MB", "max_wal_size": "1GB"}
STOP_TIMEOUT_S = 15
# Prefix for a process's command: if the test run is killed, the process ends too.
ENDS_WITH_US = ("setpriv", "--pdeathsig=TERM", "--")


# Each test clones and drops a database; on a disk that would be most of a test's time.
MEMORY = Path("/dev/shm")
MEMORY_WANTED_BYTES = 4 * 1024**3


@contextmanager
def server_folder() -> Iterator[Path]:
    """A folder that the servers' users can enter, unlike pytest's own; in memory if there is enough."""
    folder = Path(tempfile.mkdtemp(prefix="sigap-test-", dir=_memory()))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Path | None:
    roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MEMORY_WANTED_BYTES
    return MEMORY if roomy else None


@contextmanager
def running_postgres(folder: Path) -> Iterator[PostgresCluster]:
    cluster = PostgresCluster(
        folder=folder / "postgres",
        port=any_free_port(),
        user=server_user("postgres"),
        password=new_database_password(),
        binaries=find_binaries(),
        settings=NO_DURABILITY,
    )
    cluster.prepare()
    command = cluster.command()
    with (folder / "postgres.log").open("wb") as log:
        process = start(command, log)
        try:
            cluster.wait_until_ready(process)
            yield cluster
        finally:
            stop(process, command)


async def clone_template(cluster: PostgresCluster) -> str:
    name = f"test_{uuid.uuid4().hex}"
    conn = await asyncpg.connect(cluster.superuser_url())
    try:
        await conn.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER sigap STRATEGY FILE_COPY")
    finally:
        await conn.close()
    return name


async def drop_database(cluster: PostgresCluster, name: str) -> None:
    conn = await asyncpg.connect(cluster.superuser_url())
    try:
        await conn.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    finally:
        await conn.close()


@dataclass(slots=True)
class Broker:
    """A running Mosquitto with the service accounts; tests add devices as needed."""

    private: MosquittoBroker
    process: subprocess.Popen[bytes]
    hashes: dict[str, str] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.private.url

    @property
    def host(self) -> str:
        return self.private.host

    @property
    def port(self) -> int:
        return self.private.port

    def add_device(self, device_id: str) -> str:
        """Return the device's password; it can log in when this returns."""
        return self.add_devices([device_id])[0]

    def add_devices(self, device_ids: list[str]) -> list[str]:
        for device_id in device_ids:
            self.passwords[device_id] = new_password()
            self.hashes[device_id] = mosquitto_hash(self.passwords[device_id])
        self._apply()
        return [self.passwords[device_id] for device_id in device_ids]

    def revoke_device(self, device_id: str) -> None:
        del self.hashes[device_id]
        self._apply()

    def _apply(self) -> None:
        self.private.apply_accounts(self.hashes.items(), pid=self.process.pid)


@contextmanager
def running_broker(folder: Path) -> Iterator[Broker]:
    private = MosquittoBroker(
        folder=folder / "mosquitto",
        port=any_free_port(),
        user=server_user("mosquitto", "nobody"),
        program=find_mosquitto(),
    )
    private.prepare()
    owners = {account: whose_password(account) for account in SERVICE_ACCOUNTS}
    secrets = {owner: new_password() for owner in owners.values()}
    passwords = {account: secrets[owner] for account, owner in owners.items()}
    hashes = {account: mosquitto_hash(password) for account, password in passwords.items()}
    private.write_accounts(hashes.items())
    command = private.command()
    with (folder / "mosquitto.log").open("wb") as log:
        process = start(command, log)
        try:
            private.wait_until_ready(process)
            yield Broker(private, process, hashes, passwords)
        finally:
            stop(process, command)


@dataclass(slots=True)
class Child:
    """A process of the system under test; its output is kept for the test, and is shown when the test fails."""

    process: asyncio.subprocess.Process
    log: Path

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")

    async def wait_for_output(self, words: str, timeout_s: float = 60) -> None:
        async with asyncio.timeout(timeout_s):
            while words not in self.output:
                assert self.process.returncode is None, f"the process ended early:\n{self.output}"
                await asyncio.sleep(0.05)

    def kill(self) -> None:
        if self.process.returncode is None:
            self.process.kill()

    async def stop(self) -> None:
        if self.process.returncode is not None:
            return
        self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), STOP_TIMEOUT_S)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


async def start_child(module: str, *arguments: str, env: Mapping[str, str], log: Path) -> Child:
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *(*ENDS_WITH_US, sys.executable, "-m", module, *arguments),
            env=dict(os.environ) | dict(env) | {"PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
    return Child(process, log)


def is_alive(pid: int) -> bool:
    """Return False for a process that ended but was not yet reaped."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"

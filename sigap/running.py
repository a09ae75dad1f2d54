"""Where the other commands find the database, the API and the broker: from settings, or from the running stack."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import asyncpg

from base.database import Connection, prepare
from core.domain.actor import SystemActor
from sigap import embedded
from sigap.broker_accounts import BrokerAccounts
from sigap.console import errors
from sigap.data_dir import DataDir
from sigap.errors import SigapError
from sigap.info import Info, read_info
from sigap.settings import StackSettings

OPERATOR = SystemActor("command line")
CONNECT_TIMEOUT_S = 10.0


def data_dir() -> DataDir:
    return embedded.data_dir(StackSettings())


def running_stack() -> Info:
    """Raises SigapError when nothing runs here."""
    return read_info(data_dir())


def database_url() -> str:
    settings = StackSettings()
    if settings.database_url:
        return settings.database_url
    try:
        return running_stack().database_url
    except SigapError as error:
        raise SigapError(
            str(error), hint="start it with `sigap up`, or name the city's own database in SIGAP_DATABASE_URL"
        ) from error


@asynccontextmanager
async def connected() -> AsyncIterator[Connection]:
    async with connected_to(database_url()) as conn:
        yield conn


@asynccontextmanager
async def connected_to(url: str) -> AsyncIterator[Connection]:
    conn = await asyncpg.connect(url, timeout=CONNECT_TIMEOUT_S)
    try:
        await prepare(conn)
        yield conn
    finally:
        await conn.close(timeout=CONNECT_TIMEOUT_S)


async def tell_broker(conn: Connection) -> None:
    """Devices were added or revoked: the private broker has loaded the change when this returns."""
    settings = StackSettings()
    if settings.mqtt_url:
        errors.print("the city's own broker needs the new password file: `sigap device accounts`", markup=False)
        return
    folder = data_dir()
    try:
        info = read_info(folder)
        pid = info.processes["mosquitto"]
    except (SigapError, KeyError):
        return  # it reads the database when it starts
    broker = embedded.private_broker(settings, folder, port=urlsplit(info.mqtt_url).port)
    await BrokerAccounts(broker, folder).apply(conn, pid=pid)

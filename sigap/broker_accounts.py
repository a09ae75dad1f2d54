"""Keeps the broker's accounts in step with the database's devices, whoever added or revoked one."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from base.database import Connection
from sigap.data_dir import DataDir, write_private
from sigap.lock import exclusive
from sigap.mosquitto import MosquittoBroker
from tracking.devices.credentials import mosquitto_hash
from tracking.devices.service_accounts import RESERVED, SERVICE_ACCOUNTS, whose_password

log = logging.getLogger(__name__)

POLL_S = 3.0
RETRY_S = 1.0

type Hashes = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class BrokerAccounts:
    broker: MosquittoBroker
    folder: DataDir

    async def write(self, conn: Connection) -> None:
        """Write the accounts before the broker starts."""
        with exclusive(self.folder.run / "accounts.lock"):
            probe_password = self.broker.write_accounts(self.service_hashes() + await device_hashes(conn))
            write_private(self.folder.secrets / "mqtt-probe", probe_password)
            write_private(self._applied, await fingerprint(conn))

    async def apply(self, conn: Connection, *, pid: int) -> None:
        """Apply changes to the running broker, if there are any; it has loaded the accounts when this returns."""
        with exclusive(self.folder.run / "accounts.lock"):
            newest = await fingerprint(conn)
            if newest == self._applied.read_text():
                return
            hashes = self.service_hashes() + await device_hashes(conn)
            probe_password = await asyncio.to_thread(self.broker.apply_accounts, hashes, pid=pid)
            write_private(self.folder.secrets / "mqtt-probe", probe_password)
            write_private(self._applied, newest)

    async def follow(self, database_url: str, broker_pid: Callable[[], int | None]) -> None:
        while True:
            try:
                await self._follow_on_one_connection(database_url, broker_pid)
            except Exception as error:  # noqa: BLE001 - a loop that must live; database or broker may be restarting
                log.warning("accounts of the broker could not be compared", extra={"error": type(error).__name__})
            await asyncio.sleep(RETRY_S)

    def service_password(self, account: str) -> str:
        return self.folder.secret(f"mqtt-{whose_password(account)}")

    def service_hashes(self) -> Hashes:
        return [(account, mosquitto_hash(self.service_password(account))) for account in SERVICE_ACCOUNTS]

    async def _follow_on_one_connection(self, database_url: str, broker_pid: Callable[[], int | None]) -> None:
        conn = await asyncpg.connect(database_url, timeout=10, command_timeout=10)
        try:
            while True:
                pid = broker_pid()
                if pid is not None:
                    await self.apply(conn, pid=pid)
                await asyncio.sleep(POLL_S)
        finally:
            await conn.close(timeout=2)

    @property
    def _applied(self) -> Path:
        return self.folder.run / "accounts.fingerprint"


async def device_hashes(conn: Connection) -> Hashes:
    rows = await conn.fetch("SELECT device_id, mqtt_password_hash FROM device WHERE revoked_at IS NULL ORDER BY key")
    return [(row["device_id"], row["mqtt_password_hash"]) for row in rows if row["device_id"] not in RESERVED]


async def fingerprint(conn: Connection) -> str:
    """Changes whenever an account changes."""
    return str(
        await conn.fetchval(
            "SELECT md5(coalesce(string_agg(device_id || ':' || mqtt_password_hash, ' ' ORDER BY key), ''))"
            " FROM device WHERE revoked_at IS NULL"
        )
    )

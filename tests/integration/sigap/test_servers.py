"""The private servers: who may log in, which topics they may use, and what a fresh database holds."""

import asyncpg
import pytest

from sigap.mqtt_login import can_log_in
from tests.servers import Broker


async def test_a_fresh_database_is_migrated_and_knows_postgis(database_url: str) -> None:
    conn = await asyncpg.connect(database_url)

    version = await conn.fetchval("SELECT postgis_lib_version()")
    devices = await conn.fetchval("SELECT count(*) FROM device")
    await conn.close()

    assert version
    assert devices == 0


async def test_the_database_wants_a_password(database_url: str) -> None:
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(database_url, password="guess")


def test_a_device_logs_in_with_its_password_only(broker: Broker) -> None:
    password = broker.add_device("GPS-LOGIN")

    assert can_log_in(broker.host, broker.port, "GPS-LOGIN", password)
    assert not can_log_in(broker.host, broker.port, "GPS-LOGIN", "guess")
    assert not can_log_in(broker.host, broker.port, "", "")


def test_a_revoked_device_is_out(broker: Broker) -> None:
    password = broker.add_device("GPS-STOLEN")

    broker.revoke_device("GPS-STOLEN")

    assert not can_log_in(broker.host, broker.port, "GPS-STOLEN", password)

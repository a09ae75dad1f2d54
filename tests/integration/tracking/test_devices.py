"""Devices: added with a password nobody keeps, revoked, never twice."""

import base64

import pytest

from geo.database import Pool
from tests.fleet import NOW, make_fleet
from tracking.credentials import mosquitto_hash
from tracking.devices import (
    DeviceIdInvalid,
    DeviceIdTaken,
    DeviceRegistry,
    DeviceUnknown,
    UnitUnknown,
    add_device,
    revoke_device,
)
from tracking.handover import hand_over


async def test_a_device_is_named_after_its_unit_and_the_next_one_is_numbered(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")

    async with pool.acquire() as conn:
        second, _ = await add_device(conn, "AMB-01", now=NOW)
        third, _ = await add_device(conn, "AMB-01", now=NOW)

    assert (second, third) == ("AMB-01-2", "AMB-01-3")


async def test_only_the_hash_of_the_password_is_kept(pool: Pool) -> None:
    fleet = await make_fleet(pool, "AMB-01")

    kept = await pool.fetchval("SELECT mqtt_password_hash FROM device")
    salt = base64.b64decode(kept.split("$")[3])

    assert fleet["AMB-01"] not in kept
    assert mosquitto_hash(fleet["AMB-01"], salt=salt) == kept


async def test_what_cannot_be_added_is_refused(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")

    async with pool.acquire() as conn:
        with pytest.raises(UnitUnknown):
            await add_device(conn, "AMB-99", now=NOW)
        with pytest.raises(DeviceIdTaken):
            await add_device(conn, "AMB-01", "AMB-01", now=NOW)
        with pytest.raises(DeviceIdInvalid):
            await add_device(conn, "AMB-01", "sigap/v1/+", now=NOW)


async def test_a_device_is_revoked_once_and_its_id_never_given_again(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")

    async with pool.acquire() as conn:
        await revoke_device(conn, "AMB-01", now=NOW)
        with pytest.raises(DeviceUnknown):
            await revoke_device(conn, "AMB-01", now=NOW)
        with pytest.raises(DeviceIdTaken):
            await add_device(conn, "AMB-01", "AMB-01", now=NOW)


async def test_the_registry_reads_again_only_what_changed(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    registry = DeviceRegistry(look_every_s=0)
    first = await registry.look_up(pool, ["AMB-01"])

    assert await registry.look_up(pool, ["AMB-01"]) is first

    async with pool.acquire() as conn:
        await revoke_device(conn, "AMB-01", now=NOW)
    assert (await registry.look_up(pool, ["AMB-01"]))["AMB-01"].revoked

    async with pool.acquire() as conn, conn.transaction():
        await hand_over(conn, "AMB-02", "AMB-01", at=NOW)
    assert (await registry.look_up(pool, ["AMB-02"]))["AMB-02"].unit_id == "AMB-01"

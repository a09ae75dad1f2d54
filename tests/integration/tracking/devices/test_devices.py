"""Devices: added with a password that nobody stores, revoked, never added twice."""

import base64

import pytest

from base.database import Pool
from tests.fleet import NOW, make_fleet
from tracking.devices.credentials import mosquitto_hash
from tracking.devices.devices import (
    DeviceIdInvalid,
    DeviceIdTaken,
    DeviceUnknown,
    UnitUnknown,
    add_device,
    crew_phone,
    revoke_device,
)
from tracking.devices.registry import DeviceRegistry
from tracking.devices.service_accounts import RESERVED
from tracking.history.handover import hand_over


async def test_a_device_is_named_after_its_unit_and_the_next_one_is_numbered(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01")

    async with pool.acquire() as conn:
        second, _ = await add_device(conn, "AMB-01", now=NOW)
        third, _ = await add_device(conn, "AMB-01", now=NOW)

    assert (second, third) == ("AMB-01-2", "AMB-01-3")


async def test_no_phone_of_a_crew_is_another_units_device_whatever_the_names_are(pool: Pool) -> None:
    await make_fleet(pool, "ZZ", "ZZ-2")
    units = {row["unit_id"]: row["key"] for row in await pool.fetch("SELECT unit_id, key FROM unit")}

    async with pool.acquire() as conn:
        spoken = {
            (unit_id, username): await crew_phone(conn, unit_id, username, now=NOW)
            for unit_id, username in [("ZZ", "2"), ("ZZ", "2-7"), ("ZZ-2", "7"), ("ZZ", "crew"), ("ZZ", "Si #1")] * 2
        }
        reserved = await crew_phone(conn, "ZZ", "2", now=NOW)

    owners = {row["device_id"]: row["unit_key"] for row in await pool.fetch("SELECT device_id, unit_key FROM device")}
    assert len({device_id for device_id, _ in spoken.values()}) == 5
    assert [owners[device_id] == units[unit_id] for (unit_id, _), (device_id, _) in spoken.items()] == [True] * 5
    assert reserved == spoken["ZZ", "2"]


async def test_a_unit_named_like_a_bridge_has_phones_all_the_same(pool: Pool) -> None:
    await make_fleet(pool, "bridge")

    async with pool.acquire() as conn:
        device_id, _ = await crew_phone(conn, "bridge", "0", now=NOW)

    assert device_id not in RESERVED


async def test_a_device_without_a_name_of_its_own_gets_no_other_units_name(pool: Pool) -> None:
    await make_fleet(pool, "ZZ", "ZZ-2")

    async with pool.acquire() as conn:
        await revoke_device(conn, "ZZ-2", now=NOW)
        await conn.execute("DELETE FROM device WHERE device_id = 'ZZ-2'")
        name, _ = await add_device(conn, "ZZ", now=NOW)

    assert name == "ZZ-3"


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

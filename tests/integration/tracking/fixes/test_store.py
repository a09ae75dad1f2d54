"""Reading positions that changed since a time, and tracks."""

from datetime import UTC, datetime, timedelta

import numpy as np

from base.database import Connection, Pool
from tests.fleet import NOW, make_fleet
from tracking.device import Device
from tracking.devices.devices import list_devices
from tracking.fix import Fix
from tracking.fixes import store
from tracking.history.partitions import make_partitions
from tracking.history.track import read_track
from tracking.movement.positions import positions_changed_since
from tracking.screened import ScreenedFix


async def devices_of(pool: Pool, *unit_ids: str) -> dict[str, Device]:
    await make_fleet(pool, *unit_ids)
    async with pool.acquire() as conn:
        await make_partitions(conn, [NOW.date(), (NOW - timedelta(hours=1)).date()])
        return {device.unit_id: device for device in await list_devices(conn)}


async def put(conn: Connection, device: Device, after_s: float, lat: float = -7.63) -> None:
    fix = Fix(device_id=device.device_id, fixed_at=NOW + timedelta(seconds=after_s), lat=lat, lon=111.52, speed_mps=3)
    await store.insert_fixes(conn, [ScreenedFix(fix, device, datetime.now(UTC), late=False)])
    await store.move_markers(conn)


async def test_a_position_committed_late_is_not_missed_by_who_reads_what_changed(pool: Pool) -> None:
    fleet = await devices_of(pool, "AMB-01", "AMB-02")
    async with pool.acquire() as reader, pool.acquire() as slow, pool.acquire() as quick:
        for unit_id in fleet:
            async with quick.transaction():
                await put(quick, fleet[unit_id], -10)
        _, xmin = await positions_changed_since(reader, 0)
        transaction = slow.transaction()
        await transaction.start()
        await put(slow, fleet["AMB-01"], 0)  # the older transaction commits last
        async with quick.transaction():
            await put(quick, fleet["AMB-02"], 0)

        first, xmin = await positions_changed_since(reader, xmin)
        await transaction.commit()
        second, xmin = await positions_changed_since(reader, xmin)
        third, _ = await positions_changed_since(reader, xmin)

    assert [each.unit_id for each in first] == ["AMB-02"]
    assert "AMB-01" in {each.unit_id for each in second}
    assert third == []


async def test_zero_asks_for_every_position(pool: Pool) -> None:
    fleet = await devices_of(pool, "AMB-01")
    async with pool.acquire() as conn:
        async with conn.transaction():
            await put(conn, fleet["AMB-01"], 0)
        found, _ = await positions_changed_since(conn, 0)

    assert [each.unit_id for each in found] == ["AMB-01"]


async def test_a_track_is_in_order_of_time_and_ends_before_its_end(pool: Pool) -> None:
    fleet = await devices_of(pool, "AMB-01", "AMB-02")
    async with pool.acquire() as conn:
        async with conn.transaction():
            for after_s in (0, -20, -10, -30):
                await put(conn, fleet["AMB-01"], after_s)
            await put(conn, fleet["AMB-02"], -15)
        found = await read_track(conn, "AMB-01", start=NOW - timedelta(seconds=20), end=NOW, limit=100)

    assert [(found.fixed_at(n) - NOW).total_seconds() for n in range(len(found))] == [-20, -10]
    assert (found.lat.tolist(), found.speed_mps.tolist()) == ([-7.63, -7.63], [3, 3])
    assert np.isnan(found.accuracy_m).all()

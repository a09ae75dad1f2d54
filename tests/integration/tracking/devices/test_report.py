"""Missing fixes are counted by the device's own interval; a parked unit may report rarely."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest

from base.database import Pool
from tests.fleet import NOW, fix_payload, make_fleet
from tests.integration.tracking.fixes.test_recorder import running
from tracking.devices.report import as_csv, by_agency, report_devices

START = NOW - timedelta(seconds=600)


async def test_a_hole_in_a_drive_is_a_gap_and_a_quiet_device_is_missing_all_of_it(pool: Pool) -> None:
    await make_fleet(pool, "AMB-01", "AMB-02")
    await pool.execute("UPDATE device SET created_at = $1, device_id = 'Z' WHERE device_id = 'AMB-01'", START)
    await pool.execute("UPDATE device SET created_at = $1 WHERE device_id = 'AMB-02'", START)
    async with running(pool) as it:
        driving = [*range(-600, -300, 10), *range(-60, 0, 10)]
        await it.record(*(fix_payload(n, speed_mps=12, accuracy_m=8) for n in driving), b"nonsense", device_id="Z")

    async with pool.acquire() as conn:
        quiet, drove = await report_devices(conn, start=START, end=NOW + timedelta(seconds=1))
        none = await report_devices(conn, start=START, end=NOW, agency_id="damkar")

    assert (drove.device_id, drove.got, drove.expected, drove.gaps) == ("Z", 36, 60, 1)
    assert (drove.interval_s, drove.longest_gap_s, drove.missing_s, drove.accuracy_m) == (10, 250, 250, 8)
    assert (quiet.got, quiet.expected, quiet.gaps, quiet.interval_s) == (0, 10, 1, None)
    [agency] = by_agency([quiet, drove])
    assert (agency.devices, agency.got, agency.expected, agency.accuracy_m) == (2, 36, 70, 8)
    assert [row["gaps"] for row in csv.DictReader(StringIO(as_csv([quiet, drove])), delimiter=";")] == ["1", "1"]
    assert as_csv([replace(drove, device_id="=1+1")]).splitlines()[1].startswith("'=1+1;")
    assert none == []


@pytest.mark.parametrize(("speed_mps", "gaps"), [(0, 0), (12, 9)])
async def test_one_that_stands_may_speak_once_a_minute(pool: Pool, speed_mps: float, gaps: int) -> None:
    await make_fleet(pool, "AMB-01")
    await pool.execute("UPDATE device SET created_at = $1", START)
    async with running(pool) as it:
        often = [fix_payload(-600 + n, speed_mps=speed_mps) for n in range(30)]
        await it.record(*often, *(fix_payload(n, speed_mps=speed_mps) for n in range(-540, 0, 60)))

    async with pool.acquire() as conn:
        [report] = await report_devices(conn, start=START, end=NOW - timedelta(seconds=59))

    assert (report.interval_s, report.gaps) == (1, gaps)

"""`sigap device`: credentials, moves and health of devices, as a script uses it."""

import csv
import json
from pathlib import Path

import asyncpg
import pytest

from tests.command_line import Sigap


@pytest.mark.usefixtures("roster")
async def test_a_device_gets_credentials_once(sigap: Sigap, database_url: str) -> None:
    result = await sigap("device", "add", "--unit", "DMK-01", "--json")

    made = json.loads(result.out)
    assert set(made) == {"device_id", "unit_id", "username", "password", "http_key"}
    conn = await asyncpg.connect(database_url)
    kept = await conn.fetchval("SELECT mqtt_password_hash FROM device WHERE device_id = $1", made["device_id"])
    await conn.close()
    assert kept.startswith("$7$")
    assert made["password"] not in kept


@pytest.mark.usefixtures("roster")
async def test_the_log_names_each_change_of_credentials(sigap: Sigap, database_url: str, tmp_path: Path) -> None:
    (tmp_path / "many.csv").write_text("unit_id,device_id\nDMK-01,GPS-2\n")

    await sigap("device", "add", "--unit", "DMK-01", "--id", "GPS-1")
    await sigap("device", "add", "--csv", "many.csv")
    await sigap("device", "link", "GPS-1", "--url", "https://city.example", "--app", "traccar", "--json")
    await sigap("device", "revoke", "GPS-1")

    conn = await asyncpg.connect(database_url)
    logged = await conn.fetch(
        "SELECT kind, actor FROM event_log WHERE kind ~ '^device_' OR data ->> 'list' = 'devices' ORDER BY seq"
    )
    await conn.close()
    assert [row["kind"] for row in logged] == [
        "device_added",
        "list_imported",
        "device_password_renewed",
        "device_revoked",
    ]
    assert {row["actor"] for row in logged} == {"system:command line"}


@pytest.mark.usefixtures("roster")
async def test_many_devices_come_from_a_file_all_or_none(sigap: Sigap, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("unit_id,device_id\nDMK-01,GPS-1\nNOBODY,GPS-2\n")
    (tmp_path / "good.csv").write_text("unit_id,device_id\nDMK-01,GPS-1\nDMK-01,GPS-2\n")

    bad = await sigap("device", "add", "--csv", "bad.csv")
    good = await sigap("device", "add", "--csv", "good.csv")

    assert bad.status == 1
    assert "NOBODY" in bad.err
    assert [row["device_id"] for row in csv.DictReader(good.out.splitlines())] == ["GPS-1", "GPS-2"]


@pytest.mark.usefixtures("roster")
async def test_a_phone_is_set_up_by_a_link_with_a_new_password(sigap: Sigap, database_url: str, tmp_path: Path) -> None:
    await sigap("device", "add", "--unit", "DMK-01", "--id", "PHONE-1", "--kind", "phone", "--priority", "2")
    link = ("device", "link", "PHONE-1", "--url", "https://city.example")

    traccar = await sigap(*link, "--app", "traccar", "--json")
    owntracks = await sigap(*link, "--svg", "code.svg")
    wrong = await sigap("device", "link", "PHONE-1", "--app", "traccar", "--url", "mqtts://city.example")

    assert json.loads(traccar.out)["link"].startswith("https://city.example/ingest/osmand/")
    assert "owntracks:///config?inline=" in owntracks.out
    assert (tmp_path / "code.svg").read_text().startswith("<?xml")
    assert wrong.status == 1
    conn = await asyncpg.connect(database_url)
    row = await conn.fetchrow("SELECT kind, priority FROM device WHERE device_id = 'PHONE-1'")
    await conn.close()
    assert row is not None
    assert tuple(row) == ("phone", 2)


@pytest.mark.usefixtures("roster")
async def test_a_device_is_moved_to_another_unit_and_its_health_is_shown(sigap: Sigap, database_url: str) -> None:
    conn = await asyncpg.connect(database_url)
    await conn.execute(
        "INSERT INTO unit (unit_id, callsign, agency_id, kind, capabilities, profile, service_changed_at)"
        " SELECT 'DMK-02', 'Damkar 2', agency_id, kind, capabilities, profile, service_changed_at FROM unit"
    )
    await conn.close()
    await sigap("device", "add", "--unit", "DMK-01", "--id", "PHONE-1")

    moved = await sigap("device", "move", "PHONE-1", "--unit", "DMK-02")
    again = await sigap("device", "move", "PHONE-1", "--unit", "DMK-02")
    shown = await sigap("device", "health")

    assert (moved.status, again.status) == (0, 1)
    assert shown.out.split()[:3] == ["PHONE-1", "DMK-02", "never"]


@pytest.mark.usefixtures("roster")
async def test_what_a_device_sent_in_vain_is_shown_with_its_reason(sigap: Sigap, database_url: str) -> None:
    await sigap("device", "add", "--unit", "DMK-01", "--id", "PHONE-1")
    nothing = await sigap("device", "rejected")
    conn = await asyncpg.connect(database_url)
    for device_id, reason, payload in (
        ("PHONE-1", "foreign_id", b'{"device_id":"PHONE-2"}'),
        ("PHONE-1", "broken_json", b"oldest"),
        ("PHONE-1", "broken_json", b"newest \x1b[2J\xff"),
        ("NOBODY", "unknown_device", b"x" * 1000),
    ):
        await conn.execute(
            "INSERT INTO quarantined_fix (received_at, device_id, reason, payload) VALUES (now(), $1, $2, $3)",
            device_id,
            reason,
            payload,
        )
    await conn.close()

    one, every = await sigap("device", "rejected", "PHONE-1"), await sigap("device", "rejected")
    report = await sigap("device", "report")

    assert nothing.out == "nothing was rejected\n"
    assert [line.split()[:3] for line in one.out.splitlines()] == [
        ["PHONE-1", "broken_json", "2"],
        ["PHONE-1", "foreign_id", "1"],
    ]
    assert "newest \\x1b[2J" in one.out  # no control characters reach the terminal
    assert len(every.out.splitlines()) == 3
    assert "3 rejected" in report.out.splitlines()[0]


@pytest.mark.usefixtures("roster")
async def test_a_device_is_of_a_kind_that_there_is(sigap: Sigap) -> None:
    wrong = await sigap("device", "add", "--unit", "DMK-01", "--kind", "phnoe")

    assert wrong.status != 0
    assert "phone" in wrong.err


@pytest.mark.usefixtures("roster")
async def test_a_device_may_not_bear_the_name_of_a_bridge(sigap: Sigap) -> None:
    result = await sigap("device", "add", "--unit", "DMK-01", "--id", "bridge-0")

    assert result.status == 1
    assert "bridge-0" in result.err


@pytest.mark.usefixtures("roster")
async def test_a_revoked_device_is_no_longer_among_the_accounts(sigap: Sigap) -> None:
    device_id = json.loads((await sigap("device", "add", "--unit", "DMK-01", "--json")).out)["device_id"]
    before = await sigap("device", "accounts")

    revoked = await sigap("device", "revoke", device_id)

    after = await sigap("device", "accounts")
    again = await sigap("device", "revoke", device_id)
    assert before.out.startswith(f"{device_id}:$7$")
    assert revoked.status == 0
    assert after.out == ""
    assert again.status == 1


@pytest.mark.usefixtures("roster")
async def test_devices_come_from_a_spreadsheet_and_every_wrong_line_is_named(sigap: Sigap, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_bytes("\ufeffUNIT_ID;DEVICE_ID\r\nDMK-01;GPS-9\r\n".encode())
    (tmp_path / "bad.csv").write_bytes(b"unit_id;device_id;colour\r\nDMK-01;GPS-8;red\r\n")

    good = await sigap("device", "add", "--csv", "good.csv", "--kind", "phone")
    bad = await sigap("device", "add", "--csv", "bad.csv")

    assert (good.status, bad.status) == (0, 1), good.err
    assert "GPS-9" in good.out
    assert "unknown column 'colour'" in bad.err

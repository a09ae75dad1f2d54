"""The command line as a script uses it: its output, its exit status, and no traceback for an expected failure."""

import asyncio
import csv
import json
import os
import sys
from pathlib import Path

import asyncpg
import pytest

from core.store import event_chain
from sigap.cli import COMMANDS
from tests.command_line import Sigap
from tests.rings import listening

ROSTER = """
agency = [{ id = "fire", name = "Fire", kind = "fire" }]
station = [{ id = "S-1", agency = "fire", name = "One", lat = -7.63, lon = 111.52 }]
[[unit]]
id = "DMK-01"
callsign = "Damkar 1"
agency = "fire"
station = "S-1"
kind = "pumper"
capabilities = ["pumper"]
profile = "pumper"
crew = 4
"""


@pytest.fixture
async def roster(sigap: Sigap, tmp_path: Path) -> None:
    (tmp_path / "city.toml").write_text(ROSTER)
    result = await sigap("unit", "import", "city.toml")
    assert result.status == 0, result.err


@pytest.mark.parametrize("command", COMMANDS)
async def test_every_command_explains_itself(sigap: Sigap, command: str) -> None:
    result = await sigap(command, "--help")

    assert result.status == 0, result.err
    assert "Usage" in result.out


async def test_the_script_fails_with_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "sigap", "info"),
        env=os.environ | {"SIGAP_DATA_DIR": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()

    assert process.returncode == 1
    assert out == b""
    assert b"nothing runs" in err
    assert b"Traceback" not in err


async def test_migrating_a_migrated_database_changes_nothing(sigap: Sigap) -> None:
    assert (await sigap("db", "migrate")).status == 0


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
async def test_the_log_names_the_lists_of_a_roster(database_url: str) -> None:
    conn = await asyncpg.connect(database_url)
    logged = await conn.fetch("SELECT kind, data ->> 'list' AS list FROM event_log ORDER BY seq")
    await conn.close()

    assert [(row["kind"], row["list"]) for row in logged] == [
        ("list_imported", "agencies"),
        ("list_imported", "stations"),
        ("units_loaded", None),
    ]


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
@pytest.mark.parametrize(
    "command",
    [
        ("unit", "add", "DMK-02", "--agency", "fire", "--capability", "pumper"),
        ("unit", "import", "city.toml"),
        ("user", "add", "somebody", "--role", "dispatcher"),
        ("device", "add", "--unit", "DMK-01"),
    ],
)
async def test_the_consoles_are_rung_for_what_a_command_changed(
    sigap: Sigap, database_url: str, command: tuple[str, ...]
) -> None:
    async with listening(database_url) as rings:
        result = await sigap(*command)

        assert result.status == 0, result.err
        assert await rings.heard() == [event_chain.DOORBELL]


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
async def test_units_are_added_one_by_one_or_by_file(sigap: Sigap, tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text(
        "id,callsign,agency,station,kind,capabilities,profile,crew\n"
        "AMB-01,Ambulans 1,fire,S-1,ambulance,ambulance_bls,ambulance,2\n"
    )

    one = await sigap("unit", "add", "DMK-02", "--agency", "fire", "--capability", "rescue", "--profile", "rescue")
    many = await sigap("unit", "import", "units.csv")

    listed = (await sigap("unit", "list")).out
    assert (one.status, many.status) == (0, 0), one.err + many.err
    assert [line.split()[0] for line in listed.splitlines()] == ["AMB-01", "DMK-01", "DMK-02"]


UNITS_CSV = (
    "id;callsign;agency;station;kind;capabilities;profile;crew\r\n"
    "AMB-01;Señor 1;fire;S-1;ambulance;ambulance_bls;ambulance;2\r\n"
)


@pytest.mark.usefixtures("roster")
@pytest.mark.parametrize(
    "raw",
    [
        UNITS_CSV.encode("utf-8-sig"),
        UNITS_CSV.encode("cp1252"),
        b"sep=;\r\n" + UNITS_CSV.encode(),
        UNITS_CSV.replace("id;callsign", "ID;Callsign").encode(),
        UNITS_CSV.replace(";", "\t").encode("utf-16"),
        UNITS_CSV.replace("\r\n", ";;\r\n").encode("utf-8-sig"),
    ],
)
async def test_units_come_from_any_spreadsheet_and_are_not_in_service(sigap: Sigap, tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "units.csv").write_bytes(raw)

    done = await sigap("unit", "import", "units.csv")

    assert done.status == 0, done.err
    assert "not in service" in done.out
    listed = {line.split()[0]: line for line in (await sigap("unit", "list")).out.splitlines()}
    assert "out of service" in listed["AMB-01"]


@pytest.mark.usefixtures("roster")
async def test_devices_come_from_a_spreadsheet_and_every_wrong_line_is_named(sigap: Sigap, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_bytes("\ufeffUNIT_ID;DEVICE_ID\r\nDMK-01;GPS-9\r\n".encode())
    (tmp_path / "bad.csv").write_bytes(b"unit_id;device_id;colour\r\nDMK-01;GPS-8;red\r\n")

    good = await sigap("device", "add", "--csv", "good.csv", "--kind", "phone")
    bad = await sigap("device", "add", "--csv", "bad.csv")

    assert (good.status, bad.status) == (0, 1), good.err
    assert "GPS-9" in good.out
    assert "unknown column 'colour'" in bad.err


@pytest.mark.usefixtures("roster")
@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("unit", "add", "X", "--agency", "fire", "--capability", "magic"), "magic"),
        (("unit", "add", "X", "--agency", "fire", "--capability", "rescue", "--profile", "rocket"), "rocket"),
        (("unit", "add", "X", "--agency", "nobody", "--capability", "rescue"), "agency"),
        (("unit", "import", "missing.csv"), "missing.csv"),
        (("device", "add", "--unit", "NOBODY"), "NOBODY"),
        (("device", "add"), "--unit"),
        (("city", "import", "missing.osm.pbf"), "missing.osm.pbf"),
        (("city", "import", "missing.osm.pbf", "--bbox", "1,2,3"), "--bbox"),
        (("city", "fetch", "atlantis"), "atlantis"),
        (("user", "add", "budi", "--role", "crew"), "unit"),
        (("agent", "--broker", "mqtt://b", "--device", "d", "--password", "p", "--buffer", "/proc/x/y"), "/proc/x/y"),
    ],
)
@pytest.mark.usefixtures("roster")
async def test_what_is_wrong_is_named_on_one_line(sigap: Sigap, words: tuple[str, ...], named: str) -> None:
    result = await sigap(*words)

    assert result.status == 1
    assert named in result.err


async def test_a_user_gets_a_password_shown_once(sigap: Sigap) -> None:
    result = await sigap("user", "add", "sari", "--role", "dispatcher", "--name", "Sari")
    again = await sigap("user", "add", "sari", "--role", "dispatcher")

    assert result.status == 0, result.err
    assert "password" in result.out
    assert again.status == 1
    assert "sari" in again.err


async def test_a_password_may_come_from_standard_input(sigap: Sigap) -> None:
    short = await sigap("user", "add", "sari", "--role", "viewer", "--password-stdin", stdin="short\n")
    good = await sigap("user", "add", "sari", "--role", "viewer", "--password-stdin", stdin="long enough\n")

    assert (short.status, good.status) == (1, 0), good.err
    assert "long enough" not in good.out


@pytest.mark.usefixtures("roster")
async def test_the_audit_finds_what_was_changed(sigap: Sigap, database_url: str) -> None:
    whole = await sigap("audit", "verify")
    conn = await asyncpg.connect(database_url)
    await conn.execute("UPDATE event_log SET actor = 'somebody else' WHERE seq = 1")
    await conn.close()

    broken = await sigap("audit", "verify")

    assert whole.status == 0, whole.err
    assert broken.status == 1
    assert "entry 1" in broken.err


async def test_nothing_runs_here_and_info_says_so(sigap: Sigap) -> None:
    result = await sigap("info", "--json")

    assert result.status == 1
    assert result.out == ""
    assert "nothing runs" in result.err


async def test_the_doctor_finds_a_healthy_house_healthy(sigap: Sigap) -> None:
    result = await sigap("doctor")

    assert result.status == 0, result.out + result.err
    assert "database write" in result.out


async def test_the_doctor_names_what_is_wrong(sigap: Sigap) -> None:
    away = await sigap("doctor", SIGAP_DATABASE_URL="postgresql://sigap@127.0.0.1:1/sigap")

    assert away.status == 1
    assert "✗  database" in away.out


async def test_a_setting_that_cannot_be_is_named(sigap: Sigap) -> None:
    result = await sigap("info", SIGAP_HTTP_PORT="a lot")

    assert result.status == 1
    assert "SIGAP_HTTP_PORT" in result.err


async def test_the_group_of_the_bridges_is_changed_and_its_name_not_shown(sigap: Sigap, database_url: str) -> None:
    result = await sigap("broker", "change-group")

    conn = await asyncpg.connect(database_url)
    names = [row["name"] for row in await conn.fetch("SELECT name FROM share_group ORDER BY left_at NULLS LAST")]
    await conn.close()
    assert result.status == 0, result.err
    assert names[0] == "bridge"
    assert len(names) == 2
    assert names[1] not in result.out

"""The command line as a script uses it: its output, its exit status, and no traceback for an expected failure."""

import asyncio
import os
import sys
from pathlib import Path

import asyncpg
import pytest

from core.store import event_chain
from sigap.cli import COMMANDS
from tests.command_line import Sigap
from tests.rings import listening


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

"""`sigap up` over its life: started, damaged, stopped, started again."""

import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import httpx
import pytest

from base.database import prepare
from core.domain.actor import SystemActor
from core.log_heads import HEADS_FILE, LogHeads
from dispatch.domain.events.access import PasswordReset
from dispatch.store import event_log
from sigap import logs
from sigap.mqtt_login import can_log_in
from simulators.live_client import live_url_of
from tests.consoles import console
from tests.servers import server_folder
from tests.waiting import until
from tests.whole_stack import WholeStack, whole_stack

pytestmark = pytest.mark.faults

PROCESSES = {"postgres", "mosquitto", "api", "bridge-0", "worker"}


async def is_ready(stack: WholeStack) -> bool:
    async with httpx.AsyncClient(base_url=stack.info.api_url, timeout=5, trust_env=False) as client:
        try:
            return (await client.get("/readyz")).is_success
        except httpx.HTTPError:
            return False


async def database_answers(stack: WholeStack) -> bool:
    try:
        conn = await asyncpg.connect(stack.info.database_url, timeout=5)
        await conn.close()
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return False
    return True


async def add_a_unit(stack: WholeStack) -> None:
    await until(lambda: database_answers(stack))
    conn = await asyncpg.connect(stack.info.database_url)
    await conn.execute("INSERT INTO agency VALUES ('ems', 'EMS', 'ambulance') ON CONFLICT DO NOTHING")
    await conn.close()
    status, output = await stack.run("unit", "add", "AMB-01", "--agency", "ems", "--capability", "ambulance_bls")
    assert status == 0, output


async def test_every_process_that_is_killed_comes_back_and_the_desk_is_ready_again(stack: WholeStack) -> None:
    assert set(stack.info.processes) == PROCESSES

    for name in PROCESSES:
        await stack.kill(name)
        await until(lambda: database_answers(stack), timeout_s=180)
        await until(lambda: is_ready(stack), timeout_s=180)

        assert stack.printed(f"{name} was killed by SIGKILL; starting it again")
        assert stack.printed(f"{name} is running again (pid {stack.info.processes[name]})")


async def test_a_device_is_known_to_the_broker_when_its_password_is_shown_and_not_after_it_is_revoked(
    stack: WholeStack,
) -> None:
    await add_a_unit(stack)
    broker = urlsplit(stack.info.mqtt_url)
    assert broker.hostname
    assert broker.port

    status, made = await stack.run("device", "add", "--unit", "AMB-01", "--json")

    assert status == 0, made
    login = (broker.hostname, broker.port, made["username"], made["password"])
    assert can_log_in(*login)

    await stack.run("device", "revoke", made["device_id"])

    assert not can_log_in(*login)


async def test_a_second_stack_on_the_same_data_is_told_who_runs(stack: WholeStack) -> None:
    status, output = await stack.run("up")

    assert status == 1
    assert f"pid {stack.process.pid}" in output


async def test_the_doctor_finds_a_running_stack_healthy(stack: WholeStack) -> None:
    await until(lambda: is_ready(stack))

    status, output = await stack.run("doctor")

    assert status == 0, output
    assert "the probe's account is known" in output


async def alarm_of(stack: WholeStack, kind: str, process: str) -> bool:
    conn = await asyncpg.connect(stack.info.database_url)
    try:
        asked = "SELECT EXISTS (SELECT FROM alarm WHERE kind = $1 AND detail ->> 'process' = $2)"
        return bool(await conn.fetchval(asked, kind, process))
    finally:
        await conn.close()


@pytest.mark.parametrize("name", ["worker", "api"])
async def test_a_process_that_hangs_is_an_alarm_by_another_and_is_killed_and_started_again(
    stack: WholeStack, name: str
) -> None:
    await until(lambda: is_ready(stack), timeout_s=180)
    before = stack.info.processes[name]

    os.kill(before, signal.SIGSTOP)

    await until(lambda: alarm_of(stack, "process_silent", name), timeout_s=180)
    await until(lambda: stack.info.processes.get(name) not in (None, before), timeout_s=180)
    assert stack.printed(f"{name} gave no sign of life for ")
    await until(lambda: is_ready(stack), timeout_s=180)


async def test_a_broker_that_hangs_is_killed_and_started_again(stack: WholeStack) -> None:
    await until(lambda: is_ready(stack), timeout_s=180)
    before = stack.info.processes["mosquitto"]

    os.kill(before, signal.SIGSTOP)

    await until(lambda: stack.info.processes.get("mosquitto") not in (None, before), timeout_s=180)
    assert stack.printed("mosquitto gave no answer for ")


async def test_a_process_that_dies_while_nothing_can_be_written_is_back_and_what_runs_is_told_afterwards(
    stack: WholeStack,
) -> None:
    await until(lambda: is_ready(stack))
    before = stack.info
    part = stack.folder.info_file.with_name(f".info.json.{stack.process.pid}.part")
    part.mkdir()  # as on a full disk: the new list cannot be written

    os.kill(before.processes["worker"], signal.SIGKILL)

    await until(lambda: stack.printed("worker is running again"), timeout_s=180)
    await until(lambda: stack.printed("write down what runs: "))
    assert stack.info.processes == before.processes  # unchanged
    assert "missing: worker" in (await stack.run("doctor"))[1]
    part.rmdir()
    await until(lambda: stack.info.processes["worker"] != before.processes["worker"], timeout_s=60)
    assert "missing" not in (await stack.run("doctor"))[1]


@pytest.mark.long
async def test_a_log_that_cannot_be_rotated_does_not_stop_the_stack() -> None:
    with server_folder() as folder:
        async with whole_stack(folder) as stack:
            (stack.folder.logs / "api.log.1").symlink_to("/dev/full")
            with (stack.folder.logs / "api.log").open("ab") as log:
                log.truncate(logs.LARGEST_BYTES + 1)  # a sparse file: large without using space

            await until(lambda: stack.printed("api.log was emptied without a copy"), timeout_s=180)

            assert await is_ready(stack)
            assert stack.is_up()


@pytest.mark.long
async def test_stopped_or_killed_it_leaves_no_process_and_goes_on_with_its_data() -> None:
    with server_folder() as folder:
        async with whole_stack(folder) as stack:
            await add_a_unit(stack)
            first = stack.info
            assert await stack.end(signal.SIGTERM) == 0
            assert (await stack.run("info"))[0] == 1

        async with whole_stack(folder) as again:
            assert (again.info.api_url, again.info.mqtt_url) == (first.api_url, first.mqtt_url)
            assert "AMB-01" in (await again.run("unit", "list"))[1]
            assert await again.end(signal.SIGKILL) == -signal.SIGKILL
            assert (await again.run("info"))[0] == 1

        async with whole_stack(folder) as after_the_crash:
            assert "AMB-01" in (await after_the_crash.run("unit", "list"))[1]
            await until(lambda: is_ready(after_the_crash))
            assert await after_the_crash.end(signal.SIGINT) == 0


async def test_the_application_may_only_add_to_the_event_log_and_its_password_is_not_the_superusers(
    stack: WholeStack,
) -> None:
    conn = await asyncpg.connect(stack.info.database_url)
    try:
        for statement in ("UPDATE event_log SET kind = 'x'", "DELETE FROM event_log", "TRUNCATE event_log"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await conn.execute(statement)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.execute("DROP TABLE event_log")
    finally:
        await conn.close()
    address = urlsplit(stack.info.database_url)
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(
            host=address.hostname, port=address.port, user="postgres", password=address.password, database="postgres"
        )


async def log_an_event(stack: WholeStack) -> int:
    """Append an event as the application's account, which may do just that; return its seq."""
    conn = await asyncpg.connect(stack.info.database_url)
    try:
        await prepare(conn)
        async with conn.transaction():
            event = PasswordReset(username="sari")
            return await event_log.append(conn, event, by=SystemActor("test"), at=datetime.now(UTC))
    finally:
        await conn.close()


async def desk_token(stack: WholeStack) -> str:
    status, output = await stack.run("user", "add", "sari", "--role", "dispatcher")
    assert status == 0, output
    login = {"username": "sari", "password": output.split()[-1]}
    async with httpx.AsyncClient(base_url=stack.info.api_url, trust_env=False) as client:
        return str((await client.post("/api/v1/session", json=login)).json()["token"])


async def test_after_a_restore_every_console_gets_all_anew_however_far_the_log_has_come(
    stack: WholeStack, tmp_path: Path
) -> None:
    await add_a_unit(stack)
    await until(lambda: is_ready(stack), timeout_s=180)
    token, live_url, dump = await desk_token(stack), live_url_of(stack.info.api_url), str(tmp_path / "sigap.dump")
    async with console(live_url, token=token) as stays, console(live_url, token=token) as leaves:
        for each in (stays, leaves):
            await each.subscribe()
            await each.until_seq(await log_an_event(stack))
        cursor = {"after": leaves.board.as_of, "mark": leaves.board.mark}
        assert (await stack.run("backup", dump))[0] == 0
        lost = await log_an_event(stack)
        await stays.until_seq(lost)

        status, output = await stack.run("restore", dump)

        assert status == 0, output
        newest = [await log_an_event(stack) for _ in range(3)][-1]
        await stays.until_type("resync")
        await stays.until_seq(newest)
    async with console(live_url, token=token) as comes_back:
        await comes_back.subscribe(**cursor)
        await comes_back.until_seq(newest)
    assert newest > lost
    assert [frame["type"] for frame in comes_back.frames][:2] == ["resync", "snapshot"]


async def test_a_backup_comes_back_beside_a_running_desk_and_the_log_is_whole(
    stack: WholeStack, tmp_path: Path
) -> None:
    await add_a_unit(stack)
    await log_an_event(stack)
    dump = str(tmp_path / "sigap.dump")
    assert (await stack.run("backup", dump))[0] == 0
    status, output = await stack.run("unit", "add", "AMB-09", "--agency", "ems", "--capability", "ambulance_bls")
    assert status == 0, output
    lost = await log_an_event(stack)
    heads = LogHeads(stack.folder.path / HEADS_FILE)
    await until(lambda: max(heads.read(), default=0) >= lost, timeout_s=180)

    status, output = await stack.run("restore", dump)

    assert status == 0, output
    await until(lambda: is_ready(stack), timeout_s=180)
    units = (await stack.run("unit", "list"))[1]
    assert "AMB-01" in units
    assert "AMB-09" not in units
    status, output = await stack.run("audit", "verify")
    assert status == 0, output

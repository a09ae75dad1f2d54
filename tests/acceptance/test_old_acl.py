"""A city's own broker with the ACL of an older version drops crews' messages: that must be noticed."""

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from base.database import Pool
from tests.command_line import Result, run_here
from tests.conftest import StartChild
from tests.servers import Broker, running_broker, server_folder
from tests.waiting import until

STATUSES = "topic read sigap/v1/+/up/status\n"


@pytest.fixture
def broker() -> Iterator[Broker]:
    """A broker for this test, as it changes the rights."""
    with server_folder() as folder, running_broker(folder) as own:
        yield own


def change_acl(broker: Broker, old: str, new: str) -> None:
    """Change the running broker's ACL."""
    file = broker.private.folder / "acl"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))
    os.kill(broker.process.pid, signal.SIGHUP)


async def alarms_of(pool: Pool) -> list[tuple[str, str]]:
    rows = await pool.fetch(
        "SELECT detail ->> 'process' AS process, detail ->> 'part' AS part FROM alarm"
        " WHERE kind = 'broker_rights_missing' AND taken_at IS NULL"
    )
    return [(row["process"], row["part"]) for row in rows]


async def test_statuses_that_an_old_acl_withholds_are_told_by_the_desk_and_the_doctor_until_it_is_a_new_one(
    pool: Pool,
    broker: Broker,
    start_bridge: StartChild,
    start_worker: StartChild,
    settings_env: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in settings_env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "200")

    async def doctor() -> Result:
        return await asyncio.to_thread(run_here, ["doctor"])

    change_acl(broker, STATUSES, "")
    await start_bridge()
    await start_worker()

    await until(lambda: alarms_of(pool), timeout_s=120)
    ill = await doctor()
    assert await alarms_of(pool) == [("bridge-0", "sigap/v1/+/up/status")]
    assert ill.status == 1
    assert "✗  bridge-0" in ill.out
    assert "deploy/mosquitto.acl" in ill.out

    change_acl(broker, "topic read sigap/v1/+/up/fix\n", f"topic read sigap/v1/+/up/fix\n{STATUSES}")

    async def has_ended() -> bool:
        return not await alarms_of(pool)

    await until(has_ended, timeout_s=120)
    assert "nothing wrong in bridge-0, worker" in (await doctor()).out
    assert await pool.fetchval("SELECT count(*) FROM quarantined_fix") == 0

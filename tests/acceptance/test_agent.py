"""`sigap agent` with gpsd's own simulator: from a receiver's NMEA to the marker, through a dead spot and a kill."""

import asyncio
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime, timedelta
from functools import reduce
from pathlib import Path

import pytest

from base.database import Pool
from sigap.ports import any_free_port
from tests.conftest import StartChild
from tests.fleet import make_fleet
from tests.servers import Broker, running_broker, server_folder
from tests.waiting import until

FIXES = 60
KEPT_AT_LEAST = 15  # the first sentences pass before gpsd has detected the receiver


@pytest.fixture
def broker() -> Iterator[Broker]:
    """A broker for this test: a bridge that once ran keeps its share of the messages as long as its session lives."""
    with server_folder() as folder, running_broker(folder) as own:
        yield own


def sentence(body: str) -> str:
    return f"${body}*{reduce(lambda sum_, each: sum_ ^ ord(each), body, 0):02X}\r\n"


def a_drive(start: datetime) -> str:
    """North at 20 m/s, one fix a second, ended a moment ago."""
    lines = []
    for n in range(FIXES):
        at = start + timedelta(seconds=n)
        minutes = 37.8 - n * 20 / 1852
        place = f"07{minutes:07.4f},S,11131.2000,E"
        lines.append(sentence(f"GPGGA,{at:%H%M%S}.00,{place},1,09,0.9,63.0,M,0.0,M,,"))
        lines.append(sentence(f"GPRMC,{at:%H%M%S}.00,A,{place},38.88,0.0,{at:%d%m%y},,,A"))
    return "".join(lines)


def kept_on_disk(buffer: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{buffer}?mode=ro", uri=True)) as db:
            return int(db.execute("SELECT count(*) FROM fix").fetchone()[0])
    except sqlite3.OperationalError:
        return -1


@asynccontextmanager
async def program(*argv: str, log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(*argv, stdout=output, stderr=output, process_group=0)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)  # gpsfake leaves its gpsd running
        await process.wait()


async def test_a_drive_is_stored_whole_though_the_bridge_was_away_and_the_agent_killed(
    pool: Pool, broker: Broker, start_bridge: StartChild, tmp_path: Path
) -> None:
    await make_fleet(pool, "AMB-01")
    password = broker.add_device("AMB-01")
    port, buffer = any_free_port(), tmp_path / "agent.db"
    log = tmp_path / "drive.nmea"
    log.write_text(a_drive(datetime.now(UTC) - timedelta(seconds=FIXES + 5)))
    # By TCP: under AppArmor gpsd may open serial lines, but no pseudo-terminals.
    fake = (shutil.which("gpsfake") or "", "-t", "-1", "-q", "-P", str(port), "-c", "0.1", str(log))
    agent = (
        sys.executable, "-m", "sigap", "agent", "--broker", broker.url, "--device", "AMB-01", "--password", password,
        "--gpsd", f"127.0.0.1:{port}", "--buffer", str(buffer), "--moving-s", "1",
    )  # fmt: skip

    async with program(*fake, log=tmp_path / "gpsfake.log"), program(*agent, log=tmp_path / "agent.log") as first:
        await until(lambda: kept_on_disk(buffer) >= KEPT_AT_LEAST)
        first.kill()
    kept = kept_on_disk(buffer)
    await start_bridge()
    async with program(*agent, log=tmp_path / "again.log"):
        await until(lambda: kept_on_disk(buffer) == 0)

    assert await pool.fetchval("SELECT count(*) FROM fix") == kept

    assert await pool.fetchval("SELECT max(speed_mps) FROM unit_position") == pytest.approx(20, abs=0.1)
    assert await pool.fetchval("SELECT count(DISTINCT boot_id) FROM fix") == 1

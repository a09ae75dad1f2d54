"""A city's own PostgreSQL is backed up and restored by exactly the commands in docs/install.md."""

import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from base.database import Pool, open_pool
from core.log_heads import HEADS_FILE, LogHeads
from core.store import event_chain, log_cursor
from sigap.postgres import DATABASE, LOG_OWNER, PostgresCluster
from tests.desk import make_desk
from tests.servers import clone_template, drop_database
from tracking.devices.devices import add_device, list_devices
from tracking.fix import Fix
from tracking.fixes import store
from tracking.history import partitions
from tracking.screened import ScreenedFix

INSTALL = Path(__file__).parents[3] / "docs" / "install.md"
PUT_ASIDE = "sigap_before"
TABLES = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY 1
"""


def documented(heading: str) -> list[tuple[str, str]]:
    """Return the code blocks under that heading: language and text."""
    section = re.split(r"^#+ ", INSTALL.read_text().split(f"{heading}\n")[1], flags=re.MULTILINE)[0]
    return re.findall(r"```(sh|sql)\n(.*?)```", section, flags=re.DOTALL)


@dataclass(frozen=True, slots=True)
class Keeper:
    """The city's database administrator: types what the page shows, in a checkout."""

    cluster: PostgresCluster
    checkout: Path

    @property
    def data(self) -> Path:
        return self.checkout / "data"

    def types(self, language: str, lines: str) -> None:
        programs = f"{self.cluster.binaries}:{os.environ['PATH']}"
        ours = {"SIGAP_DATABASE_URL": self.cluster.url(), "SIGAP_DATA_DIR": str(self.data), "PATH": programs}
        psql = ("psql", self.cluster.superuser_url(), "--no-psqlrc", "--set=ON_ERROR_STOP=1")
        done = subprocess.run(
            ("sh", "-ex") if language == "sh" else psql,
            input=lines,
            cwd=self.checkout,
            env=os.environ | ours,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def seals_the_log(self) -> None:
        ((language, lines),) = documented("## The event log")
        self.types(language, f"\\c {DATABASE}\n{lines}")


@pytest.fixture
async def keeper(postgres: PostgresCluster, tmp_path: Path) -> AsyncIterator[Keeper]:
    (tmp_path / ".venv").symlink_to(sys.prefix)
    made = await clone_template(postgres)
    admin = await asyncpg.connect(postgres.superuser_url())
    try:
        await admin.execute(f"ALTER DATABASE {made} RENAME TO {DATABASE}")
        if not await admin.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", LOG_OWNER):
            await admin.execute(f"CREATE ROLE {LOG_OWNER} NOLOGIN")
        yield Keeper(postgres, tmp_path)
    finally:
        await admin.close()
        for name in (made, DATABASE, PUT_ASIDE):
            await drop_database(postgres, name)


async def put_a_fix(pool: Pool, unit_id: str) -> None:
    now = datetime.now(UTC)
    async with pool.acquire() as conn, conn.transaction():
        await partitions.make_partitions(conn, partitions.days_ahead(now.date()))
        await add_device(conn, unit_id, now=now)
        (device,) = await list_devices(conn)
        fix = Fix(device_id=device.device_id, fixed_at=now, lat=-7.63, lon=111.52)
        await store.insert_fixes(conn, [ScreenedFix(fix, device, now, late=False)])
        await store.move_markers(conn)


async def fill(keeper: Keeper) -> log_cursor.Cursor:
    """Add an incident, a unit on its way with its position, and the head of the log as the worker records it."""
    pool = await open_pool(keeper.cluster.url(), size=2, application_name="test")
    try:
        desk = await make_desk(pool)
        await desk.send(await desk.incident(), "AMB-01")
        await put_a_fix(pool, "AMB-01")
        async with pool.acquire() as conn:
            head = await event_chain.head(conn)
            assert head is not None
            LogHeads(keeper.data / HEADS_FILE).add(*head)
            return await log_cursor.newest(conn)
    finally:
        await pool.close()


async def rows_of_each_table(url: str) -> Mapping[str, list[str]]:
    conn = await asyncpg.connect(url)
    try:
        names = [row["relname"] for row in await conn.fetch(TABLES)]
        rows = {name: await conn.fetch(f"SELECT t::text AS row FROM {name} t ORDER BY 1") for name in names}
        return {name: [row["row"] for row in found] for name, found in rows.items()}
    finally:
        await conn.close()


async def test_the_documented_backup_of_a_citys_own_database_comes_back_whole_by_the_documented_commands(
    keeper: Keeper,
) -> None:
    cursor = await fill(keeper)
    keeper.seals_the_log()
    before = await rows_of_each_table(keeper.cluster.url())

    for language, lines in documented("### A database of the city's own"):
        keeper.types(language, lines)
    keeper.seals_the_log()

    assert await rows_of_each_table(keeper.cluster.url()) == before
    assert all(before[name] for name in ("event_log", "assignment", "fix", "unit_position"))
    conn = await asyncpg.connect(keeper.cluster.url())
    try:
        assert await log_cursor.missed_since(conn, cursor) is None  # consoles reload, though nothing was lost
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.execute("DELETE FROM event_log")
    finally:
        await conn.close()

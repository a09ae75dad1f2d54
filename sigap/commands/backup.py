"""`sigap backup` and `sigap restore`: the private database to a file, and back."""

import asyncio
from pathlib import Path
from typing import Annotated

import asyncpg
import typer

from core.log_heads import HEADS_FILE, LogHeads
from core.store import event_chain
from sigap import embedded
from sigap.backup import bring_back, dump
from sigap.console import say
from sigap.errors import SigapError
from sigap.migrations import migrate
from sigap.postgres import DATABASE, PostgresCluster
from sigap.running import data_dir, running_stack
from sigap.settings import StackSettings


def backup(file: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")]) -> None:
    """Write everything in the private database into one file, while the desk keeps working."""
    if file.exists():
        raise SigapError(f"{file} is there already", hint="name another file")
    dump(_cluster(), file)
    say(f"✓ {file}: {file.stat().st_size / 2**20:.1f} MiB; keep it as safe as the data folder")


def restore(file: Annotated[Path, typer.Argument(help="A file written by `sigap backup`.")]) -> None:
    """Replace everything in the private database by a backup; consoles reload by themselves."""
    if not file.exists():
        raise SigapError(f"{file} is not there", hint="name what `sigap backup` wrote")
    last = asyncio.run(_restore(_cluster(), file))
    LogHeads(data_dir().path / HEADS_FILE).note_restored(last, f"restored {file.name}")
    say(f"✓ {file} is back; the event log ends at entry {last}")


def _cluster() -> PostgresCluster:
    """The cluster of the running stack."""
    settings = StackSettings()
    if settings.database_url:
        raise SigapError("the database is the city's own", hint="back it up with its own tools (docs/install.md)")
    url = running_stack().database_url
    return embedded.running_postgres(data_dir(), url)


async def _restore(cluster: PostgresCluster, file: Path) -> int:
    """Restore with nobody else connected: other sessions would hold tables that are being replaced."""
    admin = await asyncpg.connect(cluster.superuser_url())
    try:
        await admin.execute(f"ALTER DATABASE {DATABASE} CONNECTION LIMIT 0")
        try:
            await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", DATABASE)
            await cluster.open_log()
            await asyncio.to_thread(bring_back, cluster, file)
        finally:
            await admin.execute(f"ALTER DATABASE {DATABASE} CONNECTION LIMIT -1")
        await asyncio.to_thread(migrate, cluster.url())
        await cluster.seal_log()
        return await _last_seq(cluster)
    finally:
        await admin.close()


async def _last_seq(cluster: PostgresCluster) -> int:
    conn = await asyncpg.connect(cluster.url())
    try:
        return await event_chain.last_seq(conn)
    finally:
        await conn.close()

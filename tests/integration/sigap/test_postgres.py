"""The private PostgreSQL: created once, kept, and restarted after a crash."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest

from sigap.command import start, stop
from sigap.errors import SigapError
from sigap.os_user import me
from sigap.ports import any_free_port
from sigap.postgres import PostgresCluster
from tests.servers import running_postgres, server_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    with server_folder() as folder:
        yield folder


async def count_notes(cluster: PostgresCluster) -> int:
    conn = await asyncpg.connect(cluster.url())
    try:
        return int(await conn.fetchval("SELECT count(*) FROM note"))
    finally:
        await conn.close()


async def write_a_note(cluster: PostgresCluster) -> None:
    conn = await asyncpg.connect(cluster.url())
    await conn.execute("CREATE TABLE IF NOT EXISTS note (words text)")
    await conn.execute("INSERT INTO note VALUES ('kept')")
    await conn.close()


async def test_what_was_written_is_there_after_a_stop_and_on_another_port(folder: Path) -> None:
    with running_postgres(folder) as cluster:
        await cluster.ensure_database()
        await write_a_note(cluster)

    again = replace(cluster, port=any_free_port())
    with started(again, folder):
        assert await count_notes(again) == 1


async def test_a_server_killed_at_once_starts_again_with_its_data(folder: Path) -> None:
    with running_postgres(folder) as cluster:
        await cluster.ensure_database()
        await write_a_note(cluster)
        postmaster = int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(postmaster, signal.SIGKILL)

    with started(cluster, folder):
        assert await count_notes(cluster) == 1


async def test_a_lock_file_that_names_a_stranger_is_not_believed(folder: Path) -> None:
    with running_postgres(folder) as cluster:
        await cluster.ensure_database()
        lock = (cluster.data / "postmaster.pid").read_text()
    left_behind = "\n".join([str(os.getpid()), *lock.splitlines()[1:]])
    (cluster.data / "postmaster.pid").write_text(left_behind)

    with started(cluster, folder):
        assert cluster.is_ready()


async def test_the_owner_is_no_superuser(folder: Path) -> None:
    with running_postgres(folder) as cluster:
        await cluster.ensure_database()
        conn = await asyncpg.connect(cluster.url())
        is_superuser = await conn.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        await conn.close()

    assert is_superuser is False


def test_a_folder_the_server_cannot_reach_is_named(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with running_postgres(folder) as cluster:
        pass
    if cluster.user == me():
        pytest.skip("we are no root: the server is us and reaches what we reach")

    with pytest.raises(SigapError, match=str(closed)):
        replace(cluster, folder=closed / "postgres").prepare()


def test_data_of_another_major_version_are_refused_and_untouched(folder: Path) -> None:
    with running_postgres(folder) as cluster:
        pass
    (cluster.data / "PG_VERSION").write_text("12\n")

    with pytest.raises(SigapError, match="belong to PostgreSQL 12"):
        cluster.prepare()


class started:  # noqa: N801
    """An existing cluster, started again."""

    def __init__(self, cluster: PostgresCluster, folder: Path) -> None:
        self._cluster = cluster
        self._log = (folder / "again.log").open("wb")

    def __enter__(self) -> None:
        self._cluster.prepare()
        self._process = start(self._cluster.command(), self._log)
        self._cluster.wait_until_ready(self._process)

    def __exit__(self, *_: object) -> None:
        stop(self._process, self._cluster.command())
        self._log.close()

"""A full disk: devices send again what cannot be stored, and it is stored once the reserve is released."""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from core.domain.actor import Role
from sigap.migrations import migrate
from sigap.storage import Reserve, room_at
from tests.integration.dispatch.api.test_commands import INCIDENT
from tests.people import People
from tests.servers import running_postgres
from tests.waiting import until

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")

DISK = "size=260m"
RESERVE_BYTES = 32 * 2**20


@pytest.fixture
def small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sigap-test-disk-"))
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", DISK, "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mounted.returncode != 0:
        folder.rmdir()
        pytest.skip(f"nothing may be mounted here: {mounted.stderr.strip()}")
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


@pytest.fixture
async def database_url(small_disk: Path) -> AsyncIterator[str]:
    with running_postgres(small_disk) as cluster:
        await cluster.ensure_database()
        await asyncio.to_thread(migrate, cluster.url())
        yield cluster.url()


def fill(folder: Path) -> None:
    """Fill it to the last byte."""
    with (folder / "filler").open("wb") as filler:
        size_bytes = shutil.disk_usage(folder).free
        while size_bytes:
            try:
                os.posix_fallocate(filler.fileno(), filler.tell(), size_bytes)
                filler.seek(0, os.SEEK_END)
            except OSError:
                size_bytes //= 2


async def test_on_a_full_disk_calls_wait_and_go_on_once_the_reserve_is_given_up(
    people: People, small_disk: Path
) -> None:
    taker = await people.client(Role.CALL_TAKER)
    reserve = Reserve(small_disk / "reserve", RESERVE_BYTES)
    reserve._make()
    fill(small_disk)

    async def is_refused() -> bool:
        """The database stores as long as its own pages have some room."""
        answer = await taker.post("/incidents", json={**INCIDENT, "description": "x" * 4000})
        assert answer.status_code in (201, 503), answer.text
        return answer.status_code == 503 and answer.json()["code"] == "storage_full"

    await until(is_refused, every_s=0)
    reserve.keep(room_at(small_disk))
    answer = await taker.post("/incidents", json=INCIDENT)

    assert reserve.is_given_up
    assert answer.status_code == 201, answer.text

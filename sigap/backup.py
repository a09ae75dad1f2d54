"""A dump of the private database, and bringing one back: whole or not at all, whatever runs beside it."""

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sigap.errors import SigapError
from sigap.postgres import DATABASE, OWNER, PostgresCluster

SCHEMA = "public"  # what lies elsewhere, and the extensions, belong to the server


def dump(cluster: PostgresCluster, file: Path) -> None:
    """Beside a working desk, as of one moment. Whole or not there."""
    part = file.with_name(f".{file.name}.part")
    try:
        _run(cluster, "pg_dump", cluster.url(), "--format=custom", f"--schema={SCHEMA}", f"--file={part}")
        part.chmod(0o600)  # it holds people's words and the hashes of all passwords
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def bring_back(cluster: PostgresCluster, file: Path) -> None:
    """In place of all that is there. By the superuser: nobody else may touch the event log. All becomes the owner's."""
    _run(
        cluster,
        "pg_restore",
        cluster.superuser_url(DATABASE),
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        f"--role={OWNER}",
        f"--schema={SCHEMA}",
        "--single-transaction",
        str(file),
    )


def _run(cluster: PostgresCluster, program: str, url: str, *arguments: str) -> None:
    """The password by the environment: a command line can be read by everybody on the machine."""
    address = urlsplit(url)
    to_database = [
        f"--host={address.hostname}",
        f"--port={address.port}",
        f"--username={address.username}",
        f"--dbname={address.path.removeprefix('/')}",
    ]
    done = subprocess.run(
        [str(cluster.binaries / program), *to_database, *arguments],
        env=os.environ | {"PGPASSWORD": unquote(address.password or "")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SigapError(f"{program} failed: {done.stderr.strip()}", hint="nothing was changed; is there room?")

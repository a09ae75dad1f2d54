"""Dump the private database and restore it: all or nothing, while the desk works."""

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sigap.errors import SigapError
from sigap.postgres import DATABASE, OWNER, PostgresCluster

OURS = ("--schema=public", "--exclude-table=public.spatial_ref_sys")  # PostGIS creates spatial_ref_sys itself
SCHEMA = "public"  # other schemas, and the extensions, belong to the server


def dump(cluster: PostgresCluster, file: Path) -> None:
    """Dump a consistent snapshot beside a working desk; the file is complete or not there."""
    part = file.with_name(f".{file.name}.part")
    try:
        _run(cluster, "pg_dump", cluster.url(), "--format=custom", *OURS, f"--file={part}")
        part.chmod(0o600)  # it holds what callers said and the hashes of all passwords
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


# `pg_restore --clean` will not do: it fails on partitions, and leaves tables that are newer than the dump.
DROP_ALL = """
DO $$ DECLARE each record; BEGIN
    FOR each IN SELECT c.oid::regclass AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
            AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') LOOP
        EXECUTE format('DROP TABLE %s CASCADE', each.name);
    END LOOP;
END $$
"""


def bring_back(cluster: PostgresCluster, file: Path) -> None:
    """Replace everything in the database.

    Runs as the superuser, as nobody else may change the event log; all tables then belong to the owner.
    """
    script = file.with_name(f".{file.name}.sql")
    try:
        _run(
            cluster,
            "pg_restore",
            None,
            "--no-owner",
            "--no-privileges",
            f"--schema={SCHEMA}",
            f"--file={script}",
            str(file),
        )
        script.chmod(0o600)
        as_owner = f"--command=SET ROLE {OWNER}"
        whole = ("--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
        url = cluster.superuser_url(DATABASE)
        _run(cluster, "psql", url, *whole, as_owner, f"--command={DROP_ALL}", f"--file={script}")
    finally:
        script.unlink(missing_ok=True)


def _run(cluster: PostgresCluster, program: str, url: str | None, *arguments: str) -> None:
    """Pass the password in the environment: everybody on the machine can read a command line."""
    address = urlsplit(url or "")
    to_database = [
        f"--host={address.hostname}",
        f"--port={address.port}",
        f"--username={address.username}",
        f"--dbname={address.path.removeprefix('/')}",
    ]
    done = subprocess.run(
        [str(cluster.binaries / program), *(to_database if url else ()), *arguments],
        env=os.environ | {"PGPASSWORD": unquote(address.password or "")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SigapError(f"{program} failed: {done.stderr.strip()}", hint="nothing was changed; is there room?")

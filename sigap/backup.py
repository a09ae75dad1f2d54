"""A dump of the private database, and bringing one back: whole or not at all, whatever runs beside it."""

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sigap.errors import SigapError
from sigap.postgres import DATABASE, OWNER, PostgresCluster

OURS = ("--schema=public", "--exclude-table=public.spatial_ref_sys")  # the latter PostGIS brings
SCHEMA = "public"  # what lies elsewhere, and the extensions, belong to the server


def dump(cluster: PostgresCluster, file: Path) -> None:
    """Beside a working desk, as of one moment. Whole or not there."""
    part = file.with_name(f".{file.name}.part")
    try:
        _run(cluster, "pg_dump", cluster.url(), "--format=custom", *OURS, f"--file={part}")
        part.chmod(0o600)  # it holds people's words and the hashes of all passwords
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


# Not by `pg_restore --clean`: it stumbles over partitions, and leaves what came after the dump.
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
    """In place of all that is there. By the superuser: nobody else may touch the event log. All becomes the owner's."""
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
    """The password by the environment: a command line can be read by everybody on the machine."""
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

"""A private PostgreSQL cluster with PostGIS in one folder, run by the system's own binaries."""

import os
import re
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import asyncpg

from sigap.command import Command
from sigap.errors import SigapError
from sigap.os_user import OsUser, first_closed_folder, give

OLDEST_MAJOR = 15
SUPERUSER = "postgres"
OWNER = "sigap"
DATABASE = "sigap"
EXTENSIONS = ("postgis", "pg_trgm", "btree_gist")
INITDB_TIMEOUT_S = 120
START_TIMEOUT_S = 60.0
LOCK_FILE_LINES = 8
LEFTOVER_TIMEOUT_S = 30.0
INSTALL_HINT = "install the packages postgresql and postgresql-NN-postgis-3 (`make setup` does)"
LOG_OWNER = "sigap_log"
# The owner of a database, or of its schema, could drop and rename tables in it, whoever owns those.
SEAL_LOG = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{LOG_OWNER}') THEN CREATE ROLE {LOG_OWNER} NOLOGIN; END IF;
    EXECUTE format('ALTER DATABASE %I OWNER TO {SUPERUSER}', current_database());
    EXECUTE format('GRANT ALL ON DATABASE %I TO {OWNER}', current_database());
END $$;
GRANT USAGE, CREATE ON SCHEMA public TO {OWNER};
ALTER TABLE event_log OWNER TO {LOG_OWNER};
REVOKE ALL ON event_log FROM {OWNER};
GRANT SELECT, INSERT ON event_log TO {OWNER};
"""  # noqa: S608 - no outside words in it
OPEN_LOG = f"""
DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I OWNER TO {OWNER}', current_database());
    IF to_regclass('event_log') IS NOT NULL THEN ALTER TABLE event_log OWNER TO {OWNER}; END IF;
END $$;
"""


@dataclass(frozen=True, slots=True)
class PostgresCluster:
    folder: Path
    port: int
    user: OsUser
    password: str
    binaries: Path
    settings: dict[str, str]
    superuser_password: str | None = None  # same as the owner's where only tests have either

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    def prepare(self) -> None:
        """Create the cluster if there is none, write its settings, and clean up after a crash."""
        closed = first_closed_folder(self.folder.parent, self.user)
        if closed is not None:
            raise SigapError(
                f"the user {self.user.name} cannot enter {closed}, so PostgreSQL cannot keep its data below it",
                hint="set SIGAP_DATA_DIR to a folder he can reach, such as /var/lib/sigap",
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        give(self.folder, self.user, mode=0o700)
        if not self.exists:
            self._initdb()
        self._refuse_other_major()
        self._stop_leftover()
        self._write("sigap.conf", "".join(f"{name} = '{value}'\n" for name, value in self._all_settings().items()))

    def command(self) -> Command:
        return Command(
            name="postgres",
            argv=(str(self.binaries / "postgres"), "-D", str(self.data)),
            env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"},
            user=self.user,
            stop_signal=signal.SIGINT,  # fast shutdown: ends the sessions, writes a checkpoint
            orphan_signal=signal.SIGINT,
            stop_timeout_s=30.0,
        )

    def url(self, database: str = DATABASE) -> str:
        return f"postgresql://{OWNER}:{quote(self.password)}@127.0.0.1:{self.port}/{database}"

    def superuser_url(self, database: str = "postgres") -> str:
        password = self.superuser_password or self.password
        return f"postgresql://{SUPERUSER}:{quote(password)}@127.0.0.1:{self.port}/{database}"

    def is_ready(self) -> bool:
        """Check the server's own lock file: another server may answer on that port."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        is_on_our_port = len(lines) == LOCK_FILE_LINES and lines[3] == str(self.port)
        return is_on_our_port and lines[-1].strip() == "ready" and Path(f"/proc/{lines[0]}").exists()

    def wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self.is_ready():
            if process.poll() is not None:
                raise SigapError("PostgreSQL stopped while starting", hint="its log says why")
            if time.monotonic() > deadline:
                raise SigapError(f"PostgreSQL gave no answer for {START_TIMEOUT_S:.0f} s", hint="its log says why")
            time.sleep(0.05)

    async def ensure_database(self, database: str = DATABASE) -> None:
        """Create the owner, the database, and the extensions that only a superuser may create."""
        await self._take_over_superuser()
        conn = await asyncpg.connect(self.superuser_url())
        try:
            if not await conn.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", OWNER):
                await conn.execute(f"CREATE ROLE {OWNER} LOGIN PASSWORD '{self.password}'")
            if not await conn.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", database):
                await conn.execute(f"CREATE DATABASE {database} OWNER {OWNER}")
        finally:
            await conn.close()
        await self._ensure_extensions(database)

    async def _ensure_extensions(self, database: str) -> None:
        conn = await asyncpg.connect(self.superuser_url(database))
        try:
            for extension in EXTENSIONS:
                await conn.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        finally:
            await conn.close()

    async def seal_log(self, database: str = DATABASE) -> None:
        """From now on the owner of all other tables may only append to the event log and read it."""
        await self._as_superuser(database, SEAL_LOG)

    async def open_log(self, database: str = DATABASE) -> None:
        """Unlock the event log for a migration or a restore; `seal_log` locks it again."""
        await self._as_superuser(database, OPEN_LOG)

    async def _as_superuser(self, database: str, statements: str) -> None:
        conn = await asyncpg.connect(self.superuser_url(database))
        try:
            await conn.execute(statements)
        finally:
            await conn.close()

    async def _take_over_superuser(self) -> None:
        """A cluster of an older version has one password for both roles."""
        try:
            conn = await asyncpg.connect(self.superuser_url())
        except asyncpg.InvalidPasswordError:
            conn = await asyncpg.connect(replace(self, superuser_password=None).superuser_url())
            await conn.execute(f"ALTER ROLE {SUPERUSER} PASSWORD '{self.superuser_password}'")
        await conn.close()

    def _initdb(self) -> None:
        """Create it beside and rename it when complete, so that an interrupted run leaves nothing half done."""
        password_file, part = self.folder / "password", self.folder / "data.part"
        shutil.rmtree(part, ignore_errors=True)
        self._write_file(password_file, self.superuser_password or self.password)
        try:
            self._run(
                "initdb",
                f"--pgdata={part}",
                f"--username={SUPERUSER}",
                "--auth=scram-sha-256",
                f"--pwfile={password_file}",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions",
            )
        finally:
            password_file.unlink()
        with (part / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude 'sigap.conf'\n")
        part.rename(self.data)

    def _run(self, program: str, *arguments: str) -> None:
        command = Command(
            program, (str(self.binaries / program), *arguments), os.environ | {"LC_ALL": "C.UTF-8"}, self.user
        )
        done = subprocess.run(
            command.full_argv,
            env=dict(command.env),
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            timeout=INITDB_TIMEOUT_S,
        )
        if done.returncode != 0:
            raise SigapError(f"{program} failed: {(done.stderr or done.stdout).strip()}", hint="is the disk full?")

    def _refuse_other_major(self) -> None:
        made_by, found = (self.data / "PG_VERSION").read_text().strip(), str(major_of(self.binaries))
        if made_by != found:
            raise SigapError(
                f"the data in {self.data} belong to PostgreSQL {made_by}, but {found} was found",
                hint=f"install postgresql-{made_by}, or move the data with pg_upgrade (docs/install.md)",
            )

    def _stop_leftover(self) -> None:
        """Clean up after a crash: remove a leftover lock file, or stop a server that is still shutting down."""
        lock = self.data / "postmaster.pid"
        pid = self._leftover_pid(lock)
        if pid is None:
            if not any_process_in(self.data):  # otherwise PostgreSQL itself must judge whether its own are all gone
                lock.unlink(missing_ok=True)
            return
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + LEFTOVER_TIMEOUT_S
        while self._leftover_pid(lock) is not None:
            if time.monotonic() > deadline:
                raise SigapError(
                    f"an older PostgreSQL (pid {pid}) on {self.data} does not stop", hint=f"kill -QUIT {pid}"
                )
            time.sleep(0.1)

    def _leftover_pid(self, lock: Path) -> int | None:
        """Return the lock file's process if it is a server on this folder, and no stranger with a reused pid."""
        try:
            pid = int(lock.read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return None
        return pid if _works_in(Path(f"/proc/{pid}"), self.data.resolve()) else None

    def _all_settings(self) -> dict[str, str]:
        return {"port": str(self.port), **SETTINGS, **memory_settings(), **self.settings}

    def _write(self, name: str, text: str) -> None:
        self._write_file(self.data / name, text)

    def _write_file(self, path: Path, text: str) -> None:
        """Write atomically, and only on a change: a full disk must not destroy the settings of the last start."""
        if path.exists() and path.read_text() == text:
            return
        part = path.with_name(f".{path.name}.part")
        part.touch(mode=0o600)
        part.write_text(text)
        give(part, self.user, mode=0o600)
        part.replace(path)


SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",  # loopback with a password is the only way in; a socket's path is limited in length
    "max_connections": "200",
    "timezone": "UTC",
    "synchronous_commit": "on",  # `stored` must mean stored
    "wal_compression": "lz4",
    "max_wal_size": "2GB",
    "min_wal_size": "256MB",
    "checkpoint_timeout": "15min",
    "checkpoint_completion_target": "0.9",
    "random_page_cost": "1.1",
    "jit": "off",  # compiling costs more than our short queries save
    # unit_position is updated thousands of times a second: vacuum it soon and finish quickly.
    "autovacuum_naptime": "15s",
    "autovacuum_vacuum_scale_factor": "0.05",
    "autovacuum_analyze_scale_factor": "0.05",
    "autovacuum_vacuum_cost_limit": "2000",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "client_connection_check_interval": "10s",
    # A caller's number or words must not reach a log.
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] %a ",
}


def any_process_in(folder: Path) -> bool:
    """Whether any process has this folder as its working directory, as all of PostgreSQL's processes do."""
    return any(_works_in(process, folder.resolve()) for process in Path("/proc").glob("[0-9]*"))


def _works_in(process: Path, folder: Path) -> bool:
    try:
        return (process / "cwd").readlink() == folder
    except OSError:
        return False


def memory_settings() -> dict[str, str]:
    """An eighth of the machine's memory, for the data of today: from there a track takes a quarter of the time."""
    memory_mb = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    return {
        "shared_buffers": f"{min(max(memory_mb // 8, 128), 4096)}MB",
        "effective_cache_size": f"{max(memory_mb // 2, 256)}MB",
        "work_mem": "8MB",
        "maintenance_work_mem": "128MB",
    }


def new_database_password() -> str:
    return secrets.token_hex(24)


def find_binaries() -> Path:
    """Return the newest installed PostgreSQL that is new enough and has PostGIS."""
    found = sorted((path for path in candidate_binaries() if (path / "postgres").exists()), key=major_of, reverse=True)
    if not found:
        raise SigapError("PostgreSQL is not installed", hint=INSTALL_HINT)
    fitting = next((path for path in found if major_of(path) >= OLDEST_MAJOR and has_postgis(path)), None)
    if fitting is None:
        seen = ", ".join(f"{path} (PostGIS: {'yes' if has_postgis(path) else 'no'})" for path in found)
        raise SigapError(f"no PostgreSQL ≥ {OLDEST_MAJOR} with PostGIS; found {seen}", hint=INSTALL_HINT)
    return fitting


def candidate_binaries() -> list[Path]:
    debian = list(Path("/usr/lib/postgresql").glob("*/bin"))
    try:
        named = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False, timeout=10)
    except FileNotFoundError:
        return debian
    elsewhere = Path(named.stdout.strip())
    return debian if named.returncode != 0 or elsewhere in debian else [*debian, elsewhere]


def major_of(binaries: Path) -> int:
    output = subprocess.run(
        [str(binaries / "postgres"), "--version"], capture_output=True, text=True, check=False, timeout=10
    )
    number = re.search(r"\) (\d+)", output.stdout)
    return int(number.group(1)) if number else 0


def has_postgis(binaries: Path) -> bool:
    debian = Path(f"/usr/share/postgresql/{major_of(binaries)}/extension/postgis.control")
    return debian.exists() or any(binaries.parent.glob("share/**/extension/postgis.control"))

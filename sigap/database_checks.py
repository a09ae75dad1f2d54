"""What `sigap doctor` asks the database, and the troubles that the processes have recorded there."""

import asyncio
import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import asyncpg

from base.database import prepare
from dispatch.domain.alert import AlertKind
from dispatch.domain.heartbeat import SILENT_AFTER_S
from dispatch.store.process_beats import known
from geo.city.made import is_outdated
from sigap.migrations import newest_revision, revision_of
from sigap.patient import TIMEOUT_S, Finding, Patient
from sigap.postgres import EXTENSIONS, OLDEST_MAJOR

LOOK_INTO_LOG = "look into the log of that process"
HINTS = {
    AlertKind.BROKER_RIGHTS_MISSING: (
        "the broker's ACL is an old one: give it deploy/mosquitto.acl of this version, and SIGHUP"
    ),
}


def database(patient: Patient) -> Sequence[Finding]:
    if patient.database_url is None:
        return [Finding("database", None, "nothing runs here; `sigap up` starts it")]
    try:
        return asyncio.run(_ask_database(patient.database_url))
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        return [
            Finding("database", False, f"{type(error).__name__}: {error}", "is it running, and is its address right?")
        ]


async def _ask_database(url: str) -> list[Finding]:
    conn = await asyncpg.connect(url, timeout=TIMEOUT_S, command_timeout=TIMEOUT_S)
    try:
        major = conn.get_server_version().major
        there = {row["extname"] for row in await conn.fetch("SELECT extname FROM pg_extension")}
        missing = sorted(set(EXTENSIONS) - there)
        findings = [
            Finding("database", major >= OLDEST_MAJOR, f"PostgreSQL {major}", f"PostgreSQL ≥ {OLDEST_MAJOR} is needed"),
            Finding(
                "extensions",
                not missing,
                f"missing: {', '.join(missing)}" if missing else ", ".join(EXTENSIONS),
                "; ".join(f"CREATE EXTENSION {name}" for name in missing) + " as a superuser",
            ),
            await _schema(conn),
        ]
        if not findings[-1].ok:
            return findings
        await prepare(conn)
        return [*findings, await _write(conn), await _log_rights(conn), *await _city(conn), *await _troubles(conn)]
    finally:
        await conn.close(timeout=TIMEOUT_S)


async def _schema(conn: asyncpg.Connection) -> Finding:
    at, newest = await revision_of(conn), newest_revision()
    return Finding("schema", at == newest, f"at {at}, newest is {newest}", "`sigap db migrate`")


async def _write(conn: asyncpg.Connection) -> Finding:
    """Commit a row, read it, remove it: a read-only server passes every other check."""
    row = ("doctor", f"probe-{os.getpid()}")
    try:
        await conn.execute("INSERT INTO ingest_count (worker, outcome, total) VALUES ($1, $2, 1)", *row)
        seen = await conn.fetchval("SELECT total FROM ingest_count WHERE worker = $1 AND outcome = $2", *row)
        await conn.execute("DELETE FROM ingest_count WHERE worker = $1 AND outcome = $2", *row)
    except asyncpg.PostgresError as error:
        return Finding("database write", False, str(error), "is it a standby, read-only or full?")
    return Finding("database write", seen == 1, "committed, read and removed a row")


async def _city(conn: asyncpg.Connection) -> list[Finding]:
    row = await conn.fetchrow("SELECT name, folder FROM city")
    if row is None:
        return [Finding("city", None, "none is imported yet")]
    again = "import the city again: `sigap city import FILE.osm.pbf`"
    try:
        outdated = await asyncio.to_thread(is_outdated, Path(row["folder"]))
    except OSError as error:
        return [Finding("city", False, f"{row['name']}: {error}", again)]
    seen = "its roads were made by an older version" if outdated else "its roads are of this version"
    return [Finding("city", not outdated, f"{row['name']}: {seen}", again)]


async def _log_rights(conn: asyncpg.Connection) -> Finding:
    """In a city's own database its administrator decides."""
    may_change = await conn.fetchval("SELECT has_table_privilege('event_log', 'UPDATE, DELETE, TRUNCATE')")
    if may_change:
        return Finding(
            "event log", None, "our own account may change it; better is a role of its own (docs/install.md)"
        )
    return Finding("event log", True, "our own account can only add to it")


async def _troubles(conn: asyncpg.Connection) -> list[Finding]:
    """The troubles that the processes report; each repeats its own every two seconds."""
    living = await known(conn, within=timedelta(seconds=SILENT_AFTER_S))
    if not living:
        return [Finding("signs of life", None, "no process gives any")]
    wrong = [
        Finding(beat.process, False, f"{trouble.part}: {trouble.reason}", HINTS.get(trouble.alarm, LOOK_INTO_LOG))
        for beat in living
        for trouble in beat.troubles
    ]
    return wrong or [Finding("signs of life", True, f"nothing wrong in {', '.join(beat.process for beat in living)}")]

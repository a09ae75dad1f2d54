"""The audit detects what an attacker with access to the database does to the event log."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from base.database import Pool, prepare
from core.log_heads import HEADS_FILE, LogHeads
from core.store import event_chain
from tests.command_line import Result, Sigap, run_here
from tests.desk import make_desk

EPOCH = datetime(2026, 3, 1, tzinfo=UTC)
MAKE_ANEW = (
    "CREATE TEMP TABLE old AS SELECT * FROM event_log; DELETE FROM event_log;"
    " UPDATE old SET actor = 'user:nobody' WHERE seq = 2"
)


@pytest.fixture
def sigap(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sigap:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGAP_DATABASE_URL", database_url)
    monkeypatch.setenv("SIGAP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")

    async def run(*words: str, **_: str) -> Result:
        return await asyncio.to_thread(run_here, words)

    return run


async def written_down(conn: asyncpg.Connection, folder: Path) -> None:
    """Record the head, as the worker does every few seconds."""
    head = await event_chain.head(conn)
    assert head is not None
    LogHeads(folder / "data" / HEADS_FILE).add(*head)


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM event_log WHERE seq > (SELECT max(seq) - 2 FROM event_log)",
        "DELETE FROM event_log",
        MAKE_ANEW,
    ],
)
async def test_the_audit_finds_a_log_that_was_cut_emptied_or_made_anew(
    sigap: Sigap, database_url: str, tmp_path: Path, attack: str
) -> None:
    await sigap("user", "add", "sari", "--role", "dispatcher")
    await sigap("user", "add", "budi", "--role", "dispatcher")
    conn = await asyncpg.connect(database_url)
    try:
        await written_down(conn, tmp_path)
        whole = await sigap("audit", "verify")
        await conn.execute(attack)
        if attack == MAKE_ANEW:
            await rewrite(conn)
    finally:
        await conn.close()

    found = await sigap("audit", "verify")
    noted = await sigap("audit", "restored", "--reason", "backup of Tuesday")
    after = await sigap("audit", "verify")

    assert whole.status == 0, whole.err
    assert found.status == 1
    assert "was written down" in found.err
    assert noted.status == 0, noted.err
    assert after.status == (1 if attack == MAKE_ANEW else 0), after.err


async def test_the_audit_finds_words_that_were_changed_and_misses_none_that_were_forgotten(
    sigap: Sigap, pool: Pool
) -> None:
    desk = await make_desk(pool)
    await desk.incident(address="Jalan Melati 4")
    await desk.incident(address="Jalan Mawar 2")

    await pool.execute("DELETE FROM event_words WHERE words LIKE '%Mawar%'")
    whole = await sigap("audit", "verify")
    await pool.execute("UPDATE event_words SET words = replace(words, 'Melati', 'Mawar')")
    found = await sigap("audit", "verify")

    assert whole.status == 0, whole.err
    assert (found.status, "words of entry" in found.err) == (1, True), found.err


async def rewrite(conn: asyncpg.Connection) -> None:
    """Rewrite the whole chain of the changed entries, with the application's own statement."""
    await prepare(conn)
    for row in await conn.fetch("SELECT kind, at, actor, incident_id, data FROM old ORDER BY seq"):
        await conn.fetchval(event_chain._APPEND, *row.values())
    assert await event_chain.first_broken_link(conn) is None


async def test_two_entries_that_differ_only_in_where_a_field_ends_have_not_one_hash(database_url: str) -> None:
    conn = await asyncpg.connect(database_url)
    try:
        await prepare(conn)
        hashes = []
        for kind, actor in (("a|0", "b"), ("a", "0|b")):
            await conn.fetchval(event_chain._APPEND, kind, EPOCH, actor, None, {})
            hashes.append((await event_chain.head(conn) or (0, ""))[1])
            await conn.execute("DELETE FROM event_log")
    finally:
        await conn.close()

    assert hashes[0] != hashes[1]


async def test_entries_of_before_are_checked_by_the_rule_of_their_time_and_none_may_go_back_to_it(
    database_url: str,
) -> None:
    old = (
        "INSERT INTO event_log (seq, kind, at, actor, data, previous_hash, hash)"
        " SELECT $1::bigint, 'old', $2::timestamptz, 'user:sari', '{}', $3::bytea, sha256($3::bytea || convert_to("
        " concat_ws('|', $1::bigint, 'old', extract(epoch FROM $2::timestamptz), 'user:sari', '', '{}'), 'UTF8'))"
        " RETURNING hash"
    )
    conn = await asyncpg.connect(database_url)
    try:
        await prepare(conn)
        await conn.fetchval(old, 1, EPOCH, b"")
        await conn.fetchval(event_chain._APPEND, "new", EPOCH, "user:sari", None, {})
        whole = await event_chain.first_broken_link(conn)
        await conn.fetchval(old, 3, EPOCH, await conn.fetchval("SELECT hash FROM event_log WHERE seq = 2"))
        back = await event_chain.first_broken_link(conn)
    finally:
        await conn.close()

    assert (whole, back) == (None, 3)

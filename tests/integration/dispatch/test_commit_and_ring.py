"""For any actor, facts, events and messages are committed together, and the doorbells ring after that."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from asyncpg.connection import LoggedQuery

from base.database import Connection, Pool
from core.commit_and_ring import BELLS, commit_and_ring, ring
from core.store import event_chain, outbox_messages
from dispatch.domain.events.access import PasswordReset
from dispatch.domain.refusals import UnknownIncident
from dispatch.store import event_log
from tests.desk import NOW, SETUP


class Statements:
    """Records the statements on a connection; a ring is recorded by its channels."""

    def __init__(self) -> None:
        self._asked: list[str] = []

    def note(self, asked: LoggedQuery) -> None:
        words = asked.query.split(maxsplit=1)
        self._asked.append(f"ring {asked.args[0]}" if "pg_notify" in asked.query else words[0].strip(";"))

    async def asked(self) -> list[str]:
        await asyncio.sleep(0)  # asyncpg reports them in the loop's next turn
        return self._asked


@pytest.fixture
async def conn(pool: Pool) -> AsyncIterator[Connection]:
    async with pool.acquire() as conn:
        yield conn


@pytest.fixture
def statements(conn: Connection) -> Statements:
    statements = Statements()
    conn.add_query_logger(statements.note)
    return statements


async def log_something(conn: Connection) -> None:
    await event_log.append(conn, PasswordReset(username="sari"), by=SETUP, at=NOW)


async def send_something(conn: Connection) -> None:
    until = NOW + timedelta(minutes=1)
    await outbox_messages.add_message(
        conn, channel="mqtt", destination="GPS-1", kind="test", body={}, assignment_id=None, at=NOW, expires_at=until
    )


async def log_and_be_refused(conn: Connection) -> None:
    async with commit_and_ring(conn):
        await log_something(conn)
        raise UnknownIncident("no such incident")


async def begin_within_another(conn: Connection) -> None:
    async with commit_and_ring(conn), commit_and_ring(conn):
        pass


async def be_refused_without_a_connection(conn: Connection) -> None:
    async with commit_and_ring(conn):
        conn.terminate()
        raise UnknownIncident("no such incident")


async def test_what_was_written_is_rung_for_after_the_commit(conn: Connection, statements: Statements) -> None:
    async with commit_and_ring(conn):
        await log_something(conn)
        await send_something(conn)

    asked = await statements.asked()
    around = [each for each in asked if each in {"BEGIN", "COMMIT"} or each.startswith("ring")]
    assert around == ["BEGIN", "COMMIT", f"ring {sorted(BELLS)}"]


async def test_only_the_bell_of_what_was_written_rings(conn: Connection, statements: Statements) -> None:
    async with commit_and_ring(conn):
        await send_something(conn)

    assert (await statements.asked())[-1] == f"ring {[outbox_messages.DOORBELL]}"


async def test_what_wrote_nothing_rings_nobody(conn: Connection, statements: Statements) -> None:
    async with commit_and_ring(conn):
        pass

    assert await statements.asked() == ["BEGIN", "COMMIT"]


async def test_of_what_is_refused_nothing_stays_and_nobody_is_rung(conn: Connection, statements: Statements) -> None:
    with pytest.raises(UnknownIncident):
        await log_and_be_refused(conn)

    assert (await statements.asked())[-1] == "ROLLBACK"
    assert await event_chain.last_seq(conn) == 0


async def test_many_in_a_row_ring_once(conn: Connection, statements: Statements) -> None:
    bells: set[str] = set()

    for _ in range(3):
        async with commit_and_ring(conn, later=bells):
            await log_something(conn)
    await ring(conn, bells)

    asked = await statements.asked()
    assert asked.count("COMMIT") == 3
    assert [each for each in asked if each.startswith("ring")] == [f"ring {[event_chain.DOORBELL]}"]


async def test_one_within_another_is_refused(conn: Connection, statements: Statements) -> None:
    with pytest.raises(RuntimeError, match="within another"):
        await begin_within_another(conn)

    assert await statements.asked() == ["BEGIN", "ROLLBACK"]


async def test_a_lost_connection_does_not_hide_why_it_was_refused(conn: Connection) -> None:
    with pytest.raises(UnknownIncident):
        await be_refused_without_a_connection(conn)


async def test_a_ring_that_fails_does_not_fail_who_acted(conn: Connection) -> None:
    conn.terminate()

    await ring(conn)

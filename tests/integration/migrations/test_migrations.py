"""Migrations: what they make is what the tables declare, and they go down and up again with data in them."""

import asyncio
import warnings
from collections.abc import Callable

from alembic import command

from geo.database import Pool
from sigap.migrations import alembic_config, migrate
from tests.desk import make_desk


async def in_a_thread(work: Callable[[], object]) -> None:
    """alembic runs an event loop of its own."""

    def quietly() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", category=UserWarning)  # reflection of PostGIS's own types
            work()

    await asyncio.to_thread(quietly)


async def test_the_migrations_make_what_the_tables_declare(database_url: str) -> None:
    await in_a_thread(lambda: command.check(alembic_config(database_url)))


async def test_a_missing_column_would_be_noticed(database_url: str, pool: Pool) -> None:
    await pool.execute("ALTER TABLE unit DROP COLUMN crew")

    try:
        await in_a_thread(lambda: command.check(alembic_config(database_url)))
    except Exception as error:  # noqa: BLE001 - alembic's own error, whatever its class
        assert "crew" in str(error)
    else:
        raise AssertionError("alembic check saw nothing")


async def test_down_and_up_again_with_data(database_url: str, pool: Pool) -> None:
    desk = await make_desk(pool)
    await desk.send(await desk.incident(), "AMB-01")
    await pool.execute("CREATE TABLE fix_20260301 PARTITION OF fix FOR VALUES FROM ('2026-03-01') TO ('2026-03-02')")

    await in_a_thread(lambda: command.downgrade(alembic_config(database_url), "base"))
    assert await pool.fetchval("SELECT to_regclass('unit')") is None
    await in_a_thread(lambda: migrate(database_url))

    assert await pool.fetchval("SELECT count(*) FROM incident_type") > 0
    assert await pool.fetchval("SELECT count(*) FROM unit") == 0


async def test_migrating_again_changes_nothing_and_keeps_the_citys_own_plans(database_url: str, pool: Pool) -> None:
    await pool.execute("DELETE FROM response_plan WHERE incident_type = 'animal'")

    await in_a_thread(lambda: migrate(database_url))

    assert await pool.fetchval("SELECT count(*) FROM response_plan WHERE incident_type = 'animal'") == 0

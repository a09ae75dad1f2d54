"""Brings a database to the newest schema, with alembic, and a new one to its first run cards."""

import asyncio
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from dispatch.actions.load_run_cards import load_run_cards
from geo.database import prepare
from sigap.errors import SigapError

CHECKOUT = Path(__file__).resolve().parent.parent


def alembic_config(database_url: str) -> Config:
    if not (CHECKOUT / "alembic.ini").exists():
        raise SigapError(
            f"no alembic.ini in {CHECKOUT}", hint="run sigap from a checkout with `pip install --editable`"
        )
    config = Config(CHECKOUT / "alembic.ini")
    url = database_url.replace("postgresql://", "postgresql+asyncpg://", 1).replace(
        "postgres://", "postgresql+asyncpg://", 1
    )
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def newest_revision() -> str | None:
    return ScriptDirectory.from_config(alembic_config("")).get_current_head()


def migrate(database_url: str, revision: str = "head") -> None:
    """To the newest schema, with run cards where there are none yet.

    Blocks, and runs an event loop of its own: call it from a thread when in one.
    """
    command.upgrade(alembic_config(database_url), revision)
    if revision == "head":
        asyncio.run(_fill(database_url))


async def _fill(database_url: str) -> None:
    conn = await asyncpg.connect(database_url)
    try:
        await prepare(conn)
        await load_run_cards(conn)
    finally:
        await conn.close()

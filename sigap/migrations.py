"""Migrates a database to the newest schema with alembic, and gives a new one its first run cards."""

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from base.database import Connection
from core.commit_and_ring import commit_and_ring
from dispatch.setup.load_run_cards import load_run_cards
from sigap.errors import SigapError

if TYPE_CHECKING:
    from alembic.config import Config

CHECKOUT = Path(__file__).resolve().parent.parent
REVISION = re.compile(r'^(down_)?revision(?:: [^=]+)? = "(\w+)"', re.MULTILINE)


async def revision_of(conn: Connection) -> str | None:
    """Return the revision of the schema; None for a database without one."""
    try:
        revision: str | None = await conn.fetchval("SELECT version_num FROM alembic_version")
    except asyncpg.UndefinedTableError:
        return None
    return revision


def newest_revision() -> str:
    """Read it from the migration files: alembic takes a second to load and is rarely needed."""
    found: list[tuple[str, str]] = [
        match
        for file in (CHECKOUT / "alembic" / "versions").glob("*.py")
        for match in REVISION.findall(file.read_text())
    ]
    followed = {revision for down, revision in found if down}
    newest = [revision for down, revision in found if not down and revision not in followed]
    if len(newest) != 1:
        raise SigapError(
            f"the migrations in {CHECKOUT / 'alembic'} end in {len(newest)} revisions instead of one",
            hint="run sigap from a whole checkout (`git status`)",
        )
    return newest[0]


def migrate(database_url: str, revision: str = "head") -> None:
    """Migrate to the newest schema, and add run cards if there are none.

    Blocks and runs an event loop of its own: from a coroutine, call it in a thread.
    """
    from alembic import command  # noqa: PLC0415 - heavy

    command.upgrade(alembic_config(database_url), revision)
    if revision == "head":
        asyncio.run(_fill(database_url))


async def _fill(database_url: str) -> None:
    conn = await asyncpg.connect(database_url)
    try:
        async with commit_and_ring(conn):
            await load_run_cards(conn)
    finally:
        await conn.close()


def alembic_config(database_url: str) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - heavy

    config = Config(CHECKOUT / "alembic.ini")
    config.set_main_option("sqlalchemy.url", _for_sqlalchemy(database_url).replace("%", "%%"))
    return config


def _for_sqlalchemy(url: str) -> str:
    return re.sub(r"^postgres(ql)?://", "postgresql+asyncpg://", url)

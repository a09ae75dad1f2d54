"""Brings a database to the newest schema, with alembic."""

from pathlib import Path

from alembic import command
from alembic.config import Config

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


def migrate(database_url: str, revision: str = "head") -> None:
    """Blocks, and runs an event loop of its own: call it from a thread when in one."""
    command.upgrade(alembic_config(database_url), revision)

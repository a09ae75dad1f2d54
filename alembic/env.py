"""Runs the migrations against the database that the caller's configuration names."""

import asyncio
import re
from typing import Any

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import Connection, pool
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.ext.asyncio import create_async_engine

from sigap.whole_schema import metadata
from tracking.tables import TransactionId

ischema_names["xid8"] = TransactionId
PARTITION = re.compile(r"fix_\d{8}")


def include_object(object_: Any, name: str | None, type_: str, reflected: bool, compare_to: Any) -> bool:
    """Leave PostGIS's own tables and the daily partitions alone."""
    if type_ == "table" and name and PARTITION.fullmatch(name):
        return False
    return bool(alembic_helpers.include_object(object_, name, type_, reflected, compare_to))


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=include_object,
        process_revision_directives=alembic_helpers.writer,
        render_item=alembic_helpers.render_item,
        compare_type=True,
        compare_server_default=False,
    )
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_run(url: str) -> None:
    engine = create_async_engine(url, poolclass=pool.NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


asyncio.run(connect_and_run(context.config.get_main_option("sqlalchemy.url") or ""))

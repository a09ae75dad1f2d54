"""The released code still runs on the new schema while a city upgrades: until the next release, migrations only add."""

import asyncio
from typing import NamedTuple

import asyncpg
import pytest
from alembic import command

from base.database import Pool
from sigap.migrations import alembic_config, migrate

RELEASED_REVISION = "0047"  # of 0.1.0; a release sets it to the newest

_COLUMNS = """
SELECT c.relname || '.' || a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
       a.attnotnull AS required, a.atthasdef OR a.attidentity <> '' AS filled
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
   AND a.attnum > 0 AND NOT a.attisdropped
"""
# What refuses a row: unique and exclusion constraints, checks, foreign keys, and unique indexes.
_RULES = """
SELECT c.conrelid::regclass || ': ' || pg_get_constraintdef(c.oid) AS rule
  FROM pg_constraint c
 WHERE c.connamespace = 'public'::regnamespace AND c.conrelid <> 0
 UNION
SELECT i.indrelid::regclass || ': ' || pg_get_indexdef(i.indexrelid)
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indrelid
 WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique
"""


class Column(NamedTuple):
    type: str
    required: bool
    filled: bool

    @property
    def may_be_left_out(self) -> bool:
        return self.filled or not self.required


class Schema(NamedTuple):
    columns: dict[str, Column]
    rules: frozenset[str]

    @property
    def tables(self) -> set[str]:
        return {name.split(".")[0] for name in self.columns}

    @classmethod
    async def read(cls, database_url: str) -> "Schema":
        conn = await asyncpg.connect(database_url)
        try:
            columns = {
                row["name"]: Column(row["type"], row["required"], row["filled"]) for row in await conn.fetch(_COLUMNS)
            }
            return cls(columns, frozenset(row["rule"] for row in await conn.fetch(_RULES)))
        finally:
            await conn.close()


def breaks(before: Schema, after: Schema) -> set[str]:
    """What code written for `before` would stumble over."""
    gone = {f"{name} is gone" for name in before.columns.keys() - after.columns.keys()}
    changed = {
        f"{name} is of another type"
        for name in before.columns.keys() & after.columns.keys()
        if before.columns[name].type != after.columns[name].type
    }
    demanded = {
        f"{name} must be filled"
        for name, column in after.columns.items()
        if name.split(".")[0] in before.tables
        and not column.may_be_left_out
        and (name not in before.columns or before.columns[name].may_be_left_out)
    }
    refused = {f"new rule of {rule}" for rule in after.rules - before.rules if rule.split(":")[0] in before.tables}
    return gone | changed | demanded | refused


async def test_the_released_code_can_read_and_write_the_newest_schema(database_url: str) -> None:
    await asyncio.to_thread(command.downgrade, alembic_config(database_url), RELEASED_REVISION)
    released = await Schema.read(database_url)
    await asyncio.to_thread(migrate, database_url)

    assert released.columns
    assert breaks(released, await Schema.read(database_url)) == set()


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("ALTER TABLE unit DROP COLUMN crew", "unit.crew is gone"),
        ("ALTER TABLE unit RENAME COLUMN crew TO people", "unit.crew is gone"),
        ("ALTER TABLE incident ALTER COLUMN priority TYPE bigint", "incident.priority is of another type"),
        ("ALTER TABLE incident ADD COLUMN floor text NOT NULL", "incident.floor must be filled"),
        ("ALTER TABLE incident ALTER COLUMN near_place SET NOT NULL", "incident.near_place must be filled"),
        ("CREATE UNIQUE INDEX one ON incident (address)", "new rule of incident: CREATE UNIQUE INDEX one"),
        ("ALTER TABLE incident ADD CHECK (address <> '')", "new rule of incident: CHECK"),
    ],
)
async def test_a_change_that_breaks_the_released_code_is_found(
    database_url: str, pool: Pool, change: str, broken: str
) -> None:
    before = await Schema.read(database_url)
    await pool.execute(change)

    (found,) = [each for each in breaks(before, await Schema.read(database_url)) if each.startswith(broken)]
    assert found


async def test_what_is_only_added_breaks_nothing(database_url: str, pool: Pool) -> None:
    before = await Schema.read(database_url)
    await pool.execute("ALTER TABLE incident ADD COLUMN floor text")
    await pool.execute("ALTER TABLE incident ADD COLUMN level integer NOT NULL DEFAULT 0")
    await pool.execute("CREATE TABLE camera (id text PRIMARY KEY)")

    assert breaks(before, await Schema.read(database_url)) == set()

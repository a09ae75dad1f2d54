"""Archives a day of fixes to a file before it is thinned or dropped."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from base.database import Connection
from tracking.history.archive_format import FILE_SCHEMA, SCHEMA, TIME, table_of

ROWS_TOGETHER = 100_000
UNIT_TIMEOUT_S = 600.0

UNITS = "SELECT DISTINCT unit_key FROM fix WHERE fixed_at >= $1 AND fixed_at < $2 ORDER BY unit_key"
COUNT = "SELECT count(*) FROM fix WHERE fixed_at >= $1 AND fixed_at < $2"
_NOT_OF_FIX = {"unit_id": "u.unit_id", "device_id": "d.device_id", "lat": "ST_Y(f.position)", "lon": "ST_X(f.position)"}


def _value(field: pa.Field) -> str:
    value = _NOT_OF_FIX.get(field.name, f"f.{field.name}")
    return f"(extract(epoch FROM {value}) * 1000000)::bigint" if field.type == TIME else value


OF_UNIT = f"""
SELECT {", ".join(_value(field) for field in SCHEMA)}
FROM fix AS f JOIN unit AS u ON u.key = f.unit_key JOIN device AS d ON d.key = f.device_key
WHERE f.unit_key = $1 AND f.fixed_at >= $2 AND f.fixed_at < $3 ORDER BY f.fixed_at, f.device_key
"""  # noqa: S608 - names of our own


class ArchiveIncomplete(RuntimeError):
    """The file lacks fixes that the database has: nothing may be dropped."""


async def archive_day(conn: Connection, day: date, folder: Path) -> tuple[Path, int]:
    """Write the day, sorted by unit and time; return the file, which appears when complete, and its number of fixes.

    Raises:
        ArchiveIncomplete, OSError: there is no file, and the day must stay.
    """
    start, end = _bounds(day)
    stored = await conn.fetchval(COUNT, start, end, timeout=UNIT_TIMEOUT_S)  # more may arrive meanwhile
    path = await asyncio.to_thread(_free_path, folder, day)
    part = path.with_suffix(".part")
    with pq.ParquetWriter(part, FILE_SCHEMA, compression="zstd") as writer:
        async for table in _tables(conn, start, end):
            await asyncio.to_thread(writer.write_table, table)
    written = pq.read_metadata(part).num_rows
    if written < stored:
        raise ArchiveIncomplete(f"{written} of {stored} fixes of {day} were written")
    await asyncio.to_thread(_settle, part, path)
    return path, written


async def _tables(conn: Connection, start: datetime, end: datetime) -> AsyncIterator[pa.Table]:
    """Yield tables of several units each, in order of units."""
    waiting: list[pa.Table] = []
    for row in await conn.fetch(UNITS, start, end, timeout=UNIT_TIMEOUT_S):
        text = BytesIO()
        await conn.copy_from_query(
            OF_UNIT, row["unit_key"], start, end, output=text, format="csv", timeout=UNIT_TIMEOUT_S
        )
        waiting.append(await asyncio.to_thread(table_of, text.getvalue()))
        if sum(table.num_rows for table in waiting) >= ROWS_TOGETHER:
            yield pa.concat_tables(waiting)
            waiting.clear()
    if waiting:
        yield pa.concat_tables(waiting)


def _bounds(day: date) -> tuple[datetime, datetime]:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return start, start + timedelta(days=1)


def _settle(part: Path, path: Path) -> None:
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.rename(path)


def _free_path(folder: Path, day: date) -> Path:
    """Return a path that does not exist: an earlier archive is never overwritten."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"fixes_{day:%Y-%m-%d}"
    names = (f"{name}.parquet" if number == 1 else f"{name}-{number}.parquet" for number in count(1))
    return next(path for each in names if not (path := folder / each).exists())

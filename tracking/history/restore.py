"""Restores an archived day to the database."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as pq

from base.database import Connection
from tracking.fix import REPORTED, REPORTED_COLUMNS
from tracking.history.archive_format import SCHEMA, in_todays_shape
from tracking.history.day_lock import kept_in_place
from tracking.history.partitions import days_stored, make_partitions

ROWS_TOGETHER = 100_000
BATCH_TIMEOUT_S = 600.0

MAKE_RESTORED = f"""
CREATE TEMPORARY TABLE restored_fix (
  unit_id text, device_id text, fixed_at timestamptz, received_at timestamptz, lat float8, lon float8, late boolean,
  {REPORTED_COLUMNS}
) ON COMMIT DROP
"""
RESTORE = f"""
INSERT INTO fix (unit_key, device_key, fixed_at, received_at, position, late, {", ".join(REPORTED)})
SELECT u.key, d.key, n.fixed_at, n.received_at, ST_SetSRID(ST_MakePoint(n.lon, n.lat), 4326), n.late,
       {", ".join(f"n.{name}" for name in REPORTED)}
FROM restored_fix AS n JOIN unit AS u ON u.unit_id = n.unit_id JOIN device AS d ON d.device_id = n.device_id
ON CONFLICT DO NOTHING
"""  # noqa: S608 - names of our own
# A dropped day is in the archive already, and must not be archived again from a part of it.
KEEP = """
INSERT INTO fix_day AS f (day, kept_until, archived_at) VALUES ($1, $2, $3) ON CONFLICT (day) DO UPDATE
SET kept_until = greatest(f.kept_until, EXCLUDED.kept_until),
    archived_at = coalesce(f.archived_at, EXCLUDED.archived_at)
"""
KNOWN = "SELECT count(*) FROM restored_fix JOIN unit USING (unit_id) JOIN device USING (device_id)"


@dataclass(frozen=True, slots=True)
class Restored:
    """`unknown` fixes are of units or devices that this database never had; they are left out."""

    read: int
    stored: int
    unknown: int


async def restore_day(conn: Connection, path: Path, *, keep_until: datetime) -> Restored:
    """Restore; existing fixes stay as they are. The worker leaves the restored days alone until `keep_until`."""
    file = pq.ParquetFile(path)
    days = await asyncio.to_thread(_days_in, file)
    stored = set(await days_stored(conn))
    await conn.executemany(KEEP, [(day, keep_until, None if day in stored else datetime.now(UTC)) for day in days])
    await make_partitions(conn, days)
    restored = Restored(0, 0, 0)
    async with kept_in_place(conn, days):  # a running rewrite would not copy fixes with an old received_at
        for batch in file.iter_batches(ROWS_TOGETHER, columns=SCHEMA.names):
            restored = await _restore_batch(conn, batch, restored)
    return restored


async def _restore_batch(conn: Connection, batch: pa.RecordBatch, before: Restored) -> Restored:
    text = BytesIO()
    await asyncio.to_thread(
        arrow_csv.write_csv, in_todays_shape(batch), text, arrow_csv.WriteOptions(include_header=False)
    )
    text.seek(0)
    async with conn.transaction():
        await conn.execute(MAKE_RESTORED)
        await conn.copy_to_table(
            "restored_fix", source=text, columns=SCHEMA.names, format="csv", timeout=BATCH_TIMEOUT_S
        )
        known = await conn.fetchval(KNOWN, timeout=BATCH_TIMEOUT_S)
        status = await conn.execute(RESTORE, timeout=BATCH_TIMEOUT_S)
    stored = int(status.rpartition(" ")[2])
    return Restored(before.read + batch.num_rows, before.stored + stored, before.unknown + batch.num_rows - known)


def _days_in(file: pq.ParquetFile) -> list[date]:
    days: set[date] = set()
    for batch in file.iter_batches(ROWS_TOGETHER, columns=["fixed_at"]):
        days.update(at.date() for at in pc.floor_temporal(batch["fixed_at"], unit="day").unique().to_pylist())
    return sorted(days)

"""A track: a unit's positions in a period, in columns, so that a day is read in milliseconds, without objects."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Self

import numpy as np
from numpy.typing import NDArray

from base.database import Connection, Record
from tracking.fix import Fix

type Floats = NDArray[np.float64]

POSTGRES_EPOCH_US = 946_684_800_000_000  # 2000-01-01 in microseconds since 1970
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# Each column is one string of PostgreSQL's binary format, big-endian: neither side formats or parses numbers.
COLUMNS = """
SELECT string_agg(timestamptz_send(fixed_at), '') AS fixed_at,
       string_agg(float8send(ST_Y(position)), '') AS lat,
       string_agg(float8send(ST_X(position)), '') AS lon,
       string_agg(float4send(coalesce(accuracy_m, 'NaN')), '') AS accuracy_m,
       string_agg(float4send(coalesce(speed_mps, 'NaN')), '') AS speed_mps,
       string_agg(float4send(coalesce(course_deg, 'NaN')), '') AS course_deg,
       string_agg(boolsend(late), '') AS late
FROM (
    SELECT fixed_at, position, accuracy_m, speed_mps, course_deg, late FROM fix
"""
OF_UNIT = """
    WHERE unit_key = (SELECT key FROM unit WHERE unit_id = $1) AND fixed_at >= $2 AND fixed_at < $3
    ORDER BY fixed_at, device_key LIMIT $4
) AS f
"""
OF_DEVICE = """
    WHERE unit_key = $1 AND device_key = $2 AND fixed_at >= $3 AND fixed_at < $4 ORDER BY fixed_at
) AS f
"""


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """Oldest first. A value that was not sent is nan here, and null wherever it is shown."""

    at_us: NDArray[np.int64]  # microseconds since 1970
    lat: Floats
    lon: Floats
    accuracy_m: Floats
    speed_mps: Floats
    course_deg: Floats
    late: NDArray[np.bool_]

    @classmethod
    def of(cls, fixes: Sequence[Fix]) -> Self:
        def column(name: str) -> Floats:
            return np.array([getattr(fix, name) for fix in fixes], np.float64)

        return cls(
            at_us=np.array([round((fix.fixed_at - EPOCH).total_seconds() * 1e6) for fix in fixes], np.int64),
            lat=column("lat"),
            lon=column("lon"),
            accuracy_m=column("accuracy_m"),
            speed_mps=column("speed_mps"),
            course_deg=column("course_deg"),
            late=np.zeros(len(fixes), np.bool_),
        )

    def __len__(self) -> int:
        return len(self.at_us)

    def pick(self, which: slice | NDArray[np.bool_] | NDArray[np.intp]) -> Self:
        return type(self)(*(getattr(self, each.name)[which] for each in fields(self)))

    def fixed_at(self, index: int) -> datetime:
        return EPOCH + timedelta(microseconds=int(self.at_us[index]))


async def read_track(conn: Connection, unit_id: str, *, start: datetime, end: datetime, limit: int) -> Track:
    """Read from `start` to before `end`."""
    return _track(await conn.fetchrow(COLUMNS + OF_UNIT, unit_id, start, end, limit))


async def read_device_track(
    conn: Connection, unit_key: int, device_key: int, *, start: datetime, end: datetime
) -> Track:
    """Read the fixes of one device while it was in that unit."""
    return _track(await conn.fetchrow(COLUMNS + OF_DEVICE, unit_key, device_key, start, end))


def _track(row: Record | None) -> Track:
    assert row is not None
    return Track(
        at_us=_column(row, "fixed_at", ">i8").astype(np.int64) + POSTGRES_EPOCH_US,
        lat=_floats(row, "lat", ">f8"),
        lon=_floats(row, "lon", ">f8"),
        accuracy_m=_floats(row, "accuracy_m", ">f4"),
        speed_mps=_floats(row, "speed_mps", ">f4"),
        course_deg=_floats(row, "course_deg", ">f4"),
        late=_column(row, "late", "?").astype(np.bool_),
    )


def _floats(row: Record, name: str, form: str) -> Floats:
    return _column(row, name, form).astype(np.float64)


def _column(row: Record, name: str, form: str) -> "NDArray[np.generic]":
    return np.frombuffer(row[name] or b"", form)

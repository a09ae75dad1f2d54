"""Closures in the database: streets and areas that are closed for a while, or passable only after a wait."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from shapely import Polygon

from base.database import Connection, Record


class ClosureKind(StrEnum):
    CLOSURE = "closure"  # road works, an event, a collapsed bridge
    FLOOD = "flood"
    RAILWAY_CROSSING = "railway_crossing"  # the barrier is down


@dataclass(frozen=True, slots=True)
class Closure:
    """In force from `starts_at` until `ends_at`; null: until it is ended by hand.

    With `wait_s` it is not closed: passing costs that time on average, as at a railway crossing.
    """

    id: UUID
    kind: ClosureKind
    reason: str | None
    area: Polygon
    starts_at: datetime
    ends_at: datetime | None
    created_at: datetime
    created_by: str
    wait_s: float | None = None


_SELECT = "SELECT id, kind, reason, area, starts_at, ends_at, created_at, created_by, wait_s FROM closure "
_OVER = "coalesce(ends_at <= $1, false)"


async def add_closure(conn: Connection, closure: Closure) -> None:
    await conn.execute(
        "INSERT INTO closure (id, kind, reason, area, starts_at, ends_at, created_at, created_by, wait_s)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        closure.id,
        closure.kind,
        closure.reason,
        closure.area,
        closure.starts_at,
        closure.ends_at,
        closure.created_at,
        closure.created_by,
        closure.wait_s,
    )


async def end_closure(conn: Connection, closure_id: UUID, *, at: datetime) -> Closure | None:
    """End it; return None if no such closure is in force or to come. One that has not started never will."""
    row = await conn.fetchrow(
        f"UPDATE closure SET ends_at = $1, starts_at = least(starts_at, $1) WHERE id = $2 AND NOT {_OVER} RETURNING *",  # noqa: S608
        at,
        closure_id,
    )
    return _closure(row) if row else None


async def standing(conn: Connection, *, at: datetime) -> list[Closure]:
    """Return closures in force and to come."""
    return [_closure(row) for row in await conn.fetch(_SELECT + f"WHERE NOT {_OVER} ORDER BY starts_at, id", at)]


async def closed_at(conn: Connection, *, at: datetime) -> list[Closure]:
    """Return those that no vehicle may pass."""
    rows = await conn.fetch(
        _SELECT + f"WHERE starts_at <= $1 AND NOT {_OVER} AND wait_s IS NULL ORDER BY starts_at, id", at
    )
    return [_closure(row) for row in rows]


def _closure(row: Record) -> Closure:
    return Closure(**{**dict(row), "kind": ClosureKind(row["kind"])})

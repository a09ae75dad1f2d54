"""Geofences in the database: the drawn ones, those of stations, hospitals and scenes, and which units are inside."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from msgspec.structs import asdict
from shapely import Polygon

from base.database import Connection, Record
from base.position import Position
from dispatch.domain.position_policy import PositionPolicy
from dispatch.views.city import GeofenceOut, InhabitedFenceOut, PresenceOut
from dispatch.views.geometry import area
from geo.geometry.geofence import Fence, FenceKind, Presence, circle

type FenceName = tuple[FenceKind, str]


@dataclass(frozen=True, slots=True)
class DrawnArea:
    id: UUID
    name: str
    area: Polygon
    created_at: datetime
    created_by: str


_FENCES = """
SELECT 'station' AS kind, id, name, position AS shape FROM station
UNION ALL SELECT 'hospital', id, name, position FROM hospital
UNION ALL SELECT 'incident', id::text, number, position FROM incident WHERE closed_at IS NULL
UNION ALL SELECT 'area', id::text, name, area FROM geofence WHERE removed_at IS NULL
ORDER BY kind, id
"""

_PRESENT = "SELECT unit_key, kind, fence_id, entered_at, dwelt_at FROM geofence_presence "


async def add_area(conn: Connection, area: DrawnArea) -> None:
    await conn.execute(
        "INSERT INTO geofence (id, name, area, created_at, created_by) VALUES ($1, $2, $3, $4, $5)",
        area.id,
        area.name,
        area.area,
        area.created_at,
        area.created_by,
    )


async def remove_area(conn: Connection, area_id: UUID, *, at: datetime) -> DrawnArea | None:
    """Return None if no such area exists any more."""
    row = await conn.fetchrow(
        "UPDATE geofence SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL"
        " RETURNING id, name, area, created_at, created_by",
        area_id,
        at,
    )
    return DrawnArea(**dict(row)) if row else None


async def fence_rows(conn: Connection) -> list[Record]:
    """The current rows; equal rows make equal fences."""
    return await conn.fetch(_FENCES)


def fence_of(row: Record, positions: PositionPolicy) -> Fence:
    kind, shape = FenceKind(row["kind"]), row["shape"]
    if isinstance(shape, Position):
        is_station = kind is FenceKind.STATION
        shape = circle(shape, positions.at_station_radius_m if is_station else positions.at_place_radius_m)
    return Fence(kind, row["id"], row["name"], shape)


async def list_views(conn: Connection, positions: PositionPolicy) -> list[InhabitedFenceOut]:
    """Each with the units inside."""
    inside: dict[tuple[str, str], list[PresenceOut]] = {}
    for kind, fence_id, *presence in await conn.fetch(
        "SELECT p.kind, p.fence_id, u.unit_id, p.entered_at, p.dwelt_at FROM geofence_presence AS p"
        " JOIN unit AS u ON u.key = p.unit_key ORDER BY p.entered_at, u.unit_id"
    ):
        unit_id, entered_at, dwelt_at = presence
        unit = PresenceOut(unit_id=unit_id, entered_at=entered_at, dwelt_at=dwelt_at)
        inside.setdefault((kind, fence_id), []).append(unit)
    fences = [fence_of(row, positions) for row in await fence_rows(conn)]
    return [InhabitedFenceOut(**asdict(view(fence)), inside=inside.get((fence.kind, fence.id), [])) for fence in fences]


def view(fence: Fence) -> GeofenceOut:
    return GeofenceOut(kind=fence.kind, id=fence.id, name=fence.name, geometry=area(fence.shape))


async def present(conn: Connection, unit_keys: Collection[int]) -> dict[int, dict[FenceName, Presence]]:
    """By unit, the fences it is in."""
    found: dict[int, dict[FenceName, Presence]] = {}
    for row in await conn.fetch(_PRESENT + "WHERE unit_key = ANY($1::int[])", list(unit_keys)):
        name = (FenceKind(row["kind"]), row["fence_id"])
        found.setdefault(row["unit_key"], {})[name] = Presence(row["entered_at"], row["dwelt_at"])
    return found


async def own_scenes(conn: Connection) -> frozenset[tuple[int, str]]:
    """Which unit was sent to which incident."""
    rows = await conn.fetch("SELECT unit_key, incident_id::text AS fence_id FROM assignment WHERE released_at IS NULL")
    return frozenset((row["unit_key"], row["fence_id"]) for row in rows)


async def keep(conn: Connection, unit_key: int, name: FenceName, presence: Presence | None) -> None:
    if presence is None:
        await conn.execute(
            "DELETE FROM geofence_presence WHERE unit_key = $1 AND kind = $2 AND fence_id = $3", unit_key, *name
        )
        return
    await conn.execute(
        "INSERT INTO geofence_presence (unit_key, kind, fence_id, entered_at, dwelt_at) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (unit_key, kind, fence_id) DO UPDATE SET dwelt_at = EXCLUDED.dwelt_at",
        unit_key,
        *name,
        *presence,
    )


async def forget_gone(conn: Connection, fences: Sequence[Fence]) -> None:
    """A unit in a fence that no longer exists has not left it: there is nothing to leave."""
    await conn.execute(
        "DELETE FROM geofence_presence AS p WHERE NOT EXISTS ("
        " SELECT FROM unnest($1::text[], $2::text[]) AS f (kind, id) WHERE f.kind = p.kind AND f.id = p.fence_id)",
        [fence.kind for fence in fences],
        [fence.id for fence in fences],
    )

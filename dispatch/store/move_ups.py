"""Free units sent to stand in at a station, from the order until they are sent, called back or home."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from base.database import Connection, Record
from base.position import Position
from core.domain.ids import new_id
from dispatch.domain.move_up_order import MoveUp, Station
from dispatch.domain.refusals import UnknownMoveUp, UnknownStation
from dispatch.store import order_messages

# The ways one ends, besides `home` and `refused`.
SENT, CALLED_BACK, REPLACED, LEFT_SERVICE = "sent", "called_back", "replaced", "left_service"

_SELECT = """
SELECT m.id, m.unit_key, u.unit_id, m.station_id, s.name, s.position, m.ordered_at, m.drive_s, m.distance_m,
       m.polyline6, m.gain, m.reason, m.acknowledged_at, m.arrived_at, m.ended_at
FROM move_up m JOIN unit u ON u.key = m.unit_key JOIN station s ON s.id = m.station_id
"""


async def get_station(conn: Connection, station_id: str) -> Station:
    """Raises UnknownStation."""
    row = await conn.fetchrow("SELECT id, name, position FROM station WHERE id = $1", station_id)
    if row is None:
        raise UnknownStation(f"no station is called {station_id}", station_id=station_id)
    return Station(**dict(row))


async def get_move_up(conn: Connection, move_up_id: UUID) -> MoveUp:
    """Raises UnknownMoveUp."""
    row = await conn.fetchrow(_SELECT + "WHERE m.id = $1", move_up_id)
    if row is None:
        raise UnknownMoveUp("no such move-up", move_up_id=move_up_id)
    return _move_up(row)


async def add_move_up(conn: Connection, move_up: MoveUp, *, by: UUID) -> None:
    await conn.execute(
        "INSERT INTO move_up (id, unit_key, station_id, ordered_at, ordered_by, drive_s, distance_m, polyline6, gain,"
        " reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        move_up.id,
        move_up.unit_key,
        move_up.station.id,
        move_up.ordered_at,
        by,
        move_up.drive_s,
        move_up.distance_m,
        move_up.polyline6,
        move_up.gain,
        move_up.reason,
    )


async def add_refusal(
    conn: Connection, unit_key: int, station_id: str, *, reason: str | None, by: UUID, at: datetime
) -> None:
    """Ended as soon as it is written: it only records that the crew was asked."""
    await conn.execute(
        "INSERT INTO move_up (id, unit_key, station_id, ordered_at, ordered_by, reason, ended_at, ended_as)"
        " VALUES ($1, $2, $3, $4, $5, $6, $4, 'refused')",
        new_id(),
        unit_key,
        station_id,
        at,
        by,
        reason,
    )


async def end_of_units(conn: Connection, unit_keys: Collection[int], how: str, *, at: datetime) -> list[UUID]:
    """Those that were open; their orders are not sent again."""
    rows = await conn.fetch(
        "UPDATE move_up SET ended_at = $3, ended_as = $2 WHERE unit_key = ANY($1::int[]) AND ended_at IS NULL"
        " RETURNING id",
        list(unit_keys),
        how,
        at,
    )
    ended = [row["id"] for row in rows]
    if ended:
        await order_messages.supersede_move_ups(conn, ended, at=at)
    return ended


async def mark_acknowledged(conn: Connection, move_up_id: UUID, *, at: datetime) -> None:
    await conn.execute(
        "UPDATE move_up SET acknowledged_at = coalesce(acknowledged_at, $2) WHERE id = $1", move_up_id, at
    )
    await order_messages.supersede_move_ups(conn, [move_up_id], at=at)


async def mark_arrived(conn: Connection, move_up_id: UUID, *, at: datetime) -> None:
    """A unit that arrives at its own station is home, and no longer stands in."""
    await conn.execute(
        "UPDATE move_up m SET arrived_at = coalesce(arrived_at, $2), acknowledged_at = coalesce(acknowledged_at, $2),"
        " ended_at = CASE WHEN u.station_id = m.station_id THEN $2 ELSE ended_at END,"
        " ended_as = CASE WHEN u.station_id = m.station_id THEN 'home' ELSE ended_as END"
        " FROM unit u WHERE u.key = m.unit_key AND m.id = $1",
        move_up_id,
        at,
    )
    await order_messages.supersede_move_ups(conn, [move_up_id], at=at)


async def standing_at_goal(conn: Connection, *, radius_m: float) -> list[UUID]:
    """Open, not yet arrived, and seen there since the order."""
    rows = await conn.fetch(
        "SELECT m.id FROM move_up m JOIN station s ON s.id = m.station_id"
        " JOIN unit_position p ON p.unit_key = m.unit_key AND p.fixed_at >= m.ordered_at"
        " WHERE m.ended_at IS NULL AND m.arrived_at IS NULL AND ST_DistanceSphere(p.position, s.position) <= $1"
        " ORDER BY m.id",
        radius_m,
    )
    return [row["id"] for row in rows]


async def asked_since(conn: Connection, now: datetime, *, shift: timedelta) -> dict[int, tuple[int, datetime]]:
    """By unit: how often it was moved within a shift, and when it was last asked, refusals included."""
    rows = await conn.fetch(
        "SELECT unit_key, count(*) FILTER (WHERE ended_as IS DISTINCT FROM 'refused') AS moves, max(ordered_at) AS last"
        " FROM move_up WHERE ordered_at > $1::timestamptz - $2::interval GROUP BY unit_key",
        now,
        shift,
    )
    return {row["unit_key"]: (row["moves"], row["last"]) for row in rows}


def _move_up(row: Record) -> MoveUp:
    fields = dict(row)
    position: Position = fields.pop("position")
    station = Station(fields.pop("station_id"), fields.pop("name"), position)
    return MoveUp(**fields, station=station)

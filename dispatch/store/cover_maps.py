"""Travel times for the cover, stored so that nobody waits for the router, and the data they are computed from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from base.database import Connection, Record
from base.position import Position
from dispatch.domain.move_up import Floats
from dispatch.domain.move_up_order import CoverGroup, Station

CALLS_MAX = 2000


@dataclass(frozen=True, slots=True)
class KeptMap:
    """`places`: lat, lon of the stations, then of the cells; `demand`: hour × cell; times in s, nan without a route."""

    capability: str
    made_at: datetime
    made_of: str
    stations: Sequence[str]
    places: Floats
    demand: Floats
    to_cells_s: Floats
    to_stations_s: Floats


async def load_maps(conn: Connection) -> dict[str, KeptMap]:
    """By capability; empty until the worker has made them."""
    return {row["capability"]: _kept(row) for row in await conn.fetch("SELECT * FROM cover_map")}


async def save_map(conn: Connection, kept: KeptMap) -> None:
    await conn.execute(
        "INSERT INTO cover_map VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (capability) DO UPDATE SET"
        " made_at = excluded.made_at, made_of = excluded.made_of, stations = excluded.stations,"
        " places = excluded.places, demand = excluded.demand, to_cells_s = excluded.to_cells_s,"
        " to_stations_s = excluded.to_stations_s",
        kept.capability,
        kept.made_at,
        kept.made_of,
        list(kept.stations),
        *(table.tobytes() for table in (kept.places, kept.demand, kept.to_cells_s, kept.to_stations_s)),
    )


async def stations_for(conn: Connection, group: CoverGroup) -> list[Station]:
    """Where its units may stand in, and the home station of any of them."""
    rows = await conn.fetch(
        "SELECT s.id, s.name, s.position FROM station s JOIN agency g ON g.id = s.agency_id"
        " WHERE g.kind = ANY($1::text[]) OR EXISTS (SELECT FROM unit u WHERE u.station_id = s.id"
        " AND u.retired_at IS NULL AND u.capabilities @> ARRAY[$2::text]) ORDER BY s.id",
        list(group.agency_kinds),
        group.capability,
    )
    return [Station(**dict(row)) for row in rows]


async def newest_calls(conn: Connection, *, timezone: str) -> list[tuple[Position, int]]:
    """Where the newest incidents were, and at which hour of the city's day."""
    rows = await conn.fetch(
        "SELECT position, extract(hour FROM created_at AT TIME ZONE $1)::int AS hour FROM incident"
        " WHERE merged_into IS NULL ORDER BY id DESC LIMIT $2",
        timezone,
        CALLS_MAX,
    )
    return [(row["position"], row["hour"]) for row in rows]


async def city_of(conn: Connection) -> tuple[str, str]:
    """The version of the roads, and the city's time zone."""
    row = await conn.fetchrow("SELECT version, timezone FROM city")
    return (row["version"], row["timezone"]) if row else ("", "UTC")


def _kept(row: Record) -> KeptMap:
    stations = len(row["stations"])
    places = np.frombuffer(row["places"]).reshape(-1, 2)
    cells = len(places) - stations
    return KeptMap(
        row["capability"],
        row["made_at"],
        row["made_of"],
        row["stations"],
        places,
        np.frombuffer(row["demand"]).reshape(24, cells),
        np.frombuffer(row["to_cells_s"]).reshape(stations, cells),
        np.frombuffer(row["to_stations_s"]).reshape(len(places), stations),
    )

"""Units that could be sent: where each would start from, and what keeps the others."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, isfinite, radians
from uuid import UUID

import shapely
from shapely.geometry.base import BaseGeometry

from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.candidate import CandidateState, LeftOut
from dispatch.domain.cover import Demand, FreeUnit
from dispatch.domain.free_time import free_in_s
from dispatch.domain.reason import Reason, ReasonCode
from dispatch.settings import DispatchSettings
from geo.database import Connection, Record
from geo.position import Position, distance_m
from tracking.store import NEAR_M

M_PER_DEGREE = 111_000.0  # of latitude, never more than it is
NEARLY_AS_NEAR = 2  # so many more are looked at, as the index knows places to a hundred metres only

# Where a unit would start: its fix while that is fresh; else its station, when it was last seen there or never at all;
# else where it was last seen, marked as stale.
_START = """
SELECT u.key, u.unit_id, u.callsign, u.capabilities, u.profile, u.crew, u.crew_pool, u.agency_id,
       g.kind AS agency_kind, p.fixed_at,
       CASE WHEN fresh THEN p.position WHEN at_station OR p.unit_key IS NULL THEN s.position ELSE p.position END
           AS position,
       CASE WHEN fresh AND NOT at_station THEN 'on_the_road'
            WHEN at_station OR p.unit_key IS NULL THEN 'at_station' ELSE 'stale' END AS state,
       (SELECT t.p50_s FROM turnout_time t
        WHERE t.agency_id = u.agency_id AND t.from_station = NOT (fresh AND NOT at_station)
          AND coalesce(t.hour = extract(hour FROM $1 AT TIME ZONE 'UTC'), true)
        ORDER BY t.hour NULLS LAST LIMIT 1) AS turnout_s
FROM unit u
JOIN agency g ON g.id = u.agency_id
LEFT JOIN station s ON s.id = u.station_id
LEFT JOIN unit_position p ON p.unit_key = u.key
CROSS JOIN LATERAL (SELECT coalesce(p.fixed_at > $1, false) AS fresh,
    coalesce(ST_DistanceSphere(p.position, s.position) <= $2, false) AS at_station) AS known
"""

_OUT = "SELECT o.unit_key FROM assignment o WHERE o.released_at IS NULL"
_CREWS_OUT = f"SELECT mate.crew_pool FROM unit mate WHERE mate.crew_pool IS NOT NULL AND mate.key IN ({_OUT})"  # noqa: S608
# Of `unit u`: whether it can be sent.
FREE = f"""
u.in_service AND u.staffed AND u.key NOT IN ({_OUT}) AND (u.crew_pool IS NULL OR u.crew_pool NOT IN ({_CREWS_OUT}))
"""

# Free units whose fix is not fresh, and those never heard: usually few, and found by one pass, not one by capability.
_UNHEARD = f"""
unheard AS MATERIALIZED (
    SELECT u.key, u.capabilities, coalesce(p.position, s.position) AS position, s.position AS home
    FROM unit u LEFT JOIN unit_position p ON p.unit_key = u.key LEFT JOIN station s ON s.id = u.station_id
    WHERE (p.fixed_at <= $1 OR p.unit_key IS NULL AND s.id IS NOT NULL) AND {FREE}
)
"""  # noqa: S608

# Asked row by row (OFFSET 0), so that newest positions are walked by their index, from the nearest on.
_IS_FREE_AND_ABLE = f"""
(SELECT FROM unit u WHERE u.key = p.unit_key AND u.capabilities @> ARRAY[wanted.capability] AND {FREE} OFFSET 0)
"""

# With each capability the K nearest by air line to about a hundred metres, which a road ETA cannot tell apart.
_NEAREST_FREE = f"""
WITH {_UNHEARD}, near AS (
    SELECT DISTINCT able.key FROM unnest($3::text[]) AS wanted (capability) CROSS JOIN LATERAL (
        (SELECT p.unit_key AS key FROM unit_position p CROSS JOIN LATERAL {_IS_FREE_AND_ABLE} AS able
         WHERE p.fixed_at > $1
         ORDER BY p.near_position <-> $4 LIMIT $5)
        UNION ALL
        (SELECT key FROM unheard WHERE capabilities @> ARRAY[wanted.capability] ORDER BY position <-> $4 LIMIT $5)
    ) AS able
)
{_START} WHERE u.key IN (SELECT key FROM near)
"""  # noqa: S608

# Of `unit u` at distance_m: whether a bound by top speed for something that it can do does not rule it out.
_COULD_WIN = """
EXISTS (SELECT FROM unnest($6::text[], $7::float8[]) AS wanted (capability, radius_m)
        WHERE away.distance_m < wanted.radius_m AND u.capabilities @> ARRAY[wanted.capability])
"""

# In one walk from the nearest on, for all that is wanted; those unheard as if they stood at home.
_FREE_WITHIN = f"""
WITH {_UNHEARD}, near AS (
    (SELECT p.unit_key AS key, away.distance_m
     FROM unit_position p
     CROSS JOIN LATERAL (SELECT ST_DistanceSphere(p.position, $3) AS distance_m OFFSET 0) AS away
     CROSS JOIN LATERAL (SELECT FROM unit u WHERE u.key = p.unit_key AND {_COULD_WIN} AND {FREE} OFFSET 0) AS able
     WHERE p.near_position && $8 AND p.fixed_at > $1 AND p.unit_key <> ALL($4::int[])
     ORDER BY p.near_position <-> $3 LIMIT $5)
    UNION ALL
    (SELECT u.key, away.distance_m
     FROM unheard AS u CROSS JOIN LATERAL (SELECT ST_DistanceSphere(u.home, $3) AS distance_m) AS away
     WHERE u.home && $8 AND u.key <> ALL($4::int[]) AND {_COULD_WIN}
     ORDER BY distance_m LIMIT $5)
    ORDER BY distance_m LIMIT $5
)
SELECT start.* FROM near JOIN LATERAL ({_START} WHERE u.key = near.key) AS start ON true
ORDER BY near.distance_m
"""  # noqa: S608

# Of a very large fleet only some: with so many free nobody is missed.
_FREE_PLACES = f"""
SELECT wanted.capability, able.* FROM unnest($1::text[]) AS wanted (capability) CROSS JOIN LATERAL (
    SELECT u.unit_id, ST_Y(start.position) AS lat, ST_X(start.position) AS lon
    FROM unit u LEFT JOIN unit_position p ON p.unit_key = u.key LEFT JOIN station s ON s.id = u.station_id
    CROSS JOIN LATERAL (SELECT CASE WHEN p.fixed_at > $3 THEN p.position
        ELSE coalesce(s.position, p.position) END AS position) AS start
    WHERE u.capabilities @> ARRAY[wanted.capability] AND {FREE} AND start.position IS NOT NULL
    LIMIT $2
) AS able
"""  # noqa: S608

_DEMAND = """
SELECT avg(ST_Y(position)) AS lat, avg(ST_X(position)) AS lon, count(*) AS weight
FROM ((SELECT position FROM incident ORDER BY id DESC LIMIT $1) UNION ALL SELECT position FROM station) AS place
GROUP BY round(ST_Y(position) / 0.01), round(ST_X(position) / 0.01) ORDER BY weight DESC LIMIT 40
"""

_BUSY = """
SELECT u.unit_id, a.status,
       coalesce((SELECT max(m.at) FROM milestone m WHERE m.assignment_id = a.id), a.dispatched_at) AS since
FROM assignment a JOIN unit u ON u.key = a.unit_key
WHERE a.released_at IS NULL AND u.capabilities @> ARRAY[$1::text] AND u.in_service AND u.staffed
  AND a.incident_id <> $2
"""

_ALL_BUSY = """
SELECT u.unit_id, u.capabilities, u.profile, u.crew_pool, a.incident_id, i.position, a.status,
       coalesce((SELECT max(m.at) FROM milestone m WHERE m.assignment_id = a.id), a.dispatched_at) AS since
FROM assignment a JOIN unit u ON u.key = a.unit_key JOIN incident i ON i.id = a.incident_id
WHERE a.released_at IS NULL AND u.in_service AND u.staffed
"""

# The units that are no candidates: by name, first those that something keeps, and the number of each reason.
# Those that cannot do what is wanted are named last, as far as there is room.
_LEFT_OUT = f"""
WITH capable AS MATERIALIZED (
    SELECT u.key, u.unit_id, u.capabilities, u.out_of_service_reason, a.status, i.number, CASE
        WHEN a.id IS NOT NULL THEN 'assigned'
        WHEN NOT u.in_service THEN 'out_of_service'
        WHEN NOT u.staffed THEN 'unstaffed'
        WHEN u.crew_pool IN ({_CREWS_OUT}) THEN 'crew_is_out'
        WHEN u.station_id IS NULL AND NOT EXISTS (SELECT FROM unit_position p WHERE p.unit_key = u.key)
            THEN 'no_position'
        ELSE 'farther' END AS reason
    FROM unit u
    LEFT JOIN assignment a ON a.unit_key = u.key AND a.released_at IS NULL
    LEFT JOIN incident i ON i.id = a.incident_id
    WHERE u.key <> ALL($2::int[]) AND u.capabilities && $1::text[] AND u.retired_at IS NULL
)
(SELECT unit_id, capabilities, out_of_service_reason, status, number, reason, NULL::bigint AS units
 FROM capable ORDER BY reason = 'farther', key LIMIT $3)
UNION ALL
(SELECT u.unit_id, u.capabilities, NULL, NULL, NULL, 'lacks_capability', NULL
 FROM unit u WHERE u.key <> ALL($2::int[]) AND NOT u.capabilities && $1::text[] AND u.retired_at IS NULL
 LIMIT greatest(0, $3 - (SELECT count(*) FROM capable)))
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, reason, count(*) FROM capable GROUP BY reason
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, 'lacks_capability', count(*) - (SELECT count(*) FROM capable)
FROM unit u WHERE u.key <> ALL($2::int[]) AND u.retired_at IS NULL
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Start:
    """A unit and where it would start from."""

    key: int
    unit_id: str
    capabilities: frozenset[str]
    profile: str
    agency_id: str
    agency_kind: str
    crew: int | None
    crew_pool: str | None
    state: CandidateState
    position: Position
    fix_age_s: float | None
    turnout_s: float | None = None  # as it usually goes there at this hour; null: too little history


async def starts_of(
    conn: Connection, unit_ids: Collection[str], *, now: datetime, settings: DispatchSettings
) -> list[Start]:
    """Of the units named, those that are known and can be placed."""
    rows = await conn.fetch(_START + "WHERE u.unit_id = ANY($3::text[])", *_freshness(now, settings), list(unit_ids))
    return [_start(row, now) for row in rows if row["position"] is not None]


async def nearest_free(
    conn: Connection, capabilities: Collection[str], to: Position, *, now: datetime, settings: DispatchSettings
) -> list[Start]:
    """For each capability the nearest free units by air line: a prefilter for the road router."""
    limit = settings.candidates_per_capability
    rows = await conn.fetch(_NEAREST_FREE, *_freshness(now, settings), list(capabilities), to, limit + NEARLY_AS_NEAR)
    placed = [_start(row, now) for row in rows if row["position"] is not None]
    placed.sort(key=lambda start: (start.state is CandidateState.STALE, distance_m(start.position, to)))
    return _nearest_of_each(placed, capabilities, limit)


async def free_within(
    conn: Connection,
    reach_m: Mapping[str, float],
    to: Position,
    *,
    without: Collection[int],
    limit: int,
    now: datetime,
    settings: DispatchSettings,
) -> list[Start]:
    """Further free units within a distance by air line, given for each capability; the nearest first."""
    radii = list(reach_m.values())
    box = _box_around(to, max(radii) + NEAR_M)
    rows = await conn.fetch(
        _FREE_WITHIN, *_freshness(now, settings), to, list(without), limit, list(reach_m), radii, box
    )
    return [_start(row, now) for row in rows if row["position"] is not None]


def _box_around(middle: Position, radius_m: float) -> BaseGeometry:
    """All that lies within the radius, and a little more; the whole earth for a radius without end."""
    if not isfinite(radius_m):
        return shapely.box(-180, -90, 180, 90)
    height_deg = min(90.0, radius_m / M_PER_DEGREE)
    width_deg = min(180.0, height_deg / max(0.01, cos(radians(middle.lat)) - 0.01))
    return shapely.box(middle.lon - width_deg, middle.lat - height_deg, middle.lon + width_deg, middle.lat + height_deg)


def _nearest_of_each(in_order: Sequence[Start], capabilities: Collection[str], limit: int) -> list[Start]:
    """Those whose place is known before those whose last fix is old."""
    kept: dict[str, Start] = {}
    for capability in capabilities:
        able = [start for start in in_order if capability in start.capabilities]
        kept.update((start.unit_id, start) for start in able[:limit])
    return list(kept.values())


async def left_out(
    conn: Connection, capabilities: Collection[str], candidates: Collection[int], *, limit: int
) -> tuple[list[LeftOut], dict[str, int]]:
    """The other units with the reason why they are no candidates, first those that something keeps.

    Of a large fleet only `limit` are named; the rest is counted by reason.
    """
    rows = await conn.fetch(_LEFT_OUT, list(capabilities), list(candidates), limit)
    named = [
        LeftOut(row["unit_id"], frozenset(row["capabilities"]), _why_not(row)) for row in rows if row["units"] is None
    ]
    more = Counter({row["reason"]: row["units"] for row in rows if row["units"] is not None})
    more.subtract(unit.reason.code for unit in named)
    return named, {reason: count for reason, count in more.items() if count}


async def free_places(
    conn: Connection, capabilities: Collection[str], *, limit: int, fresh_after: datetime
) -> Mapping[str, Sequence[FreeUnit]]:
    """By capability where the free units are, of each at most `limit`."""
    free: dict[str, list[FreeUnit]] = {}
    for row in await conn.fetch(_FREE_PLACES, list(capabilities), limit, fresh_after):
        free.setdefault(row["capability"], []).append(FreeUnit(row["unit_id"], row["lat"], row["lon"]))
    return free


async def demand(conn: Connection, *, limit: int = 300) -> list[Demand]:
    """Where the newest incidents were, by the square kilometre, and the stations for want of any."""
    rows = await conn.fetch(_DEMAND, limit)
    return [Demand(row["lat"], row["lon"], float(row["weight"])) for row in rows]


async def first_to_be_free(
    conn: Connection, capability: str, *, now: datetime, without: UUID
) -> tuple[str, float] | None:
    """The busy unit that is expected back first, and in how many seconds; not those at this incident."""
    rows = await conn.fetch(_BUSY, capability, without)
    expected = [
        (free_in_s(AssignmentStatus(row["status"]), (now - row["since"]).total_seconds()), row["unit_id"])
        for row in rows
    ]
    if not expected:
        return None
    in_s, unit_id = min(expected)
    return unit_id, in_s


@dataclass(frozen=True, slots=True)
class BusyUnit:
    """At work until about `free_in_s` from now, at the place of its incident."""

    unit_id: str
    capabilities: frozenset[str]
    profile: str
    crew_pool: str | None
    incident_id: UUID
    position: Position
    free_in_s: float


async def busy_units(conn: Connection, *, now: datetime) -> list[BusyUnit]:
    return [
        BusyUnit(
            row["unit_id"],
            frozenset(row["capabilities"]),
            row["profile"],
            row["crew_pool"],
            row["incident_id"],
            row["position"],
            free_in_s(AssignmentStatus(row["status"]), (now - row["since"]).total_seconds()),
        )
        for row in await conn.fetch(_ALL_BUSY)
    ]


async def capabilities_at_work(conn: Connection, incident_id: UUID) -> Sequence[frozenset[str]]:
    """What the units that work on the incident can do, in the order they were sent."""
    rows = await conn.fetch(
        "SELECT u.capabilities FROM assignment a JOIN unit u ON u.key = a.unit_key"
        " WHERE a.incident_id = $1 AND a.released_at IS NULL ORDER BY a.id",
        incident_id,
    )
    return [frozenset(row["capabilities"]) for row in rows]


def _freshness(now: datetime, settings: DispatchSettings) -> tuple[datetime, float]:
    return now - timedelta(seconds=settings.fix_fresh_s), settings.at_station_radius_m


def _start(row: Record, now: datetime) -> Start:
    return Start(
        key=row["key"],
        unit_id=row["unit_id"],
        capabilities=frozenset(row["capabilities"]),
        profile=row["profile"],
        agency_id=row["agency_id"],
        agency_kind=row["agency_kind"],
        crew=row["crew"],
        crew_pool=row["crew_pool"],
        state=CandidateState(row["state"]),
        position=row["position"],
        fix_age_s=max(0.0, (now - row["fixed_at"]).total_seconds()) if row["fixed_at"] else None,
        turnout_s=row["turnout_s"],
    )


def _why_not(row: Record) -> Reason:
    code = ReasonCode(row["reason"])
    if code is ReasonCode.ASSIGNED:
        return Reason(code, {"incident_number": row["number"], "status": row["status"]})
    return Reason(code, {"why": row["out_of_service_reason"]} if code is ReasonCode.OUT_OF_SERVICE else {})

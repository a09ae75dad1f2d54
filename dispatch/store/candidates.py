"""Units that could be sent: where each would start from, nearest by air line first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import cos, hypot, inf, radians

from base.database import Connection, Record
from base.position import M_PER_DEGREE, Position, distance_m
from dispatch.domain.candidate import CandidateState
from dispatch.domain.position_policy import PositionPolicy
from dispatch.domain.response_plan import UnitRequirement, capabilities_with
from dispatch.store.city import CITY_ZONE
from dispatch.store.unit_place import LAST_PLACE, SEEN, at_station
from dispatch.store.unit_state import FREE
from tracking.movement.positions import NEAR_M

# Where a unit would start: its fix while that is fresh; else its station, when it was last seen there or never at all;
# else where it was last seen, marked as stale.
_START = f"""
SELECT u.key, u.unit_id, u.callsign, u.capabilities, u.profile, u.crew, u.crew_pool, u.agency_id,
       g.kind AS agency_kind, p.fixed_at,
       CASE WHEN NOT fresh AND at_station THEN s.position ELSE {LAST_PLACE} END AS position,
       CASE WHEN fresh AND NOT at_station THEN 'on_the_road'
            WHEN at_station OR p.unit_key IS NULL THEN 'at_station' ELSE 'stale' END AS state,
       (SELECT t.p50_s FROM turnout_time t
        WHERE t.agency_id = u.agency_id AND t.from_station = NOT (fresh AND NOT at_station)
          AND coalesce(t.hour = known.hour, true)
        ORDER BY t.hour NULLS LAST LIMIT 1) AS turnout_s, known.hour
FROM unit u JOIN agency g ON g.id = u.agency_id {SEEN}
CROSS JOIN LATERAL (SELECT coalesce(p.fixed_at > $1, false) AS fresh, {at_station("$2")} AS at_station,
    extract(hour FROM $3::timestamptz AT TIME ZONE {CITY_ZONE})::int AS hour) AS known
"""  # noqa: S608

# For `unit u`: whether it can do what is `wanted`; a crew of unknown size is taken to be large enough.
_ABLE = "u.capabilities @> ARRAY[wanted.capability] AND coalesce(u.crew >= wanted.crew_min, true)"

# With each capability the nearest by air line: those heard of by their index, asked row by row (OFFSET 0) from the
# nearest on; those whose fix is not fresh, and those never heard, usually few, by one pass for all capabilities.
_NEAREST_FREE = f"""
WITH unheard AS MATERIALIZED (
    SELECT u.key, u.capabilities, u.crew, {LAST_PLACE} AS position FROM unit u {SEEN}
    WHERE (p.fixed_at <= $1 OR p.unit_key IS NULL AND s.id IS NOT NULL) AND {FREE}
), near AS (
    SELECT DISTINCT able.key
    FROM unnest($4::text[], $5::int[]) AS wanted (capability, crew_min) CROSS JOIN LATERAL (
        (SELECT p.unit_key AS key FROM unit_position p CROSS JOIN LATERAL
             (SELECT FROM unit u WHERE u.key = p.unit_key AND {_ABLE} AND {FREE} OFFSET 0) AS able
         WHERE p.fixed_at > $1
         ORDER BY p.near_position <-> $6 LIMIT $7)
        UNION ALL
        (SELECT u.key FROM unheard AS u WHERE {_ABLE} ORDER BY u.position <-> $6 LIMIT $7)
    ) AS able
)
{_START} WHERE u.key IN (SELECT key FROM near)
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Start:
    """A unit and its starting point."""

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
    hour: int  # in the city, when asked
    turnout_s: float | None = None  # as usual there at this hour; null: too little history

    @property
    def is_stale(self) -> bool:
        return self.state is CandidateState.STALE


@dataclass(frozen=True, slots=True)
class Nearby:
    """Free units, those with a known location first, then by air line.

    `edge_m`: by capability, no free unit outside this list is nearer than this; infinite if there is none.
    """

    starts: Sequence[Start]
    edge_m: Mapping[str, float]


def first_of_each(in_order: Sequence[Start], capabilities: Collection[str], limit: int) -> list[Start]:
    """Up to a number with each capability; a unit with several counts for all of them."""
    kept: dict[int, Start] = {}
    for capability in capabilities:
        able = [start for start in in_order if capability in start.capabilities]
        kept.update((start.key, start) for start in able[:limit])
    return list(kept.values())


async def starts_of(
    conn: Connection, unit_ids: Collection[str], *, now: datetime, positions: PositionPolicy
) -> list[Start]:
    """Of the units named, those that exist and have a location."""
    rows = await conn.fetch(_START + "WHERE u.unit_id = ANY($4::text[])", *_known_by(now, positions), list(unit_ids))
    return [_start(row, now) for row in rows if row["position"] is not None]


async def nearest_free(
    conn: Connection,
    needs: Sequence[UnitRequirement],
    to: Position,
    *,
    limit: int,
    now: datetime,
    positions: PositionPolicy,
) -> Nearby:
    """The nearest `limit` + 1 for each need, of units heard and of units not heard: a prefilter for the road router.

    Their capabilities are those for which their crews are large enough here.
    """
    capabilities, crews = [need.capability for need in needs], [need.crew_min for need in needs]
    rows = await conn.fetch(_NEAREST_FREE, *_known_by(now, positions), capabilities, crews, to, limit + 1)
    starts = [_able_here(_start(row, now), needs) for row in rows if row["position"] is not None]
    starts.sort(key=lambda start: (start.is_stale, distance_m(start.position, to)))
    margin_m = 2 * max(NEAR_M, positions.at_station_radius_m)  # how precisely the walk knows their locations
    return Nearby(starts, {each: _edge_m(starts, each, to, limit, positions) - margin_m for each in capabilities})


def _able_here(start: Start, needs: Sequence[UnitRequirement]) -> Start:
    return replace(start, capabilities=capabilities_with(start.crew, start.capabilities, needs))


def _edge_m(starts: Sequence[Start], capability: str, to: Position, limit: int, positions: PositionPolicy) -> float:
    """The walk is in degrees, which are shorter from east to west."""
    able = [start for start in starts if capability in start.capabilities]
    heard = [start for start in able if start.fix_age_s is not None and start.fix_age_s < positions.fresh_s]
    full = [each for each in (heard, [start for start in able if start not in heard]) if len(each) > limit]
    farthest_deg = [max(_away_deg(start.position, to) for start in some) for some in full]
    return min(farthest_deg, default=inf) * M_PER_DEGREE * cos(radians(to.lat))


def _away_deg(place: Position, to: Position) -> float:
    return hypot(place.lat - to.lat, place.lon - to.lon)


def _known_by(now: datetime, positions: PositionPolicy) -> tuple[datetime, float, datetime]:
    """A later fix is fresh; a unit this near its station is at it; and the time that selects the hour."""
    return positions.fresh_after(now), positions.at_station_radius_m, now


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
        hour=row["hour"],
        turnout_s=row["turnout_s"],
    )

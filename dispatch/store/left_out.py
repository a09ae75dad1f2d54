"""Why units are not candidates."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from base.database import Connection, Record
from dispatch.domain.candidate import LeftOut
from dispatch.domain.reason import Reason, ReasonCode
from dispatch.domain.response_plan import UnitRequirement
from dispatch.store.unit_state import OPEN_ASSIGNMENT, STATUS

# The number of each reason; and by name those that something keeps, some of every kind where they are too many, the
# others only in a fleet that is not large.
_UNITS = f"""
WITH fleet AS MATERIALIZED (
    SELECT count(*) AS units, count(*) FILTER (WHERE capabilities && $1::text[]) AS able
    FROM unit WHERE retired_at IS NULL
), kept AS MATERIALIZED (
    SELECT u.key, u.unit_id, u.capabilities, u.crew, u.out_of_service_reason, a.status, i.number, why.reason
    FROM unit u {OPEN_ASSIGNMENT}
    LEFT JOIN incident i ON i.id = a.incident_id
    CROSS JOIN LATERAL (SELECT {STATUS} AS status) AS state
    CROSS JOIN LATERAL (SELECT CASE
        WHEN a.incident_id = $5 THEN 'sent_here'
        WHEN a.id IS NOT NULL THEN 'assigned'
        WHEN state.status <> 'available' THEN state.status
        WHEN u.station_id IS NULL AND NOT EXISTS (SELECT FROM unit_position p WHERE p.unit_key = u.key)
            THEN 'no_position'
        WHEN u.crew < $3 AND NOT EXISTS (SELECT FROM unnest($1::text[], $2::int[]) AS wanted (capability, crew_min)
            WHERE u.capabilities @> ARRAY[wanted.capability] AND coalesce(u.crew >= wanted.crew_min, true))
            THEN 'crew_too_small' END AS reason) AS why
    WHERE u.retired_at IS NULL AND u.capabilities && $1::text[] AND why.reason IS NOT NULL
)
(SELECT unit_id, capabilities, crew, out_of_service_reason, status, number, reason, NULL::bigint AS units FROM kept
 ORDER BY row_number() OVER (PARTITION BY capabilities ORDER BY key), key LIMIT $4)
UNION ALL
(SELECT unit_id, capabilities, crew, NULL, NULL, NULL,
        CASE WHEN capabilities && $1::text[] THEN 'farther' ELSE 'lacks_capability' END, NULL
 FROM unit WHERE (SELECT units FROM fleet) <= $4 AND retired_at IS NULL AND key NOT IN (SELECT key FROM kept)
 ORDER BY capabilities && $1::text[] DESC, key)
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, reason, count(*) FROM kept GROUP BY reason
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, 'farther', able - (SELECT count(*) FROM kept) FROM fleet
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, 'lacks_capability', units - able FROM fleet
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class NotAsked:
    """For all units in the fleet, why each is out, as if the router were asked about none.

    `named`: the unavailable units, in a small fleet all units; `counts`: all of them, by reason.
    """

    named: Sequence[LeftOut]
    counts: Mapping[str, int]

    def without(self, asked: Collection[str]) -> tuple[list[LeftOut], dict[str, int]]:
        """Those left out once the router was asked about some: by name, and the number of the others by reason.

        Only free units are asked about: unless they are named, they count as farther.
        """
        named = [unit for unit in self.named if unit.unit_id not in asked]
        more = Counter(self.counts)
        more.subtract(unit.reason.code for unit in self.named)
        more[ReasonCode.FARTHER] -= len(asked) - (len(self.named) - len(named))
        return named, {str(reason): count for reason, count in more.items() if count > 0}


async def not_asked(conn: Connection, needs: Sequence[UnitRequirement], incident_id: UUID, *, limit: int) -> NotAsked:
    """At most `limit` by name."""
    capabilities, crews = [need.capability for need in needs], [need.crew_min for need in needs]
    largest = max(filter(None, crews), default=0)
    rows = await conn.fetch(_UNITS, capabilities, crews, largest, limit, incident_id)
    named = [
        LeftOut(row["unit_id"], frozenset(row["capabilities"]), _why_not(row)) for row in rows if row["units"] is None
    ]
    return NotAsked(named, {row["reason"]: row["units"] for row in rows if row["units"] is not None})


def _why_not(row: Record) -> Reason:
    code = ReasonCode(row["reason"])
    if code is ReasonCode.ASSIGNED:
        return Reason(code, {"incident_number": row["number"], "status": row["status"]})
    if code is ReasonCode.SENT_HERE:
        return Reason(code, {"status": row["status"]})
    if code is ReasonCode.CREW_TOO_SMALL:
        return Reason(code, {"crew": row["crew"]})
    return Reason(code, {"why": row["out_of_service_reason"]} if code is ReasonCode.OUT_OF_SERVICE else {})

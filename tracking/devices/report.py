"""Reporting quality over a period, by device and by agency: fixes received, gaps, accuracy."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from base.database import Connection
from base.spreadsheet import write_table
from tracking.devices.health import STANDING_INTERVAL_S, STANDING_MPS

GAP_FROM_INTERVALS = 3.0  # this many of its usual intervals without a fix are a gap


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """`expected` counts by the device's own usual interval (the median between fixes), a minute while stationary."""

    device_id: str
    unit_id: str
    agency_id: str
    kind: str
    interval_s: float | None
    got: int
    expected: int
    gaps: int
    longest_gap_s: float | None
    missing_s: float  # within gaps, including the time before the first fix and after the last
    late: int
    rejected: int
    accuracy_m: float | None
    skew_s: float | None  # its clock's lead over ours; negative: it lags, or its fixes took long to arrive


@dataclass(frozen=True, slots=True)
class AgencyReport:
    agency_id: str
    devices: int
    got: int
    expected: int
    gaps: int
    missing_s: float
    rejected: int
    accuracy_m: float | None  # mean over its devices' fixes
    skew_worst_s: float | None


# A gap is judged by what the vehicle did before it. One second of grace: equal intervals vary a little.
READ = f"""
SELECT d.device_id, u.unit_id, u.agency_id, d.kind, r.interval_s, r.got, r.expected, r.gaps, r.longest_gap_s,
       r.missing_s, r.late, coalesce(q.rejected, 0) AS rejected, r.accuracy_m, r.skew_s
FROM device AS d
JOIN unit AS u ON u.key = d.unit_key
LEFT JOIN device_health AS h ON h.device_key = d.key
LEFT JOIN (
    SELECT device_id, sum(times) AS rejected FROM quarantined_fix
    WHERE received_at >= $1 AND received_at < $2 GROUP BY device_id
) AS q ON q.device_id = d.device_id
CROSS JOIN LATERAL (
    WITH came AS MATERIALIZED (
        SELECT f.fixed_at, f.speed_mps, f.accuracy_m, f.late,
               extract(epoch FROM coalesce(f.device_at, f.fixed_at) - f.received_at) AS lead_s,
               extract(epoch FROM f.fixed_at - lag(f.fixed_at) OVER (ORDER BY f.fixed_at)) AS since_s,
               extract(epoch FROM coalesce(lead(f.fixed_at) OVER (ORDER BY f.fixed_at), $2) - f.fixed_at) AS until_s
        FROM fix AS f
        WHERE f.device_key = d.key AND f.fixed_at >= $1 AND f.fixed_at < $2
          AND f.unit_key = ANY (d.unit_key || ARRAY(
              SELECT b.unit_key FROM device_binding AS b WHERE b.device_key = d.key AND b.until_at > $1))
    ), usual AS (
        SELECT CASE WHEN median_s IS NULL THEN h.interval_s ELSE greatest(median_s, 0.1) END AS interval_s, first_at
        FROM (
            SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY since_s) AS median_s, min(fixed_at) AS first_at
            FROM came
        ) AS m
    ), waits AS (
        SELECT until_s AS wait_s,
               CASE WHEN speed_mps < {STANDING_MPS} THEN greatest(interval_s, {STANDING_INTERVAL_S})
                    ELSE coalesce(interval_s, {STANDING_INTERVAL_S}) END AS usual_s
        FROM came, usual
        UNION ALL
        SELECT extract(epoch FROM coalesce(first_at, $2) - least(greatest($1, d.created_at), coalesce(first_at, $2))),
               greatest(coalesce(interval_s, 0), {STANDING_INTERVAL_S})
        FROM usual
    )
    SELECT (SELECT interval_s FROM usual)::float8 AS interval_s,
           (SELECT count(*) FROM came) AS got,
           (SELECT count(*) FROM came)
               + coalesce(sum(greatest(ceil(wait_s / usual_s) - 1, 0)) FILTER (WHERE is_gap), 0)::bigint AS expected,
           count(*) FILTER (WHERE is_gap) AS gaps,
           max(wait_s) FILTER (WHERE is_gap)::float8 AS longest_gap_s,
           coalesce(sum(wait_s) FILTER (WHERE is_gap), 0)::float8 AS missing_s,
           (SELECT count(*) FILTER (WHERE late) FROM came) AS late,
           (SELECT avg(accuracy_m) FROM came)::float8 AS accuracy_m,
           (SELECT max(lead_s) FROM came)::float8 AS skew_s
    FROM (SELECT *, wait_s > {GAP_FROM_INTERVALS} * usual_s + 1 AS is_gap FROM waits) AS judged
) AS r
WHERE d.revoked_at IS NULL AND d.created_at < $2 AND ($3::text IS NULL OR u.agency_id = $3)
ORDER BY d.device_id
"""  # noqa: S608 - numbers of our own


async def report_devices(
    conn: Connection, *, start: datetime, end: datetime, agency_id: str | None = None, timeout_s: float | None = None
) -> list[DeviceReport]:
    """Takes about 10 ms for a device that reports every ten seconds all day."""
    rows = await conn.fetch(READ, start, end, agency_id, timeout=timeout_s)
    return [DeviceReport(*row.values()) for row in rows]


def as_csv(devices: Sequence[DeviceReport]) -> str:
    """Write one line per device; unknown values are empty."""
    return write_table([each.name for each in fields(DeviceReport)], (asdict(device).values() for device in devices))


def by_agency(devices: Iterable[DeviceReport]) -> list[AgencyReport]:
    found: dict[str, list[DeviceReport]] = {}
    for device in devices:
        found.setdefault(device.agency_id, []).append(device)
    return [_together(agency_id, found[agency_id]) for agency_id in sorted(found)]


def _together(agency_id: str, devices: Sequence[DeviceReport]) -> AgencyReport:
    measured = [(device.got, device.accuracy_m) for device in devices if device.accuracy_m is not None]
    fixes = sum(got for got, _ in measured)
    skews = [device.skew_s for device in devices if device.skew_s is not None]
    return AgencyReport(
        agency_id,
        devices=len(devices),
        got=sum(device.got for device in devices),
        expected=sum(device.expected for device in devices),
        gaps=sum(device.gaps for device in devices),
        missing_s=sum(device.missing_s for device in devices),
        rejected=sum(device.rejected for device in devices),
        accuracy_m=sum(got * accuracy_m for got, accuracy_m in measured) / fixes if fixes else None,
        skew_worst_s=max(skews, key=abs, default=None),
    )

"""Backlogs and the length of the log, for monitoring."""

from collections.abc import Mapping
from dataclasses import dataclass

from base.database import Connection
from dispatch.store.unit_state import FREE

_FIGURES = f"""
SELECT (SELECT count(*) FROM incident WHERE closed_at IS NULL) AS open_incidents,
       (SELECT count(*) FROM assignment WHERE released_at IS NULL) AS open_assignments,
       (SELECT count(*) FROM alarm WHERE taken_at IS NULL) AS open_alarms,
       (SELECT count(*) FROM unit u WHERE {FREE}) AS units_available,
       (SELECT count(*) FROM outbox WHERE finished_at IS NULL) AS outbox_pending,
       (SELECT extract(epoch FROM now() - min(created_at))::float8 FROM outbox
        WHERE finished_at IS NULL AND delivered_at IS NULL) AS outbox_oldest_s,
       (SELECT coalesce(max(seq), 0) FROM event_log) AS event_seq
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Figures:
    open_incidents: int
    open_assignments: int
    open_alarms: int
    units_available: int
    outbox_pending: int
    outbox_oldest_s: float | None  # how long the oldest undelivered message has waited; None if there is none
    event_seq: int


async def read_figures(conn: Connection) -> Figures:
    row = await conn.fetchrow(_FIGURES)
    assert row is not None
    return Figures(**dict(row))


async def open_alerts(conn: Connection) -> Mapping[str, int]:
    """The number of open alerts by kind."""
    rows = await conn.fetch("SELECT kind, count(*) AS standing FROM alarm WHERE taken_at IS NULL GROUP BY kind")
    return {row["kind"]: row["standing"] for row in rows}

"""The signs of life of every process, and the faults each reports."""

from collections.abc import Collection, Sequence
from datetime import timedelta

import msgspec

from base.database import Connection
from base.raw_json import JsonObject
from dispatch.domain.alert import AlertKind
from dispatch.domain.heartbeat import Beat, Trouble

TAKEN_OUT_AFTER = timedelta(days=1)


async def beat(conn: Connection, process: str, *, pid: int, troubles: Collection[Trouble]) -> None:
    """By the database's own clock: there is only one."""
    await conn.execute(
        "INSERT INTO process_beat AS b (process, pid, beats, seen_at, troubles)"
        " VALUES ($1, $2, 1, clock_timestamp(), $3) ON CONFLICT (process) DO UPDATE"
        " SET pid = EXCLUDED.pid, beats = b.beats + 1, seen_at = EXCLUDED.seen_at, troubles = EXCLUDED.troubles",
        process,
        pid,
        msgspec.to_builtins(list(troubles)),
    )


_WATCH_LOCK = 0x5347_0010


async def may_act(conn: Connection) -> bool:
    """Until the transaction ends; False while another process does the check."""
    return bool(await conn.fetchval("SELECT pg_try_advisory_xact_lock($1)", _WATCH_LOCK))


async def known(conn: Connection, *, within: timedelta = TAKEN_OUT_AFTER) -> list[Beat]:
    """Every process that gave a sign of life within that time."""
    rows = await conn.fetch(
        "SELECT process, pid, beats, seen_at, troubles FROM process_beat"
        " WHERE seen_at > clock_timestamp() - $1::interval ORDER BY process",
        within,
    )
    return [Beat(**{**row, "troubles": _of_this_version(row["troubles"])}) for row in rows]


def _of_this_version(troubles: Sequence[JsonObject]) -> list[Trouble]:
    """During an upgrade, one process may report what another does not know yet."""
    return [msgspec.convert(trouble, Trouble) for trouble in troubles if trouble["alarm"] in AlertKind]

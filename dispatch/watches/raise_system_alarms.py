"""A process that gives no sign of life, and what the living ones say is wrong with them: the desk must know."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dispatch.commit_and_ring import commit_and_ring
from dispatch.domain.actor import SystemActor
from dispatch.domain.heartbeat import CLOCK_JUMPED, SILENT_AFTER_S, STORAGE_LOW, Beat
from dispatch.steps.end_alarm import end_alarm
from dispatch.steps.raise_alert import raise_alert
from dispatch.store import alarms, process_beats
from dispatch.store.alarms import Standing
from geo.database import Connection

PROCESS_SILENT = "process_silent"
KINDS = (PROCESS_SILENT, "part_failed", "storage_low", "clock_jumped", "broker_rights_missing")
# The same for every process of a machine: one alarm, whoever says it.
OF_THE_MACHINE = frozenset({STORAGE_LOW, CLOCK_JUMPED})
AGAIN_AFTER = timedelta(hours=1)  # somebody took the alarm, and it is still not mended
BRIDGE = "bridge-"  # raise_missing_bridges tells of those
WATCH = SystemActor("process_watch")


@dataclass(frozen=True, slots=True)
class Wrong:
    kind: str
    facts: Mapping[str, str]
    more: Mapping[str, Any]


async def raise_system_alarms(
    conn: Connection, beats: Sequence[Beat], silent_s: Mapping[str, float], *, now: datetime
) -> int:
    """How many were raised or ended. Several processes watch; one at a time acts."""
    silent = {process for process, for_s in silent_s.items() if for_s > SILENT_AFTER_S}
    wrong = {(each.kind, *sorted(each.facts.items())): each for each in _wrong(beats, silent)}
    standing = [(kind, alarm) for kind in KINDS for alarm in await alarms.standing(conn, kind)]
    if not wrong and not standing:
        return 0
    async with commit_and_ring(conn):
        if not await process_beats.may_act(conn):
            return 0
        changed = await _end(conn, standing, wrong.values(), silent, now)
        for each in wrong.values():
            changed += await _raise(conn, each, now)
    return changed


def _wrong(beats: Sequence[Beat], silent: Collection[str]) -> Iterator[Wrong]:
    for beat in beats:
        if beat.process in silent:
            if not beat.process.startswith(BRIDGE):
                yield Wrong(PROCESS_SILENT, {"process": beat.process}, {"seen_at": beat.seen_at})
            continue
        for trouble in beat.troubles:
            of_it = {} if trouble.alarm in OF_THE_MACHINE else {"process": beat.process}
            yield Wrong(trouble.alarm, {**of_it, "part": trouble.part}, {"reason": trouble.reason})


async def _end(
    conn: Connection,
    standing: Collection[tuple[str, Standing]],
    wrong: Collection[Wrong],
    silent: Collection[str],
    now: datetime,
) -> int:
    """What a silent process said is wrong with it may still be."""
    ended = 0
    for kind, alarm in standing:
        still = any(each.kind == kind and each.facts.items() <= alarm.detail.items() for each in wrong)
        if still or (kind != PROCESS_SILENT and alarm.detail.get("process") in silent):
            continue
        facts = {name: alarm.detail[name] for name in ("process", "part") if name in alarm.detail}
        ended += await end_alarm(conn, alarm.alarm_id, kind, by=WATCH, at=now, facts=facts)
    return ended


async def _raise(conn: Connection, wrong: Wrong, now: datetime) -> int:
    if await alarms.is_known(conn, wrong.kind, wrong.facts, since=now - AGAIN_AFTER):
        return 0
    detail = {**wrong.facts, **wrong.more}
    await raise_alert(conn, wrong.kind, by=WATCH, at=now, detail=detail, facts=wrong.facts)
    return 1

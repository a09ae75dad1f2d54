"""A process that gives no sign of life, and faults that live processes report: the desk must know."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from base.database import Connection
from core.commit_and_ring import commit_and_ring
from core.domain.actor import SystemActor
from dispatch.domain.alert import AlertKind
from dispatch.domain.heartbeat import SILENT_AFTER_S, Beat
from dispatch.steps.follow_causes import Cause, follow_causes
from dispatch.store import process_beats
from dispatch.store.alerts import any_is_open

KINDS = (
    AlertKind.PROCESS_SILENT,
    AlertKind.PART_FAILED,
    AlertKind.STORAGE_LOW,
    AlertKind.CLOCK_JUMPED,
    AlertKind.BROKER_RIGHTS_MISSING,
)
# The same for every process of a machine: one alert, whichever process reports it.
OF_THE_MACHINE = frozenset({AlertKind.STORAGE_LOW, AlertKind.CLOCK_JUMPED})
AGAIN_AFTER = timedelta(hours=1)  # somebody took the alert, and it is still not fixed
BRIDGE = "bridge-"  # raise_missing_bridges handles those
WATCH = SystemActor("process_watch")


async def raise_system_alerts(
    conn: Connection, beats: Sequence[Beat], silent_s: Mapping[str, float], *, now: datetime
) -> int:
    """Return how many were raised or ended. Several processes watch; one at a time acts."""
    silent = {process for process, for_s in silent_s.items() if for_s > SILENT_AFTER_S}
    wrong = list(_wrong(beats, silent))
    if not wrong and not await any_is_open(conn, KINDS):
        return 0
    changed = 0
    async with commit_and_ring(conn):
        if not await process_beats.may_act(conn):
            return 0
        for kind in KINDS:
            causes = [cause for of_kind, cause in wrong if of_kind is kind]
            changed += await follow_causes(conn, kind, causes, by=WATCH, at=now, again_after=AGAIN_AFTER)
    return changed


def _wrong(beats: Sequence[Beat], silent: Collection[str]) -> Iterator[tuple[AlertKind, Cause]]:
    """A fault that a silent process reported may still exist."""
    for beat in beats:
        is_silent = beat.process in silent
        if is_silent and not beat.process.startswith(BRIDGE):
            yield AlertKind.PROCESS_SILENT, Cause({"process": beat.process}, {"seen_at": beat.seen_at})
        for trouble in beat.troubles:
            is_of_machine = trouble.alarm in OF_THE_MACHINE
            if not (is_silent and is_of_machine):
                of_it = {} if is_of_machine else {"process": beat.process}
                yield trouble.alarm, Cause({**of_it, "part": trouble.part}, {"reason": trouble.reason})

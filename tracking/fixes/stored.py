"""Notices to devices of what is finally decided, at most every few seconds: they may drop their buffer up to there."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from tracking.fix import Fix
from tracking.fixes.decided import Mark, Refused
from tracking.screened import ScreenedFix

HELD_BATCHES_MAX = 200  # ten seconds at the greatest rate; other bridges are one or two batches behind
BOOTS_MAX = 8  # waiting to be sent, per device; one with more open buffers is notified when it sends again

type Decided = ScreenedFix | Refused  # stored, or rejected for good


class StoredNotices:
    """Holds, for each device, the newest decided fix that it was not notified of yet.

    The newest of a boot has the greatest `seq`: a clock may be set back, or be years ahead for one fix.
    """

    def __init__(self, every_s: float, clock: Callable[[], float]) -> None:
        self._every_s = every_s
        self._clock = clock
        self._newest: dict[str, Fix | Mark] = {}
        self._of_other_boots: dict[str, dict[str | None, Fix | Mark]] = {}
        self._unnotified: set[str] = set()
        self._notified_at: dict[str, float] = {}  # oldest first; a device not in here may be notified at once
        self._due: set[str] = set()

    def note(self, decided: Iterable[Decided]) -> None:
        """Note decided fixes, including repeats: a device that sends a fix again needs the notice again."""
        for each in decided:
            fix = each.fix
            device_id = fix.device_id
            newest = self._newest.get(device_id)
            if newest is None or _is_newer(fix, newest):
                self._newest[device_id] = fix
            elif fix.boot_id != newest.boot_id:
                self._change_boot(newest, fix)
            (self._unnotified if device_id in self._notified_at else self._due).add(device_id)

    def _change_boot(self, newest: Fix | Mark, fix: Fix | Mark) -> None:
        """Keep the newest of the boot before, to send it too, once."""
        others = self._of_other_boots.setdefault(fix.device_id, {})
        others[newest.boot_id] = newest
        known = others.pop(fix.boot_id, None)
        self._newest[fix.device_id] = fix if known is None or _is_newer(fix, known) else known
        while len(others) > BOOTS_MAX:
            del others[next(iter(others))]

    def take_due(self) -> list[Fix | Mark]:
        """Return the fixes to notify devices of now."""
        now = self._clock()
        while self._notified_at and now - next(iter(self._notified_at.values())) >= self._every_s:
            device_id = next(iter(self._notified_at))
            del self._notified_at[device_id]
            if device_id in self._unnotified:
                self._unnotified.discard(device_id)
                self._due.add(device_id)
        due, self._due = self._due, set()
        self._notified_at.update(dict.fromkeys(due, now))
        fixes = [self._newest[device_id] for device_id in due]
        for device_id in due & self._of_other_boots.keys():
            fixes.extend(self._of_other_boots.pop(device_id).values())
        return fixes


def _is_newer(fix: Fix | Mark, newest: Fix | Mark) -> bool:
    """Compare within one boot only. A number without a boot means little: it may have restarted."""
    if fix.boot_id != newest.boot_id:
        return False
    if fix.boot_id is not None and fix.seq is not None and newest.seq is not None:
        return fix.seq >= newest.seq
    if fix.fixed_at == newest.fixed_at:
        return fix.seq is not None or newest.seq is None  # a fix without a number does not replace one with it
    return fix.fixed_at is not None and (newest.fixed_at is None or fix.fixed_at > newest.fixed_at)


class HeldBack:
    """Holds decided fixes until the other bridges have stored all they took before: `stored` means *all up to here*.

    One device's fixes go to all bridges in turn. The oldest are forgotten: a newer notice covers them.
    """

    def __init__(self) -> None:
        self._batches: deque[tuple[datetime, Sequence[Decided]]] = deque(maxlen=HELD_BATCHES_MAX)

    def put(self, decided: Sequence[Decided]) -> None:
        self._batches.append((max(each.received_at for each in decided), decided))

    def release(self, settled_until: datetime | None) -> Iterator[Sequence[Decided]]:
        """Yield the settled batches; with None there is no bridge to wait for."""
        while self._batches and (settled_until is None or self._batches[0][0] < settled_until):
            yield self._batches.popleft()[1]

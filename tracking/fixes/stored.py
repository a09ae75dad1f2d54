"""Tells each device what is finally decided, at most every few seconds: up to there it may drop its buffer."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from tracking.fix import Fix
from tracking.fixes.decided import Mark, Refused
from tracking.screened import ScreenedFix

HELD_BATCHES_MAX = 200  # ten seconds at the greatest rate; the others are settled one or two behind
BOOTS_MAX = 8  # of one device, that wait to be told of; who has more open buffers is told with what comes again

type Decided = ScreenedFix | Refused  # stored, or rejected for good


class StoredNotices:
    """Of each device the newest fix that is decided and that it was not told of yet.

    The newest of a boot is the one with the greatest `seq`: a clock may be set back, or be years ahead for one fix.
    """

    def __init__(self, every_s: float, clock: Callable[[], float]) -> None:
        self._every_s = every_s
        self._clock = clock
        self._newest: dict[str, Fix | Mark] = {}
        self._of_other_boots: dict[str, dict[str | None, Fix | Mark]] = {}
        self._untold: set[str] = set()
        self._told_at: dict[str, float] = {}  # the longest ago first; who is not here may be told at once
        self._due: set[str] = set()

    def note(self, decided: Iterable[Decided]) -> None:
        """Repeats count as decided: a device that sends again wants to hear of it again."""
        for each in decided:
            fix = each.fix
            device_id = fix.device_id
            newest = self._newest.get(device_id)
            if newest is None or _is_newer(fix, newest):
                self._newest[device_id] = fix
            elif fix.boot_id != newest.boot_id:
                self._change_boot(newest, fix)
            (self._untold if device_id in self._told_at else self._due).add(device_id)

    def _change_boot(self, newest: Fix | Mark, fix: Fix | Mark) -> None:
        """What was decided of the boot before is told too, once."""
        others = self._of_other_boots.setdefault(fix.device_id, {})
        others[newest.boot_id] = newest
        known = others.pop(fix.boot_id, None)
        self._newest[fix.device_id] = fix if known is None or _is_newer(fix, known) else known
        while len(others) > BOOTS_MAX:
            del others[next(iter(others))]

    def take_due(self) -> list[Fix | Mark]:
        """Who is told now, and of which fix."""
        now = self._clock()
        while self._told_at and now - next(iter(self._told_at.values())) >= self._every_s:
            device_id = next(iter(self._told_at))
            del self._told_at[device_id]
            if device_id in self._untold:
                self._untold.discard(device_id)
                self._due.add(device_id)
        due, self._due = self._due, set()
        self._told_at.update(dict.fromkeys(due, now))
        told = [self._newest[device_id] for device_id in due]
        for device_id in due & self._of_other_boots.keys():
            told.extend(self._of_other_boots.pop(device_id).values())
        return told


def _is_newer(fix: Fix | Mark, newest: Fix | Mark) -> bool:
    """Of the same boot only. A number without a boot says little: it may have begun anew."""
    if fix.boot_id != newest.boot_id:
        return False
    if fix.boot_id is not None and fix.seq is not None and newest.seq is not None:
        return fix.seq >= newest.seq
    if fix.fixed_at == newest.fixed_at:
        return fix.seq is not None or newest.seq is None  # one that tells no number takes none away
    return fix.fixed_at is not None and (newest.fixed_at is None or fix.fixed_at > newest.fixed_at)


class HeldBack:
    """What is decided here, until every other bridge has stored what it took before: `stored` says *all up to here*.

    One device's fixes go to all bridges in turn. Those of long ago are forgotten: a newer word covers them.
    """

    def __init__(self) -> None:
        self._batches: deque[tuple[datetime, Sequence[Decided]]] = deque(maxlen=HELD_BATCHES_MAX)

    def put(self, decided: Sequence[Decided]) -> None:
        self._batches.append((max(each.received_at for each in decided), decided))

    def release(self, settled_until: datetime | None) -> Iterator[Sequence[Decided]]:
        """With None there is nobody to wait for."""
        while self._batches and (settled_until is None or self._batches[0][0] < settled_until):
            yield self._batches.popleft()[1]

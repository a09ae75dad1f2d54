"""Tells each device what is stored, at most every few seconds: up to there it may drop its buffer."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from tracking.fix import Fix
from tracking.store import SiftedFix

HELD_BATCHES_MAX = 200  # ten seconds at the greatest rate; the others are settled one or two behind


class StoredNotices:
    """Of each device the newest fix that is stored and that it was not told of yet."""

    def __init__(self, every_s: float, clock: Callable[[], float]) -> None:
        self._every_s = every_s
        self._clock = clock
        self._newest: dict[str, Fix] = {}
        self._untold: set[str] = set()
        self._told_at: dict[str, float] = {}  # the longest ago first; who is not here may be told at once
        self._due: set[str] = set()

    def note(self, stored: Iterable[SiftedFix]) -> None:
        """Repeats count as stored: a device that sends again wants to hear of it again."""
        for each in stored:
            device_id = each.fix.device_id
            newest = self._newest.get(device_id)
            if newest is None or each.fix.fixed_at >= newest.fixed_at:
                self._newest[device_id] = each.fix
            (self._untold if device_id in self._told_at else self._due).add(device_id)

    def take_due(self) -> list[Fix]:
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
        return [self._newest[device_id] for device_id in due]


class HeldBack:
    """What is stored here, until every other bridge has stored what it took before: `stored` says *all up to here*.

    One device's fixes go to all bridges in turn. Those of long ago are forgotten: a newer word covers them.
    """

    def __init__(self) -> None:
        self._batches: deque[tuple[datetime, Sequence[SiftedFix]]] = deque(maxlen=HELD_BATCHES_MAX)

    def put(self, stored: Sequence[SiftedFix]) -> None:
        self._batches.append((max(each.received_at for each in stored), stored))

    def release(self, settled_until: datetime | None) -> Iterator[Sequence[SiftedFix]]:
        """With None there is nobody to wait for."""
        while self._batches and (settled_until is None or self._batches[0][0] < settled_until):
            yield self._batches.popleft()[1]

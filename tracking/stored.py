"""Tells each device what is stored, at most every few seconds: up to there it may drop its buffer."""

from collections.abc import Callable, Iterable

from tracking.fix import Fix
from tracking.store import SiftedFix


class StoredNotices:
    """Of each device the newest fix that is stored and that it was not told of yet."""

    def __init__(self, every_s: float, clock: Callable[[], float]) -> None:
        self._every_s = every_s
        self._clock = clock
        self._newest: dict[str, Fix] = {}
        self._untold: set[str] = set()
        self._told_at: dict[str, float] = {}

    def note(self, stored: Iterable[SiftedFix]) -> None:
        """Repeats count as stored: a device that sends again wants to hear of it again."""
        for each in stored:
            device_id = each.fix.device_id
            newest = self._newest.get(device_id)
            if newest is None or each.fix.fixed_at >= newest.fixed_at:
                self._newest[device_id] = each.fix
            self._untold.add(device_id)

    def take_due(self) -> list[Fix]:
        """Who is told now, and of which fix."""
        now = self._clock()
        due = [each for each in self._untold if now - self._told_at.get(each, float("-inf")) >= self._every_s]
        self._untold.difference_update(due)
        self._told_at.update(dict.fromkeys(due, now))
        return [self._newest[device_id] for device_id in due]

"""How often the agent keeps a fix: often while an order is open, rarely when parked; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tracking.fix import Fix
from tracking.movement import movement
from tracking.movement.movement import Moved, Movement

ORDER_OPEN_FOR = timedelta(hours=1)  # the agent sees orders and cancellations, but not the crew's status buttons


@dataclass(frozen=True, slots=True)
class Intervals:
    order_s: float = 1.0
    moving_s: float = 5.0
    parked_s: float = 60.0


class Pace:
    def __init__(self, intervals: Intervals) -> None:
        self._intervals = intervals
        self._moved: Moved | None = None
        self._kept_at: datetime | None = None
        self._orders: dict[str, datetime] = {}

    def hear_order(self, kind: str, assignment_id: str, issued_at: datetime) -> None:
        if kind == "cancel":
            self._orders.pop(assignment_id, None)
        else:
            self._orders[assignment_id] = issued_at + ORDER_OPEN_FOR

    def keeps(self, fix: Fix) -> bool:
        """Always keep the fix at which the vehicle sets off or comes to rest, however soon after the last."""
        before, self._moved = self._moved, movement.after(self._moved, fix)
        turned = before is None or before.state is not self._moved.state
        waited = None if self._kept_at is None else fix.fixed_at - self._kept_at
        if waited is not None and not turned and waited < timedelta(seconds=self.interval_s(fix.fixed_at)):
            return False
        self._kept_at = fix.fixed_at
        return True

    def interval_s(self, now: datetime) -> float:
        self._orders = {order: until for order, until in self._orders.items() if until > now}
        if self._orders:
            return self._intervals.order_s
        parked = self._moved is not None and self._moved.state is Movement.PARKED
        return self._intervals.parked_s if parked else self._intervals.moving_s

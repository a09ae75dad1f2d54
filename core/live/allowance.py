"""How much one console and one session may ask of the live feed; pure but for the clock passed in (decision 47).

Missed events are read and encoded for one console alone. Without a limit, a console that keeps subscribing
with an old cursor takes the processor from everybody else's commands.
"""

from collections import deque
from dataclasses import dataclass, field

EVENTS_AT_ONCE = 20_000  # fifty consoles of one session that each missed a busy quarter of an hour
EVENTS_PER_S = 500.0
MESSAGES_MAX = 20
MESSAGES_WINDOW_S = 10.0
SESSIONS_REMEMBERED_MAX = 10_000


@dataclass(slots=True)
class EventAllowance:
    """The number of missed events that one session may still read."""

    left: float = EVENTS_AT_ONCE
    as_of_s: float = 0.0

    def wait_s(self, now_s: float) -> float:
        """Return how long to wait before the next page may be read."""
        self.left = min(EVENTS_AT_ONCE, self.left + (now_s - self.as_of_s) * EVENTS_PER_S)
        self.as_of_s = now_s
        return max(0.0, -self.left / EVENTS_PER_S)

    def spend(self, events: int) -> None:
        self.left -= events


@dataclass(slots=True)
class SessionAllowances:
    """One allowance for each session that caught up lately; the oldest are dropped and start full again."""

    _of: dict[bytes, EventAllowance] = field(default_factory=dict)

    def of(self, session: bytes, *, now_s: float) -> EventAllowance:
        allowance = self._of.pop(session, None) or EventAllowance(as_of_s=now_s)
        self._of[session] = allowance
        while len(self._of) > SESSIONS_REMEMBERED_MAX:
            del self._of[next(iter(self._of))]
        return allowance


@dataclass(slots=True)
class MessageAllowance:
    """Messages that one console may send: it only ever needs to send its cursor."""

    _sent_at_s: deque[float] = field(default_factory=lambda: deque(maxlen=MESSAGES_MAX))

    def allows_another(self, now_s: float) -> bool:
        oldest = self._sent_at_s[0] if len(self._sent_at_s) == MESSAGES_MAX else None
        self._sent_at_s.append(now_s)
        return oldest is None or now_s - oldest >= MESSAGES_WINDOW_S

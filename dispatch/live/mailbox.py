"""What one console still has to be sent: every event, but for each unit only its newest fix and newest movement."""

from collections import deque
from collections.abc import Iterator

from dispatch.live.frames import EventFrame, FixesFrame, MovementsFrame
from dispatch.live.sight import Sight

EVENTS_MAX = 2_000  # a console that is this far behind catches up faster with a new snapshot


class Mailbox:
    """Holds frames, not copies: a thousand consoles that keep up share each of them."""

    def __init__(self, *, events_max: int = EVENTS_MAX) -> None:
        self._events: deque[EventFrame] = deque()
        self._events_max = events_max
        self._fixes: FixesFrame | None = None
        self._movements: MovementsFrame | None = None
        self._tick: str | None = None
        self._sent_seq = -1
        self._overflowed = False

    def put_event(self, event: EventFrame) -> bool:
        """Return False if there is no room: the console is given up, and nothing more is kept for it."""
        if self._overflowed or len(self._events) >= self._events_max:
            self._overflowed = True
            self._events.clear()
            return False
        self._events.append(event)
        return True

    def put_fixes(self, fixes: FixesFrame) -> None:
        self._fixes = self._fixes.with_newer(fixes) if self._fixes else fixes

    def put_movements(self, movements: MovementsFrame) -> None:
        self._movements = self._movements.with_newer(movements) if self._movements else movements

    def put_tick(self, tick: str) -> None:
        self._tick = tick

    def already_sent(self, seq: int) -> None:
        """Events up to this one reached the console in another way: they are not sent again."""
        self._sent_seq = seq

    def __bool__(self) -> bool:
        return bool(self._events or self._fixes or self._movements or self._tick)

    def take(self, sight: Sight) -> Iterator[str]:
        """The frames in sending order, each removed as it is taken."""
        while self._events:
            event = self._events.popleft()
            if event.seq > self._sent_seq:
                self._sent_seq = event.seq
                yield event.text(sight)
        fixes, self._fixes = self._fixes, None
        movements, self._movements = self._movements, None
        for units in (fixes, movements):
            text = units.text(sight) if units else None
            if text is not None:
                yield text
        tick, self._tick = self._tick, None
        if tick is not None:
            yield tick

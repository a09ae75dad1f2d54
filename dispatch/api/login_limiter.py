"""Slows down whoever guesses passwords; pure but for the clock it is given."""

from collections import deque
from dataclasses import dataclass, field

FAILURES_MAX = 10
WINDOW_S = 300.0
REMEMBERED_MAX = 10_000  # names and addresses; the oldest are forgotten, or a guesser could fill the memory

Guesser = tuple[str, str]  # username, address


@dataclass(slots=True)
class LoginLimiter:
    _failures: dict[Guesser, deque[float]] = field(default_factory=dict)

    @property
    def remembered(self) -> int:
        return len(self._failures)

    def wait_s(self, guesser: Guesser, *, now_s: float) -> float | None:
        """How long this one must wait; None when it may try."""
        failures = self._recent(guesser, now_s)
        return failures[0] + WINDOW_S - now_s if len(failures) >= FAILURES_MAX else None

    def failed(self, guesser: Guesser, *, now_s: float) -> None:
        failures = self._recent(guesser, now_s)
        failures.append(now_s)
        self._failures.pop(guesser, None)
        self._failures[guesser] = failures
        while len(self._failures) > REMEMBERED_MAX:
            del self._failures[next(iter(self._failures))]

    def succeeded(self, guesser: Guesser) -> None:
        self._failures.pop(guesser, None)

    def _recent(self, guesser: Guesser, now_s: float) -> deque[float]:
        failures = self._failures.get(guesser, deque(maxlen=FAILURES_MAX))
        while failures and failures[0] <= now_s - WINDOW_S:
            failures.popleft()
        return failures

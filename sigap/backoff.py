"""How long to wait before a process that ended is restarted."""

from dataclasses import dataclass

DELAYS_S = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
HEALTHY_AFTER_S = 10.0


@dataclass(slots=True)
class Backoff:
    """Restart at once after a long run, and ever more slowly after repeated crashes; never give up."""

    _falls: int = 0

    def delay_s(self, lived_s: float) -> float:
        if lived_s >= HEALTHY_AFTER_S:
            self._falls = 0
        delay = DELAYS_S[min(self._falls, len(DELAYS_S) - 1)]
        self._falls += 1
        return delay

"""How long to wait before the next try (decision 65)."""

import random
from dataclasses import dataclass

_DOUBLINGS_MAX = 60  # beyond any longest wait, and far from what a float can hold


def wait_s(tries: int, *, first_s: float, longest_s: float) -> float:
    """Doubled with each try, and spread by half to both sides, so that many whom one failure hit return one by one."""
    middle_s = min(first_s * 2.0 ** min(tries, _DOUBLINGS_MAX), longest_s)
    return middle_s * random.uniform(0.5, 1.5)  # noqa: S311 - jitter


@dataclass(slots=True)
class Backoff:
    first_s: float
    longest_s: float
    _tries: int = 0

    def next_s(self) -> float:
        wait = wait_s(self._tries, first_s=self.first_s, longest_s=self.longest_s)
        self._tries += 1
        return wait

    def reset(self) -> None:
        self._tries = 0

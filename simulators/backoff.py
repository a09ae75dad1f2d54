"""How long to wait before trying again."""

from collections.abc import Iterator
from random import Random

FIRST_S = 0.5
LONGEST_S = 15.0


def backoff_s(jitter: Random | None = None) -> Iterator[float]:
    """Yield doubling delays with jitter, so that a hundred vehicles do not come back at the same instant."""
    jitter = jitter or Random()
    wait_s = FIRST_S
    while True:
        yield wait_s * jitter.uniform(0.5, 1.0)
        wait_s = min(wait_s * 2, LONGEST_S)

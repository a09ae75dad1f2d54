"""Slows down password guessing without locking anybody out; pure except for the clock it is given (decision 46).

Each try is counted before its password is checked, so that guesses sent at once are not all tested; a right password
gives the try back. A browser from which the account has logged in before is counted by itself (OWASP's device
cookies): strangers guessing at a name delay other strangers, not the person at the usual desk.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

REMEMBERED_MAX = 10_000  # the oldest are dropped, or a guesser could fill the memory


@dataclass(frozen=True, slots=True)
class Rate:
    """A number of tries at once, and one more every `every_s`."""

    burst: int
    every_s: float


BY_BROWSER = Rate(10, 20.0)
BY_NAME_AND_ADDRESS = Rate(10, 20.0)
BY_ADDRESS = Rate(20, 2.0)  # a shift behind one router
BY_NAME = Rate(30, 2.0)  # a guesser with many addresses


@dataclass(frozen=True, slots=True)
class Guesser:
    """`browser` is the fingerprint of a browser from which this account has logged in before."""

    username: str
    address: str
    browser: bytes | None = None

    @property
    def is_known(self) -> bool:
        return self.browser is not None


@dataclass(slots=True)
class _Bucket:
    left: float
    as_of_s: float


@dataclass(slots=True)
class LoginLimiter:
    _buckets: dict[tuple[object, ...], _Bucket] = field(default_factory=dict)

    @property
    def remembered(self) -> int:
        return len(self._buckets)

    def try_once(self, guesser: Guesser, *, now_s: float) -> float | None:
        """Count a try and return None; when there is no try left, count nothing and return the wait in seconds."""
        counted = [(self._bucket(key, rate, now_s), rate) for key, rate in _counted_by(guesser)]
        wait_s = max((1 - bucket.left) * rate.every_s for bucket, rate in counted)
        if wait_s > 0:
            return wait_s
        for bucket, _ in counted:
            bucket.left -= 1
        return None

    def succeeded(self, guesser: Guesser, *, now_s: float) -> None:
        """Give the try back."""
        for key, rate in _counted_by(guesser):
            bucket = self._bucket(key, rate, now_s)
            bucket.left = min(rate.burst, bucket.left + 1)

    def _bucket(self, key: tuple[object, ...], rate: Rate, now_s: float) -> _Bucket:
        bucket = self._buckets.pop(key, None) or _Bucket(rate.burst, now_s)
        bucket.left = min(rate.burst, bucket.left + (now_s - bucket.as_of_s) / rate.every_s)
        bucket.as_of_s = now_s
        self._buckets[key] = bucket
        while len(self._buckets) > REMEMBERED_MAX:
            del self._buckets[next(iter(self._buckets))]
        return bucket


def _counted_by(guesser: Guesser) -> Iterator[tuple[tuple[object, ...], Rate]]:
    if guesser.is_known:
        yield ("browser", guesser.browser, guesser.username), BY_BROWSER
        return
    yield ("name and address", guesser.username, guesser.address), BY_NAME_AND_ADDRESS
    yield ("address", guesser.address), BY_ADDRESS
    yield ("name", guesser.username), BY_NAME

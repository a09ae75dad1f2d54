"""Limits how many rejected payloads are kept per device: no device may fill the disk with nonsense; pure."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from tracking.screened import Quarantined

EVERY = timedelta(hours=1)


class Allowance:
    """Each process counts for itself. Beyond the limit a rejection is still counted, but its payload is dropped."""

    def __init__(self, per_hour: int) -> None:
        self._per_hour = per_hour
        self._kept: Counter[str] = Counter()
        self._since = datetime.min.replace(tzinfo=UTC)

    def limit(self, rejected: Iterable[Quarantined], *, now: datetime) -> list[Quarantined]:
        if now - self._since >= EVERY:
            self._kept.clear()
            self._since = now
        return [self._limited(each) for each in rejected]

    def _limited(self, each: Quarantined) -> Quarantined:
        if each.payload is None:
            return each
        self._kept[each.device_id] += 1
        return each if self._kept[each.device_id] <= self._per_hour else each._replace(payload=None)


class SignAllowance:
    """Limits the signs per device that reach the desk: a loose contact must not fill the log, which is permanent."""

    def __init__(self, per_hour: int) -> None:
        self._per_hour = per_hour
        self._come: Counter[str] = Counter()
        self._since = datetime.min.replace(tzinfo=UTC)

    def allows(self, device_id: str, *, now: datetime) -> bool:
        if now - self._since >= EVERY:
            self._come.clear()
            self._since = now
        self._come[device_id] += 1
        return self._come[device_id] <= self._per_hour

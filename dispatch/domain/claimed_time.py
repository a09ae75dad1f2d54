"""The time at which a crew's device says its button was pressed; pure. The message counts whatever its clock says."""

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

STATED_MAX_CHARS = 64
# RFC 3339 allows the second 60: it is read as the next second.
_LEAP_SECOND = re.compile(r"(T\d\d:\d\d:)60", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ClaimedTime:
    """`at` is None if the stated value is no time, or has no zone."""

    stated: str
    at: datetime | None


def read_claimed_time(value: object) -> ClaimedTime | None:
    """Read any JSON value; None if nothing is stated. Never raises."""
    if value is None or value == "":
        return None
    if isinstance(value, ClaimedTime):
        return value
    return ClaimedTime(_words(value), _moment(value))


def judge(
    claimed: ClaimedTime | None,
    *,
    now: datetime,
    max_ahead: timedelta,
    max_age: timedelta,
    not_before: datetime | None = None,
) -> tuple[datetime, str | None]:
    """Return when the press counts, and the stated time if it is doubted: then the time of receipt counts.

    Nothing was pressed before `not_before`: a clock that disagrees by more than `max_ahead` is wrong.
    """
    if claimed is None:
        return now, None
    earliest = now - max_age if not_before is None else max(now - max_age, not_before - max_ahead)
    if claimed.at is None or not earliest <= claimed.at <= now + max_ahead:
        return now, claimed.stated
    return min(claimed.at, now), None


def _words(value: object) -> str:
    if isinstance(value, list | dict):
        return "…"  # nested to any depth
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return "".join(each if each.isprintable() else "�" for each in text[:STATED_MAX_CHARS])


def _moment(value: object) -> datetime | None:
    try:
        if isinstance(value, bool):
            return None
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value, UTC) if math.isfinite(value) else None
        moment = value if isinstance(value, datetime) else _written(value)
        return None if moment is None or moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _written(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    text, is_leap = _LEAP_SECOND.subn(r"\g<1>59", value.strip().upper())
    moment = datetime.fromisoformat(text)
    return moment + timedelta(seconds=1) if is_leap else moment

"""What of a device's buffer is finally decided though it was not stored: it must not come again; pure.

A device finds its place by `boot_id` and `seq`. A time in the future is never told: a device that drops by time would
drop with it what was not decided yet.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from tracking.fix import Fix
from tracking.payload import is_resumable, utc_time
from tracking.rejection import RejectReason
from tracking.repeated_keys import json_object


class Mark(NamedTuple):
    """Where in its buffer a device is; all that is known of a fix which could not be read whole."""

    device_id: str
    boot_id: str | None
    seq: int | None
    fixed_at: datetime | None


class Refused(NamedTuple):
    fix: Fix | Mark
    received_at: datetime


def refused(fix: Fix, reason: RejectReason) -> Fix | Mark | None:
    """None where nothing can be told of it."""
    if reason is not RejectReason.IN_THE_FUTURE:
        return fix
    return Mark(fix.device_id, fix.boot_id, fix.seq, None) if fix.boot_id is not None and fix.seq is not None else None


def marks_in(raw: bytes, device_id: str, *, latest_at: datetime) -> list[Mark]:
    """Of what could not become fixes: as far as it tells its place in the buffer. Never raises."""
    try:
        value = json.loads(raw, object_pairs_hook=json_object)
    except (ValueError, RecursionError):
        return []
    return list(_marks(value, device_id, latest_at))


def _marks(value: Any, device_id: str, latest_at: datetime) -> Iterator[Mark]:
    if isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                yield from _marks(each, device_id, latest_at)
    elif isinstance(value, dict):
        boot_id, seq = value.get("boot_id"), value.get("seq")
        at = _told_time(value.get("fixed_at"), latest_at)
        if isinstance(boot_id, str) and type(seq) is int and is_resumable(boot_id, seq):
            yield Mark(device_id, boot_id, seq, at)
        elif at is not None:
            yield Mark(device_id, None, None, at)


def _told_time(value: Any, latest_at: datetime) -> datetime | None:
    try:
        at = utc_time(datetime.fromisoformat(value) if isinstance(value, str) else float(value))
    except (TypeError, ValueError, OverflowError):
        return None
    return at if at is not None and at <= latest_at else None

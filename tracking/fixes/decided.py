"""Marks in a device's buffer for fixes that were finally rejected: the device must not send them again; pure.

A device finds its place by `boot_id` and `seq`. A time in the future is never sent: a device that drops by time would
also drop fixes that are not decided yet.

See decision 40.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from tracking.dialects.native import is_resumable, utc_time
from tracking.dialects.repeated_keys import RepeatedKeys, json_object
from tracking.fix import Fix
from tracking.rejection import RejectReason

SEQ_MAX_DIGITS = 19
INT_IN_FLOAT_MAX = 2**53
PIECES_MAX = 1000
# Fields of a payload that is not valid JSON. A number at the very end does not count: its rest may be missing.
_FIELD = re.compile(
    r"""(["'])(?P<name>boot_id|seq|fixed_at)\1\s*:\s*"""
    r"""("(?P<text>[^"\\]*)"|'(?P<other_text>[^'\\]*)'|(?P<number>-?\d{1,19}(?:\.\d{1,9})?)(?=\s*[,}\]]))"""
)
_INNER = re.compile(r"\{[^{}]*\}")


class Mark(NamedTuple):
    """A place in a device's buffer; all that is known of a fix that could not be read in full."""

    device_id: str
    boot_id: str | None
    seq: int | None
    fixed_at: datetime | None


class Refused(NamedTuple):
    fix: Fix | Mark
    received_at: datetime


def refused(fix: Fix, reason: RejectReason) -> Fix | Mark | None:
    """Return what to report of a rejected fix; None if nothing can be."""
    if reason is not RejectReason.IN_THE_FUTURE:
        return fix
    return Mark(fix.device_id, fix.boot_id, fix.seq, None) if fix.boot_id is not None and fix.seq is not None else None


def marks_in(raw: bytes, device_id: str, *, latest_at: datetime) -> list[Mark]:
    """Return the marks in a payload that did not become fixes, where it has any. Never raises."""
    try:
        value = json.loads(raw, object_pairs_hook=json_object)
    except (ValueError, RecursionError):
        value = _torn(raw.replace(b"\0", b"").decode(errors="replace"))
    return list(_marks(value, device_id, latest_at))


def _marks(value: Any, device_id: str, latest_at: datetime) -> Iterator[Mark]:
    if isinstance(value, RepeatedKeys):
        value = _once([(name, each) for name, each in value.pairs if isinstance(each, int | float | str)])
    if isinstance(value, list):
        for each in value:
            if isinstance(each, dict | RepeatedKeys):
                yield from _marks(each, device_id, latest_at)
    elif isinstance(value, dict):
        boot_id, seq = _boot_id(value.get("boot_id")), _seq(value.get("seq"))
        at = _past_time(value.get("fixed_at"), latest_at)
        if boot_id is not None and seq is not None and is_resumable(boot_id, seq):
            yield Mark(device_id, boot_id, seq, at)
        elif at is not None:
            yield Mark(device_id, None, None, at)


def _once(pairs: Iterable[tuple[str, Any]]) -> Mapping[str, Any]:
    """Return the names with only one value, however often it is repeated."""
    found: dict[str, set[Any]] = {}
    for name, value in pairs:
        found.setdefault(name, set()).add(value)
    return {name: values.pop() for name, values in found.items() if len(values) == 1}


def _torn(text: str) -> list[Mapping[str, Any]]:
    """Return, per object, the fields that are certain; those of a nested object belong to another."""
    return [_once(_readable(piece)) for piece in _pieces(text)]


def _pieces(text: str) -> Iterator[str]:
    if text.lstrip("\ufeff \t\r\n").startswith("["):
        yield from (
            f"{head}{end}" for head, end, _ in (piece.partition("}") for piece in text.split("{", PIECES_MAX)[1:])
        )
    else:
        yield _INNER.sub("", text.partition("{")[2]).partition("{")[0]


def _readable(piece: str) -> Iterator[tuple[str, Any]]:
    for found in _FIELD.finditer(piece):
        text = found["number"] or found["text"] or found["other_text"] or ""
        if "\ufffd" not in text:
            yield found["name"], text if found["number"] is None else float(text) if "." in text else int(text)


def _boot_id(value: Any) -> str | None:
    """Convert a number to text."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number or isinstance(value, str) else None


def _seq(value: Any) -> int | None:
    """Convert text to the number in it."""
    if isinstance(value, str):
        is_number = value.isascii() and value.isdigit() and len(value) <= SEQ_MAX_DIGITS
        return int(value) if is_number and str(int(value)) == value else None
    if isinstance(value, float) and value.is_integer() and abs(value) < INT_IN_FLOAT_MAX:
        return int(value)
    return value if type(value) is int else None


def _past_time(value: Any, latest_at: datetime) -> datetime | None:
    try:
        at = utc_time(datetime.fromisoformat(value) if isinstance(value, str) else float(value))
    except (TypeError, ValueError, OverflowError):
        return None
    return at if at is not None and at <= latest_at else None

"""Bytes of `up/status` and `up/sos` to what a crew said; pure. Only what the word itself needs can spoil it."""

import json
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.claimed_time import ClaimedTime, read_claimed_time
from geo.position import Position
from tracking.payload import PAYLOAD_MAX_BYTES
from tracking.rejection import RejectReason

KEY_MAX_CHARS, KEY_MAX = 64, 2**63 - 1
HOSPITAL_ID_MAX_CHARS = 64
INT_MAX_DIGITS = 30
HELP = "help"  # all calls of one device mean the same; those that cannot be read are counted apart
_PADDING = "\ufeff\x00 \t\r\n"
# In what is no JSON as a whole (cut off, a field broken): each of them, where it stands only once.
_FIELD = {
    "assignment_id": re.compile(r'"assignment_id"\s*:\s*"\s*([0-9a-fA-F-]{32,36})\s*"'),
    "status": re.compile(r'"status"\s*:\s*"\s*([A-Za-z_ -]{1,20})\s*"'),
    "key": re.compile(r'"key"\s*:\s*"([^"\\]{1,64})"'),
}


class Unreadable(Exception):
    """The payload does not say what it must."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class StatusPressed:
    assignment_id: UUID
    status: AssignmentStatus
    claimed: ClaimedTime | None
    hospital_id: str | None


@dataclass(frozen=True, slots=True)
class HelpCalled:
    claimed: ClaimedTime | None
    position: Position | None


@dataclass(frozen=True, slots=True)
class Word:
    """What a message says: a status or a call for help. `spoiled` is why it says no status, or less than it might."""

    meaning: Hashable  # the same again, while it waits, says nothing new
    key: str | int | None
    said: StatusPressed | HelpCalled | None
    spoiled: str | None = None


def status_word(payload: bytes) -> Word:
    key = None
    try:
        fields = read_fields(payload)
        key = key_of(fields)
        pressed = status_of(fields)
    except Unreadable as error:
        return Word(error.code, key, None, error.code)
    return Word((pressed.assignment_id, pressed.status, pressed.hospital_id), key, pressed)


def help_word(payload: bytes) -> Word:
    """A call for help that cannot be read is still a call for help."""
    try:
        fields = read_fields(payload)
    except Unreadable as error:
        return Word((HELP, error.code), None, help_of({}), error.code)
    return Word(HELP, key_of(fields), help_of(fields))


def read_fields(payload: bytes) -> Mapping[str, Any]:
    """What can be read of it; raises Unreadable when that is nothing."""
    if len(payload) > PAYLOAD_MAX_BYTES:
        raise Unreadable(RejectReason.PAYLOAD_TOO_LARGE)
    text = payload.decode("utf-8", errors="replace").strip(_PADDING)
    try:
        value = json.loads(text, parse_int=_int, strict=False)
    except (ValueError, RecursionError):
        return _torn(text)
    if not isinstance(value, dict):
        raise Unreadable(RejectReason.WRONG_TYPE)
    return value


def status_of(fields: Mapping[str, Any]) -> StatusPressed:
    """Raises Unreadable: it names no assignment, or no status."""
    try:
        assignment_id = UUID(_text(fields.get("assignment_id")))
        status = AssignmentStatus(re.sub(r"[\s-]+", "_", _text(fields.get("status")).lower()))
    except ValueError:
        raise Unreadable(RejectReason.WRONG_TYPE) from None
    hospital_id = fields.get("hospital_id")
    is_id = isinstance(hospital_id, str) and len(hospital_id) <= HOSPITAL_ID_MAX_CHARS and hospital_id.isprintable()
    return StatusPressed(
        assignment_id,
        status,
        claimed=read_claimed_time(fields.get("at")),
        hospital_id=str(hospital_id) if is_id and hospital_id else None,
    )


def help_of(fields: Mapping[str, Any]) -> HelpCalled:
    return HelpCalled(read_claimed_time(fields.get("at")), _position(fields.get("lat"), fields.get("lon")))


def key_of(fields: Mapping[str, Any]) -> str | int | None:
    """By which the sender knows its message again; it comes back to it exactly as it came, or not at all."""
    key = fields.get("key")
    if isinstance(key, str) and 0 < len(key) <= KEY_MAX_CHARS and key.isprintable():
        return key
    return key if isinstance(key, int) and not isinstance(key, bool) and abs(key) <= KEY_MAX else None


def heard(kind: str, key: str | int | None, *, refused: str | None = None) -> bytes:
    """The payload of `down/heard`; `refused` says why the desk did not take it, and will not if it comes again."""
    body: dict[str, Any] = {"kind": kind, "key": key}
    return msgspec.json.encode(body if refused is None else {**body, "refused": refused})


def _torn(text: str) -> Mapping[str, Any]:
    found = {name: set(field.findall(text)) for name, field in _FIELD.items()}
    fields = {name: values.pop() for name, values in found.items() if len(values) == 1}
    if not fields:
        raise Unreadable(RejectReason.BROKEN_JSON)
    return fields


def _text(value: Any) -> str:
    return value.strip(_PADDING) if isinstance(value, str) else ""


def _int(digits: str) -> int | float:
    return int(digits) if len(digits) <= INT_MAX_DIGITS else float(digits)


def _position(lat: Any, lon: Any) -> Position | None:
    try:
        return Position(float(lat), float(lon))
    except (TypeError, ValueError, OverflowError):
        return None

"""Parse the bytes of `up/status` and `up/sos`; pure. Only fields that the word itself needs can spoil it."""

import json
import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from base.position import Position, read_position
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.claimed_time import ClaimedTime, read_claimed_time
from tracking.dialects.help_words import has_word, value_calls
from tracking.dialects.native import PAYLOAD_MAX_BYTES
from tracking.dialects.sos_word import may_say_sos
from tracking.rejection import RejectReason

KEY_MAX_CHARS, KEY_MAX = 64, 2**63 - 1
HOSPITAL_ID_MAX_CHARS = 64
INT_MAX_DIGITS = 30
HELP = "help"  # all calls of one device mean the same; unreadable ones are counted separately
_PADDING = "\ufeff\x00 \t\r\n"
# Finds the fields of a payload that is not valid JSON as a whole (cut off, a broken field), if each occurs only once.
_FIELD = {
    name: re.compile(rf"""(?P<q>["']){name}(?P=q)\s*:\s*(?P=q)(?P<value>{value})(?P=q)""")
    for name, value in {
        "assignment_id": r"\s*[0-9a-fA-F-]{32,36}\s*",
        "status": r"\s*[A-Za-z_ -]{1,20}\s*",
        "key": r"(?:(?!(?P=q))[^\\]){1,64}",
    }.items()
}


class Unreadable(Exception):
    """The payload lacks what it must contain."""

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
    """A parsed message: a status or a call for help. `spoiled` is why it has no status, or lost some fields."""

    meaning: Hashable  # a repeat, while the first waits, adds nothing
    key: str | int | None
    request: StatusPressed | HelpCalled | None
    spoiled: str | None = None
    calls: HelpCalled | None = None  # beside its status

    @property
    def call_for_help(self) -> HelpCalled | None:
        return self.request if isinstance(self.request, HelpCalled) else self.calls


def status_word(payload: bytes, device_id: str) -> Word:
    """Parse a status; a message that says SOS calls for help, with or without a status."""
    key, fields = None, dict[str, Any]()
    try:
        fields |= read_fields(payload)
        key = key_of(fields)
        pressed = status_of(fields)
    except Unreadable as error:
        if _says_sos(payload, device_id):
            return Word((HELP, error.code), key, help_of(fields), error.code)
        return Word(error.code, key, None, error.code)
    calls = help_of(fields) if _says_sos(payload, device_id) else None
    meaning = (pressed.assignment_id, pressed.status, pressed.hospital_id, calls is not None)
    return Word(meaning, key, pressed, calls=calls)


def help_word(payload: bytes, _device_id: str) -> Word:
    """A call for help that cannot be read is still a call for help."""
    try:
        fields = read_fields(payload)
    except Unreadable as error:
        return Word((HELP, error.code), None, help_of({}), error.code)
    return Word(HELP, key_of(fields), help_of(fields))


def read_fields(payload: bytes) -> Mapping[str, Any]:
    """Return the fields that can be read; raises Unreadable if there are none."""
    if len(payload) > PAYLOAD_MAX_BYTES:
        raise Unreadable(RejectReason.PAYLOAD_TOO_LARGE)
    try:
        value = _loaded(payload)
    except ValueError:
        return _torn(payload)
    if not isinstance(value, dict):
        raise Unreadable(RejectReason.WRONG_TYPE)
    return value


def status_of(fields: Mapping[str, Any]) -> StatusPressed:
    """Raises Unreadable if it names no assignment or no status."""
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
    return HelpCalled(read_claimed_time(fields.get("at")), read_position(fields.get("lat"), fields.get("lon")))


def key_of(fields: Mapping[str, Any]) -> str | int | None:
    """Return the sender's key for its message; the answer repeats it unchanged, or leaves it out."""
    key = fields.get("key")
    if isinstance(key, str) and 0 < len(key) <= KEY_MAX_CHARS and key.isprintable():
        return key
    return key if isinstance(key, int) and not isinstance(key, bool) and abs(key) <= KEY_MAX else None


def heard(kind: str, key: str | int | None, *, refused: str | None = None) -> bytes:
    """Return the payload of `down/heard`; `refused` is why the desk rejects the message, now and if repeated."""
    body: dict[str, Any] = {"kind": kind, "key": key}
    return msgspec.json.encode(body if refused is None else {**body, "refused": refused})


def _loaded(payload: bytes) -> Any:
    """Parse; an array of one object counts as the object, a text that holds JSON as that JSON. Raises ValueError."""
    for text in _texts(payload):
        try:
            value = json.loads(text, parse_int=_int, strict=False)
            if isinstance(value, str) and value.lstrip().startswith("{"):
                value = json.loads(value, parse_int=_int, strict=False)
        except (ValueError, RecursionError):
            continue
        return value[0] if isinstance(value, list) and len(value) == 1 else value
    raise ValueError(RejectReason.BROKEN_JSON)


def _texts(payload: bytes) -> Iterator[str]:
    """Yield the possible readings of the payload as text, the most usual first."""
    for encoding in dict.fromkeys(["utf-8", json.detect_encoding(payload)]):
        text = payload.decode(encoding, errors="replace").strip(_PADDING)
        yield text
        if "'" in text and '"' not in text:
            yield text.replace("'", '"')


def _torn(payload: bytes) -> Mapping[str, Any]:
    text = payload.replace(b"\0", b"").decode(errors="replace")
    found = {name: {match["value"] for match in field.finditer(text)} for name, field in _FIELD.items()}
    fields = {name: values.pop() for name, values in found.items() if len(values) == 1}
    if not fields:
        raise Unreadable(RejectReason.BROKEN_JSON)
    return fields


def _says_sos(payload: bytes, device_id: str) -> bool:
    """Search all but the key, which is a name that the device chose."""
    if not may_say_sos(payload):
        return False
    try:
        value = _loaded(payload) if len(payload) <= PAYLOAD_MAX_BYTES else None
    except ValueError:
        value = None
    if isinstance(value, dict):
        return value_calls({name: each for name, each in value.items() if name != "key"}, device_id)
    text = payload.replace(b"\0", b"").decode(errors="replace")
    return has_word(_FIELD["key"].sub(" ", text).encode(), device_id)


def _text(value: Any) -> str:
    return value.strip(_PADDING) if isinstance(value, str) else ""


def _int(digits: str) -> int | float:
    return int(digits) if len(digits) <= INT_MAX_DIGITS else float(digits)

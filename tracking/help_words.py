"""Finds a call for help that the dialect itself did not find: in an unknown field, or in a message half readable; pure.

A false call costs a question by radio, a call not heard may cost a life. So what could be read calls for help where a
whole value, or the name of a field that is set, is such a word; of what could not be read any word is enough.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

import msgspec

from tracking.fix import Fix
from tracking.payload import Outcome, parse_fixes
from tracking.rejection import Rejection
from tracking.sign import CALLS_FOR_HELP, Sign, SignKind, kinds_of_alarm

# Names that people give to places, networks and devices: there the word calls nobody.
LABELS = frozenset(
    {"id", "deviceid", "device_id", "uniqueid", "unit_id", "tid", "name", "desc", "topic", "ssid", "bssid"}
    | {"inregions", "inrids", "address", "model", "contact", "category", "phone", "boot_id", "_id", "wifi", "cell"}
)
# Fields that tell what happened: there the word counts among others.
EVENTS = frozenset({"alarm", "alarms", "alert", "event", "events", "type", "status", "state", "button", "action"})
# A setting that a device tells of, not a button that was pressed.
SETTINGS = frozenset({"enabled", "available", "number", "numbers", "phone", "contact", "config"})
UNSET = frozenset({"", "0", "false", "no", "off", "none", "null"})
DEPTH_MAX = 20
_CAMEL_STEP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_JSON_ESCAPE = re.compile(r"\\u00([0-7][0-9a-fA-F])")
_WORD = re.compile(r"(?<![a-z0-9])sos(?![a-z0-9])")


def outcomes_of(parse: Callable[[bytes, str], list[Outcome]], payload: bytes, device_id: str) -> list[Outcome]:
    """What a message brings: by its dialect, and a call for help that the dialect did not find. Never raises."""
    outcomes = parse(payload, device_id)
    # Nearly always it is one fix in our own dialect: that is looked at in the cheapest way.
    may_call = b"sos" in payload.lower() if parse is parse_fixes else _may_call(payload)
    if len(outcomes) == 1 and type(outcomes[0]) is Fix and not may_call:
        return outcomes
    if not any(isinstance(each, Sign) and each.kind is SignKind.SOS for each in outcomes):
        is_read = not any(isinstance(each, Rejection) for each in outcomes)
        if calls_for_help(payload, device_id, is_read=is_read):
            outcomes = [*outcomes, Sign(device_id=device_id, kind=SignKind.SOS, at=_only_time(outcomes))]
    return _with_places(outcomes)


def calls_for_help(payload: bytes, device_id: str, *, is_read: bool) -> bool:
    if not _may_call(payload):
        return False
    return any(_is_call(key, value) for key, value in _fields(payload)) if is_read else _has_word(payload, device_id)


def _may_call(payload: bytes) -> bool:
    """Escaped letters are looked at more closely."""
    return b"sos" in payload.lower() or b"\\u00" in payload or b"%" in payload or b"\0" in payload


def _fields(payload: bytes) -> Iterator[tuple[str, Any]]:
    """Each name with its value, at any depth."""
    text = payload.replace(b"\0", b"").decode(errors="replace")
    if not text.lstrip().startswith(("{", "[")):
        yield from parse_qsl(text, keep_blank_values=True, errors="replace")
        return
    try:
        yield from _walk("", json.loads(text), DEPTH_MAX)
    except (ValueError, RecursionError):
        return


def _walk(name: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    if depth == 0:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(str(key), inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(name, inner, depth - 1)
    else:
        yield name, value


def _is_call(name: str, value: Any) -> bool:
    lowered = name.lower()
    if lowered in LABELS:
        return False
    if SignKind.SOS in kinds_of_alarm(value):
        return True
    if lowered in EVENTS and _WORD.search(_words(str(value))):
        return True
    words = _words(name)
    if not _WORD.search(words) or SETTINGS & set(re.split(r"[^a-z0-9]+", words)):
        return False
    return str(value).strip().lower() not in UNSET


def _has_word(payload: bytes, device_id: str) -> bool:
    text = payload.replace(b"\0", b"").decode(errors="replace")
    text = _JSON_ESCAPE.sub(lambda found: chr(int(found[1], 16)), unquote_plus(text, errors="replace"))
    return bool(_WORD.search(_words(text.replace(device_id, " "))))


def _words(text: str) -> str:
    return _CAMEL_STEP.sub(" ", text).lower()


def _only_time(outcomes: Sequence[Outcome]) -> Any:
    times = [each.fixed_at for each in outcomes if isinstance(each, Fix)]
    return times[0] if len(times) == 1 else None


def _with_places(outcomes: list[Outcome]) -> list[Outcome]:
    """A call for help bears the place it came with: the fix itself may yet be rejected for its time."""
    fixes = [each for each in outcomes if isinstance(each, Fix)]
    return [_placed(each, fixes) if isinstance(each, Sign) else each for each in outcomes] if fixes else outcomes


def _placed(sign: Sign, fixes: Sequence[Fix]) -> Sign:
    if sign.kind not in CALLS_FOR_HELP:
        return sign
    fix = next((each for each in fixes if each.fixed_at == sign.at), fixes[-1])
    return msgspec.structs.replace(sign, lat=fix.lat, lon=fix.lon)

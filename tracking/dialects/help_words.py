"""Finds calls for help that the dialect itself misses: in an unknown field or in a half-readable message; pure.

A false call costs a question by radio, a missed call may cost a life. So a readable message calls for help if a value
or the name of a set field contains such a word; in an unreadable message any occurrence is enough.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from tracking.dialects.native import Outcome
from tracking.dialects.sos_word import SETTINGS, UNSET, calls_by_sos, has_sos, may_say_sos, unescaped, words_of
from tracking.fix import Fix
from tracking.rejection import Rejection
from tracking.sign import CALLS_FOR_HELP, Sign, SignKind, kinds_of_alarm

# Fields for names that people give to places, networks and devices: the word is no call there.
LABELS = frozenset(
    {"id", "deviceid", "device_id", "uniqueid", "unit_id", "tid", "name", "desc", "topic", "ssid", "bssid"}
    | {"inregions", "inrids", "address", "model", "contact", "category", "phone", "boot_id", "_id", "wifi", "cell"}
)
# A field with such an ending holds a label too; there only a value that is nothing but the word is a call.
LABEL_ENDS = frozenset({"id", "ids", "uid", "uuid", "name", "names", "token", "address", "ssid"}) | SETTINGS
# Objects in which a gateway describes a thing, not an event: their fields count as labels too.
THINGS = frozenset({"device", "geofence", "geofences", "driver", "maintenance", "users", "notification"})
# Fields of a button that is an object: `"sos": {"pressed": true}`.
PRESSED = frozenset({"active", "pressed", "on", "triggered", "value"})
DEPTH_MAX = 20

type Field = tuple[str, Any, bool]  # name, value, whether it describes a thing


def outcomes_of(parse: Callable[[bytes, str], list[Outcome]], payload: bytes, device_id: str) -> list[Outcome]:
    """Parse by the dialect, and add a call for help that the dialect missed. Never raises."""
    outcomes = parse(payload, device_id)
    # Nearly always the message is one fix and nothing else.
    if len(outcomes) == 1 and type(outcomes[0]) is Fix and not may_say_sos(payload):
        return outcomes
    if not any(isinstance(each, Sign) and each.kind is SignKind.SOS for each in outcomes):
        is_read = not any(isinstance(each, Rejection) for each in outcomes)
        if calls_for_help(payload, device_id, is_read=is_read):
            outcomes = [*outcomes, Sign(device_id=device_id, kind=SignKind.SOS, at=_only_time(outcomes))]
    return _with_places(outcomes)


def calls_for_help(payload: bytes, device_id: str, *, is_read: bool) -> bool:
    if not may_say_sos(payload):
        return False
    return any(_is_call(field, device_id) for field in _fields(payload)) if is_read else has_word(payload, device_id)


def has_word(payload: bytes, device_id: str) -> bool:
    """Return whether an unreadable payload contains the word."""
    return has_sos(_without(device_id, unescaped(payload.replace(b"\0", b"").decode(errors="replace"))))


def value_calls(value: Any, device_id: str) -> bool:
    """Return whether a parsed value calls for help."""
    return any(_is_call(field, device_id) for field in _walk("", value, DEPTH_MAX))


def _fields(payload: bytes) -> Iterator[Field]:
    """Yield the fields at any depth."""
    text = payload.replace(b"\0", b"").decode(errors="replace")
    if not text.lstrip().startswith(("{", "[")):
        yield from ((name, value, False) for name, value in parse_qsl(text, keep_blank_values=True, errors="replace"))
        return
    try:
        yield from _walk("", json.loads(text), DEPTH_MAX)
    except (ValueError, RecursionError):
        return


def _walk(name: str, value: Any, depth: int, *, of_thing: bool = False) -> Iterator[Field]:
    if depth == 0:
        return
    if isinstance(value, dict):
        of_thing = of_thing or name.lower() in THINGS
        for key, inner in value.items():
            inner_name = f"{name} {key}" if key.lower() in PRESSED else key
            yield from _walk(inner_name, inner, depth - 1, of_thing=of_thing)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(name, inner, depth - 1, of_thing=of_thing)
    else:
        yield name, value, of_thing


def _is_call(field: Field, device_id: str) -> bool:
    name, value, of_thing = field
    if name.lower() in LABELS:
        return False
    text, words = unescaped(str(value)), words_of(name)
    if SignKind.SOS in kinds_of_alarm(text):
        return True
    name_words = re.split(r"[^a-z0-9]+", words)
    is_label = of_thing or name_words[-1] in LABEL_ENDS
    if not is_label and calls_by_sos(_without(device_id, text)):
        return True
    return has_sos(name) and not SETTINGS & set(name_words) and text.strip().lower() not in UNSET


def _without(device_id: str, text: str) -> str:
    return text.replace(device_id, " ") if device_id else text


def _only_time(outcomes: Sequence[Outcome]) -> Any:
    times = [each.fixed_at for each in outcomes if isinstance(each, Fix)]
    return times[0] if len(times) == 1 else None


def _with_places(outcomes: list[Outcome]) -> list[Outcome]:
    """Copy the position into calls for help: the fix itself may still be rejected for its time."""
    fixes = [each for each in outcomes if isinstance(each, Fix)]
    return [_placed(each, fixes) if isinstance(each, Sign) else each for each in outcomes] if fixes else outcomes


def _placed(sign: Sign, fixes: Sequence[Fix]) -> Sign:
    if sign.kind not in CALLS_FOR_HELP:
        return sign
    fix = next((each for each in fixes if each.fixed_at == sign.at), fixes[-1])
    return msgspec.structs.replace(sign, lat=fix.lat, lon=fix.lon)

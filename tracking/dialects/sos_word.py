"""Finds the word SOS in a text, however it is spelled or escaped; pure."""

import re
from urllib.parse import unquote_plus

# Names of settings that a device reports, not of a pressed button.
SETTINGS = frozenset({"enabled", "available", "number", "numbers", "phone", "contact", "config"})
UNSET = frozenset({"", "0", "false", "no", "off", "none", "null"})
_LOWERED, _LEFT_OUT = bytes(range(256)).lower(), b".\0"
_BACKSLASH, _PERCENT = b"\\%"
ESCAPES_MAX = 3  # nested escapes
# Words written together with it, as in SOSALARM.
_BESIDE = (
    "(?:alarms?|alert|button|btn|key|call|press(?:ed)?|panic|emergency|help|event|signal|active|activated|triggered"
    "|status|state|warning|darurat|tolong|tombol)*"
)
_WORD = re.compile(rf"(?<![a-z0-9]){_BESIDE}(?:sos|s\.o\.s){_BESIDE}(?![a-z0-9])")
_CAMEL_STEP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_JSON_ESCAPE = re.compile(r"\\u00([0-7][0-9a-fA-F])")
# Matches, within a text, a setting (`sosNumber`) or a button at rest (`sos=0`).
_AT_REST = re.compile(
    rf"""(?<![a-z0-9])sos(?:[_-]?(?:{"|".join(sorted(SETTINGS))})"""
    rf"""|{_BESIDE}["']?\s*[:=]\s*["']?(?:{"|".join(sorted(UNSET - {""}))})["']?(?=\s*(?:[,;&|}}\])]|$)))""",
    re.IGNORECASE,
)


def may_say_sos(payload: bytes) -> bool:
    """A cheap test for every fix: one search and two for a byte. Escaped letters need the full test.

    It uses `find`, and bytes as numbers: `b"sos" in payload` costs four times as much, as it first tries the bytes as a
    number.
    """
    return payload.translate(_LOWERED, _LEFT_OUT).find(b"sos") >= 0 or _BACKSLASH in payload or _PERCENT in payload


def has_sos(text: str) -> bool:
    return bool(_WORD.search(text.lower()) or _WORD.search(words_of(text)))


def calls_by_sos(text: str) -> bool:
    return has_sos(_AT_REST.sub(" ", text))


def words_of(text: str) -> str:
    return _CAMEL_STEP.sub(" ", text).lower()


def unescaped(text: str) -> str:
    for _ in range(ESCAPES_MAX):
        if "%" not in text and "\\u00" not in text:
            break
        text = _JSON_ESCAPE.sub(lambda found: chr(int(found[1], 16)), unquote_plus(text, errors="replace"))
    return text

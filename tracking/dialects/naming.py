"""Finds the sender in a message that cannot be parsed: a call for help in it must still find its unit; pure."""

import json
import re
from functools import lru_cache
from urllib.parse import unquote_plus

_QUERY = rb"(?:^|[?&])(?:%s)=([^&]+)"
_JSON = rb'"(?:%s)"\s*:\s*("(?:[^"\\]|\\.)+"|\d+)'


def named_in(payload: bytes, *names: str) -> str | None:
    """Return the first value set under one of these names, in a query or in JSON, whatever surrounds it."""
    query, of_json = _patterns(names)
    if found := query.search(payload):
        return unquote_plus(found[1].decode(errors="replace"), errors="replace") or None
    if found := of_json.search(payload):
        return _text(found[1])
    return None


def _text(raw: bytes) -> str | None:
    try:
        return str(json.loads(raw))
    except ValueError:
        return None


@lru_cache(maxsize=8)
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    any_name = b"|".join(re.escape(name.encode()) for name in names)
    return re.compile(_QUERY % any_name), re.compile(_JSON % any_name)

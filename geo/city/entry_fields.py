"""Takes fields from an entry of a hand-written file, one by one, with a clear message for a wrong one."""

from collections.abc import Collection
from typing import Any


class EntryInvalid(ValueError):
    """One entry is wrong; `code` is stable, so that a screen can say it in its own language."""

    def __init__(
        self, message: str, *, code: str, column: str | None = None, value: object = None, known: Collection[str] = ()
    ) -> None:
        super().__init__(message)
        self.code = code
        self.column = column
        self.value = value
        self.known = known


def _wrong(key: str, value: object, what: str, code: str) -> EntryInvalid:
    if value is None:
        return EntryInvalid(f"{key} is missing", code="missing", column=key)
    return EntryInvalid(f"{key} must be {what}, not {value!r}", code=code, column=key, value=value)


def text(entry: dict[str, Any], key: str, otherwise: str | None = None) -> str:
    value = entry.pop(key, None) or otherwise
    if not isinstance(value, str) or not value.strip():
        raise _wrong(key, value, "text", "not_text")
    return value.strip()


def texts(entry: dict[str, Any], key: str) -> tuple[str, ...]:
    values = entry.pop(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise EntryInvalid(f"{key} must be a list of texts", code="not_text", column=key, value=values)
    return tuple(dict.fromkeys(values))


def number(entry: dict[str, Any], key: str) -> float:
    value = entry.pop(key, None)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _wrong(key, value, "a number", "not_number")
    return float(value)


def one_of(entry: dict[str, Any], key: str, allowed: Collection[str]) -> str:
    value = text(entry, key)
    if value not in allowed:
        message = f"{key} {value!r} is not one of {', '.join(allowed)}"
        raise EntryInvalid(message, code="not_one_of", column=key, value=value, known=allowed)
    return value


def whole_number(entry: dict[str, Any], key: str) -> int | None:
    value = entry.pop(key, None)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _wrong(key, value, "a whole number", "not_whole")
    return value


def nothing_else(entry: dict[str, Any]) -> None:
    """Reject further keys: a misspelt one must not be silently ignored."""
    if entry:
        raise EntryInvalid(f"unknown key {', '.join(map(repr, entry))}", code="unknown_column", value=", ".join(entry))

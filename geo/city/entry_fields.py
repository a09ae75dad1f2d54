"""Takes fields out of an entry of a person's file, one by one, saying clearly what is wrong with one."""

from collections.abc import Collection
from typing import Any


class EntryInvalid(ValueError):
    """One entry is wrong."""


def text(entry: dict[str, Any], key: str, otherwise: str | None = None) -> str:
    value = entry.pop(key, None) or otherwise
    if not isinstance(value, str) or not value.strip():
        raise EntryInvalid(f"{key} is missing" if value is None else f"{key} must be text, not {value!r}")
    return value.strip()


def texts(entry: dict[str, Any], key: str) -> tuple[str, ...]:
    values = entry.pop(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise EntryInvalid(f"{key} must be a list of texts")
    return tuple(dict.fromkeys(values))


def number(entry: dict[str, Any], key: str) -> float:
    value = entry.pop(key, None)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise EntryInvalid(f"{key} is missing" if value is None else f"{key} must be a number, not {value!r}")
    return float(value)


def one_of(entry: dict[str, Any], key: str, allowed: Collection[str]) -> str:
    value = text(entry, key)
    if value not in allowed:
        raise EntryInvalid(f"{key} {value!r} is not one of {', '.join(allowed)}")
    return value


def whole_number(entry: dict[str, Any], key: str) -> int | None:
    value = entry.pop(key, None)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise EntryInvalid(f"{key} must be a whole number, not {value!r}")
    return value


def nothing_else(entry: dict[str, Any]) -> None:
    """A misspelt key must not be passed over in silence."""
    if entry:
        raise EntryInvalid(f"unknown key {', '.join(map(repr, entry))}")

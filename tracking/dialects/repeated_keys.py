"""JSON objects with a repeated key: readers disagree which value counts, so none does; pure."""

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple


class RepeatedKeys(NamedTuple):
    """The object as received, in place of a dict."""

    pairs: Sequence[tuple[str, Any]]

    def raw(self) -> bytes:
        inside = ", ".join(f"{json.dumps(key)}: {json.dumps(value, default=str)}" for key, value in self.pairs)
        return f"{{{inside}}}".encode()


def json_object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any] | RepeatedKeys:
    """For `json.loads(object_pairs_hook=…)`."""
    made = dict(pairs)
    return made if len(made) == len(pairs) else RepeatedKeys(pairs)


def has_repeated_keys(payload: bytes) -> bool:
    """Check all objects of the payload. One that Python's own parser cannot read has none."""
    found: list[RepeatedKeys] = []

    def note(pairs: Sequence[tuple[str, Any]]) -> None:
        if isinstance(made := json_object(pairs), RepeatedKeys):
            found.append(made)

    with suppress(ValueError, RecursionError):
        json.loads(payload.decode(), parse_int=float, object_pairs_hook=note)
    return bool(found)

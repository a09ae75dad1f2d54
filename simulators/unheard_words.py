"""A crew's messages that the desk has not confirmed: sent again with the same key until `down/heard`; pure."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

AGAIN_AFTER_S, AGAIN_MAX_S = 5.0, 60.0
WORDS_MAX = 1000  # beyond that the oldest are dropped


@dataclass(slots=True)
class Word:
    kind: str
    key: str
    body: Mapping[str, Any]
    due_at_s: float = 0.0
    again_after_s: float = AGAIN_AFTER_S


@dataclass(slots=True)
class UnheardWords:
    _words: dict[tuple[str, str], Word] = field(default_factory=dict)
    # Keys are unique across restarts: each also names the start of the device.
    _keys: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _start: str = field(default_factory=lambda: uuid4().hex[:8])

    def __len__(self) -> int:
        return len(self._words)

    def say(self, kind: str, body: Mapping[str, Any]) -> None:
        key = f"{self._start}-{next(self._keys)}"
        self._words[kind, key] = Word(kind, key, {**body, "key": key})
        if len(self._words) > WORDS_MAX:
            del self._words[next(iter(self._words))]

    def due(self, now_s: float) -> list[Word]:
        """Return the messages to send, oldest first."""
        return [word for word in self._words.values() if word.due_at_s <= now_s]

    def sent(self, word: Word, now_s: float) -> None:
        word.due_at_s = now_s + word.again_after_s
        word.again_after_s = min(word.again_after_s * 2, AGAIN_MAX_S)

    def heard(self, kind: str, key: str) -> None:
        """Drop the message, even if it was refused: a resend would be refused again."""
        self._words.pop((kind, key), None)

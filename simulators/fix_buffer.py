"""Fixes that a device keeps until the server confirms that they are stored; pure."""

from collections import deque
from typing import Any
from uuid import uuid4

ARRAY_MAX = 100  # per message, by the contract
BUFFER_MAX = 20_000  # eleven hours of driving with a fix every two seconds

type Fix = dict[str, Any]


class FixBuffer:
    """Sequence numbers restart with each boot; the oldest fixes are dropped when it overflows."""

    def __init__(self, boot_id: str | None = None, *, size: int = BUFFER_MAX) -> None:
        self.boot_id = boot_id or uuid4().hex[:12]
        self._kept: deque[Fix] = deque()
        self._size = size
        self._last_seq = 0
        self._sent_seq = 0
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._kept)

    def add(self, fix: Fix) -> None:
        self._last_seq += 1
        self._kept.append({**fix, "boot_id": self.boot_id, "seq": self._last_seq})
        if len(self._kept) > self._size:
            self._kept.popleft()
            self.dropped += 1

    def unsent(self, at_most: int = ARRAY_MAX) -> list[Fix]:
        """Return the oldest fixes not sent yet."""
        first = next((n for n, fix in enumerate(self._kept) if fix["seq"] > self._sent_seq), len(self._kept))
        return [self._kept[n] for n in range(first, min(first + at_most, len(self._kept)))]

    def mark_sent(self, fixes: list[Fix]) -> None:
        if fixes:
            self._sent_seq = max(self._sent_seq, fixes[-1]["seq"])

    def drop_stored(self, boot_id: str, seq: int) -> None:
        """Drop what the server has stored, up to `seq`; ignore confirmations for another boot."""
        while boot_id == self.boot_id and self._kept and self._kept[0]["seq"] <= seq:
            self._kept.popleft()

    def send_again(self) -> None:
        """Mark everything not stored as unsent: a broker's acknowledgement does not mean durable."""
        self._sent_seq = 0

    @property
    def waits_for_stored(self) -> bool:
        return bool(self._kept) and self._kept[0]["seq"] <= self._sent_seq

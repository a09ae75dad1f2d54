"""Messages waiting to be stored: in order of arrival, but one device's flood gives way to the others; pure.

See decision 52.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import merge
from operator import attrgetter

from tracking.fixes.screening import Received

FLOODS = 10  # half of a batch is shared by this many flooding devices; with more, each gets less
FIX_BYTES = 200  # approximate; a message may contain a hundred fixes


class FairQueue:
    """Messages beyond a device's share are held separately, in order, so that no batch goes through them twice."""

    def __init__(self, batch_fixes: int) -> None:
        self._batch_fixes = batch_fixes
        self._newest: deque[Received] = deque()
        self._held: dict[str, deque[Received]] = {}
        self._held_messages = 0

    def __len__(self) -> int:
        return len(self._newest) + self._held_messages

    def put(self, message: Received) -> None:
        self._newest.append(message)

    def batch(self) -> Iterator[Received]:
        """Yield the next messages to store, until the caller has enough."""
        share = self._batch_fixes // 2 // max(FLOODS, len(self._held))
        for device_id in list(self._held):
            yield from self._take_held(device_id, share)
        yield from self._take_newest(share)

    def _take_held(self, device_id: str, share: int) -> Iterator[Received]:
        sent = 0
        while sent <= share and (held := self._held.get(device_id)):
            message = held.popleft()
            self._held_messages -= 1
            if not held:
                del self._held[device_id]
            sent += 1 + len(message.payload) // FIX_BYTES
            yield message

    def _take_newest(self, share: int) -> Iterator[Received]:
        sent = dict.fromkeys(self._held, share + 1)  # their new messages come after those held
        while self._newest:
            message = self._newest.popleft()
            so_far = sent.get(message.device_id, 0)
            if so_far <= share:
                sent[message.device_id] = so_far + 1 + len(message.payload) // FIX_BYTES
                yield message
            else:
                self._held.setdefault(message.device_id, deque()).append(message)
                self._held_messages += 1

    @property
    def oldest_at(self) -> datetime | None:
        """Return when the oldest message came; None if nothing waits."""
        heads = [each[0].received_at for each in (self._newest, *self._held.values()) if each]
        return min(heads, default=None)

    def in_order(self) -> Iterator[Received]:
        """Yield all waiting messages in order of arrival."""
        return merge(*self._held.values(), self._newest, key=attrgetter("received_at"))

    def replace(self, waiting: Iterable[Received]) -> None:
        self._newest = deque(waiting)
        self._held.clear()
        self._held_messages = 0

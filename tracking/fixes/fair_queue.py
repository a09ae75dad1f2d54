"""Messages that wait to be stored: taken as they came, but one device's flood gives way to all others; pure."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import merge
from operator import attrgetter

from tracking.fixes.screening import Received

FLOODS = 10  # half of a batch is for so many devices that say much, and for each of more the less
FIX_BYTES = 200  # about; a message may bring a hundred fixes


class FairQueue:
    """What a device said in excess of its share is held apart, in its order, so that no batch looks at it twice."""

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
        """The next to be stored, until the taker has enough."""
        share = self._batch_fixes // 2 // max(FLOODS, len(self._held))
        for device_id in list(self._held):
            yield from self._take_held(device_id, share)
        yield from self._take_newest(share)

    def _take_held(self, device_id: str, share: int) -> Iterator[Received]:
        said = 0
        while said <= share and (held := self._held.get(device_id)):
            message = held.popleft()
            self._held_messages -= 1
            if not held:
                del self._held[device_id]
            said += 1 + len(message.payload) // FIX_BYTES
            yield message

    def _take_newest(self, share: int) -> Iterator[Received]:
        said = dict.fromkeys(self._held, share + 1)  # what they say now comes after what is held
        while self._newest:
            message = self._newest.popleft()
            so_far = said.get(message.device_id, 0)
            if so_far <= share:
                said[message.device_id] = so_far + 1 + len(message.payload) // FIX_BYTES
                yield message
            else:
                self._held.setdefault(message.device_id, deque()).append(message)
                self._held_messages += 1

    @property
    def oldest_at(self) -> datetime | None:
        """When it came; None when nothing waits."""
        heads = [each[0].received_at for each in (self._newest, *self._held.values()) if each]
        return min(heads, default=None)

    def in_order(self) -> Iterator[Received]:
        """All that waits, as it came."""
        return merge(*self._held.values(), self._newest, key=attrgetter("received_at"))

    def replace(self, waiting: Iterable[Received]) -> None:
        self._newest = deque(waiting)
        self._held.clear()
        self._held_messages = 0

"""Takes turns between devices, one word of each at a time; a repeat of a waiting word is folded into it."""

import asyncio
from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import Enum, auto

KEYS_MAX = 100  # per word; messages with further keys are not answered, so the device repeats them


class Put(Enum):
    WAITS = auto()
    FOLDED = auto()  # into one that waits
    LET_GO = auto()


@dataclass(slots=True)
class Waiting[Message]:
    """The first message of a meaning, with the keys of it and its repeats, and their number."""

    message: Message
    keys: dict[str | int | None, None] = field(default_factory=dict)  # in the order they came
    times: int = 0
    has_more_keys: bool = False

    def add(self, key: str | int | None) -> None:
        self.times += 1
        if len(self.keys) < KEYS_MAX:
            self.keys[key] = None
        elif key not in self.keys:
            self.has_more_keys = True


class Turns[Message]:
    """Keeps each device's words in order: its next word is handed out when the one before is done."""

    def __init__(self, waiting_max: int) -> None:
        """`waiting_max` is how many words of different meaning may wait per device."""
        self._waiting_max = waiting_max
        self._waiting: dict[str, dict[Hashable, Waiting[Message]]] = {}  # by device, for each that waits or is in hand
        self._in_hand: set[str] = set()
        self._next: asyncio.Queue[str] = asyncio.Queue()

    def waits(self, device_id: str) -> bool:
        return bool(self._waiting.get(device_id))

    def put(self, device_id: str, message: Message, *, meaning: Hashable, key: str | int | None = None) -> Put:
        waiting = self._waiting.setdefault(device_id, {})
        same = waiting.get(meaning)
        if same is None and len(waiting) >= self._waiting_max:
            return Put.LET_GO
        word = waiting.setdefault(meaning, Waiting(message))
        word.add(key)
        if same is not None:
            return Put.FOLDED
        if len(waiting) == 1 and device_id not in self._in_hand:
            self._next.put_nowait(device_id)
        return Put.WAITS

    async def take(self) -> tuple[str, Waiting[Message]]:
        device_id = await self._next.get()
        self._in_hand.add(device_id)
        waiting = self._waiting[device_id]
        return device_id, waiting.pop(next(iter(waiting)))

    def done(self, device_id: str) -> None:
        self._in_hand.discard(device_id)
        if self._waiting[device_id]:
            self._next.put_nowait(device_id)  # behind all other waiting devices
        else:
            del self._waiting[device_id]

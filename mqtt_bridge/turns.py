"""Whose message is next: every device in its turn, one message each, and no device more than so many waiting."""

import asyncio
from collections import deque


class Turns[Message]:
    """What one device says stays in its order: its next message is handed out when the one before is done."""

    def __init__(self, waiting_max: int) -> None:
        self._waiting_max = waiting_max
        self._waiting: dict[str, deque[Message]] = {}  # of every device that waits, or whose message is in hand
        self._in_hand: set[str] = set()
        self._next: asyncio.Queue[str] = asyncio.Queue()

    def put(self, device_id: str, message: Message) -> bool:
        """False, and it is not taken, when too many of this device wait already."""
        waiting = self._waiting.setdefault(device_id, deque())
        if len(waiting) >= self._waiting_max:
            return False
        waiting.append(message)
        if len(waiting) == 1 and device_id not in self._in_hand:
            self._next.put_nowait(device_id)
        return True

    async def take(self) -> tuple[str, Message]:
        device_id = await self._next.get()
        self._in_hand.add(device_id)
        return device_id, self._waiting[device_id].popleft()

    def done(self, device_id: str) -> None:
        self._in_hand.discard(device_id)
        if self._waiting[device_id]:
            self._next.put_nowait(device_id)  # behind all others that wait
        else:
            del self._waiting[device_id]

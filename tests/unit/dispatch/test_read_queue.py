"""Heavy reads take turns."""

import asyncio

import pytest

from core.access.hashing_queue import QueueIsFull
from dispatch.api.read_queue import AT_ONCE, WAITING_PER_SESSION_MAX, ReadQueue


class Reader:
    """Counts simultaneous readers."""

    def __init__(self) -> None:
        self.queue = ReadQueue()
        self.reading: set[bytes] = set()
        self.most_at_once = 0

    async def read(self, session: bytes) -> None:
        async with self.queue.turn(session):
            assert session not in self.reading
            self.reading.add(session)
            self.most_at_once = max(self.most_at_once, len(self.reading))
            try:
                await asyncio.sleep(0)
            finally:
                self.reading.discard(session)


async def test_few_read_at_once_and_one_session_only_one_after_another() -> None:
    reader = Reader()

    await asyncio.gather(*(reader.read(str(number % 10).encode()) for number in range(100)))

    assert reader.most_at_once == AT_ONCE


async def test_a_session_that_asks_without_end_is_refused_and_another_is_served() -> None:
    reader = Reader()

    asked = [reader.read(b"greedy") for _ in range(WAITING_PER_SESSION_MAX + 5)]
    *ended, other = await asyncio.gather(*asked, reader.read(b"other"), return_exceptions=True)

    assert sum(isinstance(each, QueueIsFull) for each in ended) == 5
    assert other is None


async def test_whoever_leaves_while_waiting_holds_no_place() -> None:
    reader = Reader()
    waiting = [asyncio.create_task(reader.read(b"greedy")) for _ in range(WAITING_PER_SESSION_MAX)]
    await asyncio.sleep(0)

    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)

    await reader.read(b"greedy")
    with pytest.raises(QueueIsFull):
        await asyncio.gather(*(reader.read(b"greedy") for _ in range(WAITING_PER_SESSION_MAX + 1)))

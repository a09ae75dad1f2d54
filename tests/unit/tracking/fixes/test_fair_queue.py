"""A device that sends much waits; one that sends little does not wait for it."""

from datetime import UTC, datetime, timedelta
from itertools import islice

from tracking.fixes.fair_queue import FIX_BYTES, FairQueue
from tracking.fixes.screening import Received

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
SIZE = 100


def queue(devices: str) -> FairQueue:
    """One message per letter; the receipt is its position, and its arrival that many seconds after the first."""
    waiting = FairQueue(SIZE)
    for number, device in enumerate(devices):
        waiting.put(message(device, number))
    return waiting


def message(device: str, number: int) -> Received:
    return Received(device, b"", NOW + timedelta(seconds=number), number)


def taken(waiting: FairQueue, most: int = SIZE) -> str:
    return "".join(message.device_id for message in islice(waiting.batch(), most))


def test_what_comes_from_many_is_taken_as_it_came() -> None:
    waiting = queue("abacabdabc")

    assert taken(waiting) == "abacabdabc"
    assert len(waiting) == 0


def test_a_flood_gives_way_to_what_came_after_it() -> None:
    waiting = queue("a" * 1000 + "b")

    first, second = taken(waiting), taken(waiting)

    assert 1 < first.count("a") < SIZE / 2
    assert first.count("b") == 1
    assert second == first.removesuffix("b")


def test_long_messages_count_by_what_they_bring() -> None:
    waiting = queue("")
    for number in range(100):
        waiting.put(message("a", number)._replace(payload=bytes(100 * FIX_BYTES)))
    waiting.put(message("b", 100))

    assert taken(waiting) == "ab"


def test_many_floods_together_leave_room_for_others() -> None:
    waiting = queue("abcdefghij" * 100)
    taken(waiting)
    waiting.put(message("z", 1000))

    assert "z" in taken(waiting)


def test_what_one_device_says_stays_in_its_order_and_nothing_is_lost() -> None:
    waiting, numbers = queue("aab" * 100 + "c"), list[object]()
    for came_later in range(301, 400):
        numbers += [each.receipt for each in islice(waiting.batch(), 7) if each.device_id == "a"]
        waiting.put(message("a", came_later))
    while waiting:
        numbers += [each.receipt for each in waiting.batch() if each.device_id == "a"]

    assert numbers == [*(n for n in range(300) if n % 3 != 2), *range(301, 400)]


def test_the_oldest_that_waits_is_known_whoever_said_it() -> None:
    waiting = queue("a" * 1000 + "b")
    flood = len(taken(waiting)) - 1
    waiting.put(message("c", 1001))

    assert waiting.oldest_at == NOW + timedelta(seconds=flood)
    assert [each.receipt for each in waiting.in_order()] == [*range(flood, 1000), 1001]


def test_a_queue_that_was_emptied_waits_for_nothing() -> None:
    waiting = queue("a" * 1000)
    taken(waiting)

    waiting.replace([])

    assert (len(waiting), waiting.oldest_at, taken(waiting)) == (0, None, "")

"""Under overload the oldest are dropped first, all but the newest of each device, and never a call for help."""

from datetime import UTC, datetime

from tracking.dialects.traccar import parse_traccar
from tracking.fixes.overload import thin_out
from tracking.fixes.screening import Received

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
FIX = b'{"fixed_at":1772334000,"lat":1,"lon":1}'


def waiting(devices: str) -> list[Received]:
    """One message per letter; the receipt is its position."""
    return [Received(device, FIX, NOW, number) for number, device in enumerate(devices)]


def kept(messages: list[Received], keep: int) -> list[object]:
    return [message.receipt for message in thin_out(messages, keep=keep).kept]


def test_the_oldest_that_are_overtaken_go_first() -> None:
    assert kept(waiting("abaacb"), keep=4) == [2, 3, 4, 5]
    assert kept(waiting("abaacb"), keep=5) == [1, 2, 3, 4, 5]


def test_each_device_keeps_its_newest_as_long_as_there_is_room() -> None:
    assert kept(waiting("aaaabaaac"), keep=3) == [4, 7, 8]
    assert kept(waiting("abcd"), keep=2) == [2, 3]


def test_every_fix_of_a_message_counts() -> None:
    burst = Received("a", b"[%b,%b]" % (FIX, FIX), NOW, 0)

    thinned = thin_out([burst, *waiting("a")], keep=1)

    assert thinned.fixes == 2
    assert thinned.given_up == [burst]


def test_a_call_for_help_among_the_places_stays() -> None:
    place = b'{"position":{"fixTime":"2026-03-01T03:00:00Z","latitude":1,"longitude":1,"attributes":{"alarm":"sos"}},'
    help_called = Received("a", place + b'"device":{"uniqueId":"a"}}', NOW, "sos", parse_traccar)

    assert kept([help_called, *waiting("aab")], keep=2) == ["sos", 2]
    assert kept([help_called, *waiting("aab")], keep=0) == ["sos"]


def test_of_calls_for_help_that_one_device_repeats_the_first_stays() -> None:
    calls = [Received("a", FIX[:-1] + b',"alarm":"sos"}', NOW, number) for number in range(4)]

    assert kept([*calls, *waiting("b")], keep=2) == [0, 0]
    assert kept([*calls, *waiting("b")], keep=3) == [0, 3, 0]

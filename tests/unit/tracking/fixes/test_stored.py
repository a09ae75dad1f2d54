"""Devices learn what is stored: the newest, not too often, and again if they send again."""

from datetime import UTC, datetime, timedelta

import msgspec

from tracking.device import Device
from tracking.fix import Fix
from tracking.fixes.decided import Mark, Refused
from tracking.fixes.stored import BOOTS_MAX, HELD_BATCHES_MAX, Decided, HeldBack, StoredNotices
from tracking.screened import ScreenedFix

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def stored(seq: int, device_id: str = "GPS-1") -> ScreenedFix:
    fix = Fix(device_id=device_id, fixed_at=NOW + timedelta(seconds=seq), lat=1, lon=1, seq=seq)
    return ScreenedFix(fix, Device(device_id, 1, 1, "AMB-01", 1, revoked=False), NOW, late=False)


def named(notices: StoredNotices) -> list[int]:
    return sorted(fix.seq or 0 for fix in notices.take_due())


def test_a_device_is_told_of_its_newest_at_once_and_then_no_more_often_than_allowed() -> None:
    clock = Clock()
    notices = StoredNotices(5, clock)

    notices.note([stored(1), stored(3), stored(2)])
    assert named(notices) == [3]
    assert named(notices) == []

    notices.note([stored(4)])
    clock.now_s = 4.9
    assert named(notices) == []
    clock.now_s = 5
    assert named(notices) == [4]


def test_who_sends_old_fixes_again_hears_again_of_the_newest() -> None:
    clock = Clock()
    notices = StoredNotices(5, clock)
    notices.note([stored(9)])
    notices.take_due()
    clock.now_s = 6

    notices.note([stored(2)])

    assert named(notices) == [9]


def test_one_device_does_not_wait_for_another() -> None:
    notices = StoredNotices(5, Clock())
    notices.note([stored(1, "GPS-1")])
    notices.take_due()

    notices.note([stored(7, "GPS-2")])

    assert named(notices) == [7]


def of_boot(boot_id: str, seq: int, *, years: int = 0) -> ScreenedFix:
    each = stored(seq)
    fix = msgspec.structs.replace(each.fix, boot_id=boot_id, fixed_at=NOW.replace(year=NOW.year + years))
    return each._replace(fix=fix)


def test_the_newest_of_a_boot_is_the_one_with_the_greatest_number_whatever_its_clock_says() -> None:
    clock = Clock()
    notices = StoredNotices(0, clock)

    notices.note([of_boot("a", 7), of_boot("a", 8, years=-20), of_boot("a", 9), of_boot("a", 6, years=3)])

    assert named(notices) == [9]


def test_what_tells_no_number_takes_none_away_from_what_was_made_at_the_same_time() -> None:
    numbered, nameless = stored(3), Refused(Mark("GPS-1", None, None, NOW + timedelta(seconds=3)), NOW)

    orders: list[list[Decided]] = [[numbered, nameless], [nameless, numbered]]
    for decided in orders:
        notices = StoredNotices(5, Clock())
        notices.note(decided)

        assert named(notices) == [3]


def test_after_a_new_boot_both_are_told_of_once() -> None:
    notices = StoredNotices(0, Clock())

    notices.note([of_boot("a", 7), of_boot("b", 1), of_boot("a", 8), of_boot("b", 2)])

    assert named(notices) == [2, 8]
    notices.note([of_boot("b", 3)])
    assert named(notices) == [3]


def test_a_device_with_ever_new_boots_fills_no_memory() -> None:
    notices = StoredNotices(0, Clock())

    notices.note([of_boot(str(number), number) for number in range(1000)])

    assert len(named(notices)) == BOOTS_MAX + 1


def received(at_s: float) -> list[ScreenedFix]:
    return [stored(int(at_s))._replace(received_at=NOW + timedelta(seconds=at_s))]


def test_what_is_stored_is_held_back_until_the_others_have_stored_what_came_before() -> None:
    held = HeldBack()
    held.put(received(1))
    held.put(received(2))

    assert list(held.release(NOW)) == []
    assert list(held.release(NOW + timedelta(seconds=1.5))) == [received(1)]
    assert list(held.release(NOW + timedelta(seconds=1.5))) == []
    assert list(held.release(NOW + timedelta(seconds=9))) == [received(2)]


def test_who_is_alone_waits_for_nobody() -> None:
    held = HeldBack()
    held.put(received(1))

    assert list(held.release(None)) == [received(1)]


def test_while_another_is_away_only_so_much_is_held() -> None:
    held = HeldBack()
    for second in range(HELD_BATCHES_MAX + 5):
        held.put(received(second))

    assert next(held.release(None)) == received(5)
    assert len(list(held.release(None))) == HELD_BATCHES_MAX - 1

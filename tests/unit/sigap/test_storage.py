"""When space is low, and when the reserve is kept, released and recreated."""

from pathlib import Path

from sigap.storage import LOW_BYTES, RESERVE_BYTES, SPENT_BELOW_BYTES, Reserve, Room

SIZE_BYTES = 100_000
ROOMY = Room(free_bytes=900 * 10**9, total_bytes=1000 * 10**9)
FULL = Room(free_bytes=SPENT_BELOW_BYTES - 1, total_bytes=1000 * 10**9)


def test_room_is_low_below_a_tenth_and_below_two_gigabytes() -> None:
    assert not ROOMY.is_low
    assert Room(free_bytes=99 * 10**9, total_bytes=1000 * 10**9).is_low
    assert Room(free_bytes=LOW_BYTES - 1, total_bytes=5 * 10**9).is_low
    assert not Room(free_bytes=LOW_BYTES + 1, total_bytes=5 * 10**9).is_low


def test_the_reserve_takes_its_room_at_once_and_gives_it_up_when_there_is_none(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "reserve", SIZE_BYTES)

    reserve.keep(ROOMY)
    taken_bytes = (tmp_path / "reserve").stat().st_blocks * 512
    reserve.keep(FULL)

    assert taken_bytes >= SIZE_BYTES
    assert reserve.is_given_up
    assert list(tmp_path.iterdir()) == []


def test_given_up_it_stays_so_until_there_is_room_for_it_beyond_what_is_low(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "reserve", SIZE_BYTES)
    reserve.keep(FULL)

    reserve.keep(Room(free_bytes=SPENT_BELOW_BYTES + RESERVE_BYTES, total_bytes=1000 * 10**9))
    still = reserve.is_given_up
    reserve.keep(ROOMY)

    assert still
    assert not reserve.is_given_up
    assert (tmp_path / "reserve").stat().st_size == SIZE_BYTES


def test_where_room_is_low_from_the_start_none_is_taken(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "reserve", SIZE_BYTES)

    reserve.keep(Room(free_bytes=LOW_BYTES, total_bytes=1000 * 10**9))

    assert list(tmp_path.iterdir()) == []
    assert not reserve.is_given_up

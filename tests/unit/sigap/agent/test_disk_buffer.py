"""Unstored fixes are kept, also across a restart; stored ones are dropped."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sigap.agent.disk_buffer import BufferUnusable, DiskBuffer
from tracking.fix import Fix


@contextmanager
def opened(path: Path, **more: int) -> Iterator[DiskBuffer]:
    with closing(DiskBuffer(path / "buffer.db", **more)) as buffer:
        yield buffer


def make_fix(number: int) -> Fix:
    at = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=number)
    return Fix(device_id="BOX-1", fixed_at=at, lat=-7.63, lon=111.52)


def seqs(buffer: DiskBuffer, at_most: int = 100) -> list[int | None]:
    return [fix.seq for fix in buffer.unsent("BOX-1", at_most=at_most)]


def test_what_was_sent_and_not_stored_comes_again_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as before:
        for number in range(5):
            before.add(make_fix(number))
        before.mark_sent(before.unsent("BOX-1", at_most=3))
        assert seqs(before) == [4, 5]
        before.drop_stored(before.boot_id, 2)

    with opened(tmp_path) as again:
        assert seqs(again) == [3, 4, 5]
        assert again.boot_id == before.boot_id


@pytest.mark.parametrize("at", [0, 4096])
def test_a_broken_file_is_put_aside_and_the_vehicle_goes_on_reporting(tmp_path: Path, at: int) -> None:
    with opened(tmp_path) as before:
        for number in range(500):
            before.add(make_fix(number))
    broken = bytearray((tmp_path / "buffer.db").read_bytes())
    broken[at : at + 4096] = b"\xa5" * 4096
    (tmp_path / "buffer.db").write_bytes(broken)

    with opened(tmp_path) as again:
        again.add(make_fix(1))
        assert seqs(again) == [1]
        assert again.boot_id != before.boot_id

    assert (tmp_path / "buffer.db.broken").read_bytes() == broken


def test_where_no_file_can_be_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(BufferUnusable, match="missing"):
        DiskBuffer(tmp_path / "missing" / "buffer.db")


def test_numbers_go_on_even_when_all_was_stored(tmp_path: Path) -> None:
    with opened(tmp_path) as before:
        before.add(make_fix(1))
        before.drop_stored(before.boot_id, 1)

    with opened(tmp_path) as again:
        again.add(make_fix(2))
        assert seqs(again) == [2]


def test_the_word_about_another_buffer_drops_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as buffer:
        buffer.add(make_fix(1))
        buffer.drop_stored("another", 99)
        buffer.drop_stored(None, None)

        assert len(buffer) == 1


def test_it_waits_for_the_word_only_once_something_was_sent(tmp_path: Path) -> None:
    with opened(tmp_path) as buffer:
        buffer.add(make_fix(1))
        assert not buffer.waits_for_stored
        buffer.mark_sent(buffer.unsent("BOX-1", at_most=1))
        assert buffer.waits_for_stored


def test_when_it_overflows_the_oldest_go(tmp_path: Path) -> None:
    with opened(tmp_path, kept_max=3) as buffer:
        for number in range(5):
            buffer.add(make_fix(number))

        assert seqs(buffer) == [3, 4, 5]

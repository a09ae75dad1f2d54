"""Log files: the last lines, and not filling the disk."""

from pathlib import Path

from sigap.logs import rotate_large, tail


def test_the_last_lines_of_this_run_only(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    log.write_text("old run\n")
    began = log.stat().st_size
    with log.open("a") as more:
        more.write("one\ntwo\nthree\n")

    assert tail(log, 2, since=began) == "two\nthree"
    assert tail(log, 9, since=began) == "one\ntwo\nthree"


def test_a_large_log_is_put_aside_and_its_writer_goes_on(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    with log.open("a") as writer:
        writer.write("x" * 2000)
        writer.flush()

        rotate_large(tmp_path, largest_bytes=1000)
        writer.write("after")

    assert (tmp_path / "api.log.1").stat().st_size == 2000
    assert log.read_text() == "after"


def test_a_small_log_stays(tmp_path: Path) -> None:
    (tmp_path / "api.log").write_text("short")

    rotate_large(tmp_path, largest_bytes=1000)

    assert not (tmp_path / "api.log.1").exists()


def test_on_a_full_disk_a_large_log_is_emptied_without_a_copy_and_it_is_told(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    log.write_text("x" * 2000)
    (tmp_path / "api.log.1").symlink_to("/dev/full")  # each write there fails as on a full disk

    troubles = rotate_large(tmp_path, largest_bytes=1000)

    assert troubles == ["api.log was emptied without a copy: No space left on device"]
    assert log.stat().st_size == 0
    assert not (tmp_path / "api.log.1").exists()


def test_a_log_whose_copy_fails_for_another_reason_is_kept_until_it_is_far_too_large(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    log.write_text("x" * 2000)
    (tmp_path / "api.log.1").mkdir()
    other = tmp_path / "worker.log"
    other.write_text("x" * 2000)

    kept = rotate_large(tmp_path, largest_bytes=1000)
    kept_size = log.stat().st_size
    log.write_text("x" * 5000)
    emptied = rotate_large(tmp_path, largest_bytes=1000)

    assert kept == ["api.log could not be copied before it is emptied: Is a directory"]
    assert kept_size == 2000
    assert other.stat().st_size == 0  # the next one is still rotated
    assert emptied == ["api.log was emptied without a copy: Is a directory"]
    assert log.stat().st_size == 0

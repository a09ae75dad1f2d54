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

"""The log files of the processes: their last lines, and keeping them from filling the disk."""

import logging
import shutil
from pathlib import Path

from geo.log_lines import FieldsFormatter

LARGEST_BYTES = 50 * 2**20
TAIL_BYTES = 16 * 2**10


def tail(path: Path, lines: int, *, since: int = 0) -> str:
    """The last lines, of what was written after the first `since` bytes."""
    with path.open("rb") as log:
        log.seek(max(path.stat().st_size - TAIL_BYTES, since, 0))
        text = log.read().decode(errors="replace")
    return "\n".join(text.splitlines()[-lines:])


def rotate_large(folder: Path, *, largest_bytes: int = LARGEST_BYTES) -> None:
    """Copy and empty, as the processes keep their files open; they write at the end, so they go on at the start."""
    for log in folder.glob("*.log"):
        if log.stat().st_size > largest_bytes:
            shutil.copyfile(log, log.with_suffix(".log.1"))
            with log.open("r+b") as emptied:
                emptied.truncate(0)


def log_to(file: Path) -> None:
    """The supervisor's own log."""
    handler = logging.FileHandler(file)
    handler.setFormatter(FieldsFormatter("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger("sigap")
    root.addHandler(handler)
    root.setLevel(logging.INFO)

"""The log files of the processes: reading their last lines, and keeping them from filling the disk."""

import errno
import logging
import os
import shutil
from contextlib import suppress
from pathlib import Path

from base.log_lines import FieldsFormatter

LARGEST_BYTES = 50 * 2**20
TAIL_BYTES = 16 * 2**10
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
GIVEN_UP_AT = 4  # times the largest size: beyond it a log is emptied even if it cannot be copied


def tail(path: Path, lines: int, *, since: int = 0) -> str:
    """Return the last lines written after the first `since` bytes."""
    with path.open("rb") as log:
        log.seek(max(path.stat().st_size - TAIL_BYTES, since, 0))
        text = log.read().decode(errors="replace")
    return "\n".join(text.splitlines()[-lines:])


def rotate_large(folder: Path, *, largest_bytes: int = LARGEST_BYTES) -> list[str]:
    """Copy and truncate large logs: the processes keep their files open and append, so they continue at the start.

    Returns one sentence per log that could not be rotated: a log problem must never stop dispatch.
    """
    troubles = [_rotate(log, largest_bytes) for log in sorted(folder.glob("*.log"))]
    return [trouble for trouble in troubles if trouble is not None]


def _rotate(log: Path, largest_bytes: int) -> str | None:
    try:
        size_bytes = log.stat().st_size
        if size_bytes <= largest_bytes:
            return None
        trouble = _put_aside(log)
        if trouble is not None and trouble.errno not in NO_ROOM and size_bytes <= GIVEN_UP_AT * largest_bytes:
            return f"{log.name} could not be copied before it is emptied: {trouble.strerror}"
        os.truncate(log, 0)
    except OSError as error:
        return f"{log.name} could not be rotated: {error.strerror}"
    return None if trouble is None else f"{log.name} was emptied without a copy: {trouble.strerror}"


def _put_aside(log: Path) -> OSError | None:
    """Copy the log; remove a partial copy, which is worth less than the space it takes."""
    copy = log.with_suffix(".log.1")
    try:
        shutil.copyfile(log, copy)
    except OSError as error:
        with suppress(OSError):
            copy.unlink()
        return error
    return None


def log_to(file: Path) -> None:
    """Send the supervisor's own log to this file."""
    handler = logging.FileHandler(file)
    handler.setFormatter(FieldsFormatter("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger("sigap")
    root.addHandler(handler)
    root.setLevel(logging.INFO)

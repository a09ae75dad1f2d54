"""One stack per data folder: the lock that shows whether one runs, and its pid."""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from sigap.errors import SigapError

log = logging.getLogger(__name__)


@contextmanager
def only_one(lock_file: Path) -> Iterator[None]:
    with lock_file.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise SigapError(
                f"a stack already runs on {lock_file.parent.parent} (pid {lock.read().strip() or 'unknown'})",
                hint="`sigap info` shows it; stop it first, or give another SIGAP_DATA_DIR",
            ) from None
        _write_pid(lock)
        yield


def _write_pid(lock: TextIO) -> None:
    """The pid is for people only: on a full disk the lock holds without it."""
    try:
        os.ftruncate(lock.fileno(), 0)
        os.write(lock.fileno(), str(os.getpid()).encode())
    except OSError as error:
        log.warning("the lock file does not name its holder", extra={"error": str(error)})


def is_held(lock_file: Path) -> bool:
    """The kernel frees the lock when its holder dies, however that happens: the answer is never stale."""
    try:
        with lock_file.open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Wait for the lock."""
    with path.open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

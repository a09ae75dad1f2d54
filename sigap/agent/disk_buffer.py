"""Keeps fixes on disk until the server confirms that they are stored: a power cut in a dead spot loses none."""

import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from tracking.dialects.native import encode_fixes, parse_fixes
from tracking.fix import Fix

log = logging.getLogger(__name__)

KEPT_MAX = 500_000  # days of driving; beyond that the oldest are dropped

TABLES = """
CREATE TABLE IF NOT EXISTS origin (boot_id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS fix (seq INTEGER PRIMARY KEY AUTOINCREMENT, payload BLOB NOT NULL);
"""


class BufferUnusable(OSError):
    """The folder does not exist or cannot be written to."""


class DiskBuffer:
    """`boot_id` identifies the file: numbering continues after a restart, so fixes sent before keep their numbers."""

    def __init__(self, path: Path, *, kept_max: int = KEPT_MAX) -> None:
        self._db = _opened(path)
        self._kept_max = kept_max
        self._sent_seq = 0
        self.boot_id = self._origin()

    def close(self) -> None:
        self._db.close()

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM fix").fetchone()[0])

    def add(self, fix: Fix) -> None:
        """The fix is on disk when this returns."""
        self._db.execute("INSERT INTO fix (payload) VALUES (?)", (encode_fixes([fix]),))
        self._db.execute("DELETE FROM fix WHERE seq <= (SELECT max(seq) FROM fix) - ?", (self._kept_max,))

    def unsent(self, device_id: str, *, at_most: int) -> list[Fix]:
        """Return the oldest fixes not sent since the connection came up, in wire form."""
        rows = self._db.execute(
            "SELECT seq, payload FROM fix WHERE seq > ? ORDER BY seq LIMIT ?", (self._sent_seq, at_most)
        ).fetchall()
        return [self._numbered(seq, payload, device_id) for seq, payload in rows]

    def mark_sent(self, fixes: Sequence[Fix]) -> None:
        self._sent_seq = max([self._sent_seq, *(fix.seq or 0 for fix in fixes)])

    def send_again(self) -> None:
        """Mark everything not yet stored for sending: a broker's acknowledgement does not mean durable."""
        self._sent_seq = 0

    def drop_stored(self, boot_id: str | None, seq: int | None) -> None:
        """Delete what the server has stored, up to `seq`; ignore confirmations for another buffer."""
        if boot_id == self.boot_id and seq is not None:
            self._db.execute("DELETE FROM fix WHERE seq <= ?", (seq,))

    @property
    def waits_for_stored(self) -> bool:
        oldest = self._db.execute("SELECT min(seq) FROM fix").fetchone()[0]
        return oldest is not None and oldest <= self._sent_seq

    def _numbered(self, seq: int, payload: bytes, device_id: str) -> Fix:
        [fix] = parse_fixes(payload, device_id)
        assert isinstance(fix, Fix)  # the agent wrote it itself
        fields = {name: getattr(fix, name) for name in Fix.__struct_fields__}
        return Fix(**(fields | {"boot_id": self.boot_id, "seq": seq}))

    def _origin(self) -> str:
        row = self._db.execute("SELECT boot_id FROM origin").fetchone()
        if row is not None:
            return str(row[0])
        boot_id = uuid4().hex[:12]
        self._db.execute("INSERT INTO origin VALUES (?)", (boot_id,))
        return boot_id


def _opened(path: Path) -> sqlite3.Connection:
    """Open the buffer; move a broken file aside, as nobody in the vehicle can repair it and new fixes matter more.

    Raises:
        BufferUnusable: a new file cannot be created there either.
    """
    try:
        if path.exists() and (fault := _fault_of(path)):
            _put_aside(path, fault)
        return _prepared(path)
    except (sqlite3.DatabaseError, OSError) as error:
        raise BufferUnusable(f"{path} cannot be the buffer: {error}") from error


def _fault_of(path: Path) -> str | None:
    """Return what is wrong with the file, or None.

    Raises:
        sqlite3.OperationalError: the file may not be opened, or another agent holds it.
    """
    with closing(sqlite3.connect(path)) as db:
        try:
            found = str(db.execute("PRAGMA quick_check").fetchone()[0])
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            return str(error)
    return None if found == "ok" else found


def _put_aside(path: Path, fault: str) -> None:
    aside = path.with_name(f"{path.name}.broken")
    log.warning("the buffer is broken and was put aside", extra={"fault": fault, "file": aside})
    path.replace(aside)
    for rest in ("-wal", "-shm"):
        path.with_name(path.name + rest).unlink(missing_ok=True)


def _prepared(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.executescript(TABLES)
    return db

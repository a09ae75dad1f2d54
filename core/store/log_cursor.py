"""The position of a reader in the event log, and whether this is still the log it read (decision 49)."""

from dataclasses import dataclass

from base.database import Connection, Record
from core.store.event_chain import COLUMNS, LoggedEvent, fields_of

# The chained hash differs where a log went another way: a disk set back, a standby that lagged. The table's own number
# differs in every database made from a dump. Mixed and cut, it helps nobody to guess what an entry hides.
_MARK = "encode(substring(sha256({hash} || int8send({table}::bigint)) FOR 8), 'hex')"

_ENTRIES_AFTER = f"""
SELECT {COLUMNS}, {_MARK.format(hash="e.hash", table="e.tableoid")} AS mark
FROM event_log AS e WHERE e.seq > $1 ORDER BY e.seq LIMIT $2
"""  # noqa: S608 - no outside words in it
_NEWEST_AND = f"""
SELECT newest.seq AS newest_seq, {_MARK.format(hash="coalesce(entry.hash, '')", table="'event_log'::regclass")} AS mark
FROM (SELECT coalesce(max(seq), 0) AS seq FROM event_log) AS newest
LEFT JOIN event_log AS entry ON entry.seq = coalesce($1, newest.seq)
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Cursor:
    """The newest entry a reader has; `mark` tells it from the same number in another log, None if unknown."""

    seq: int
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Entry(LoggedEvent):
    mark: str

    @property
    def cursor(self) -> Cursor:
        return Cursor(self.seq, self.mark)


async def newest(conn: Connection) -> Cursor:
    row = await _newest_and(conn, None)
    return Cursor(row["newest_seq"], row["mark"])


async def missed_since(conn: Connection, cursor: Cursor) -> int | None:
    """Return how many entries came since; None where this log does not have that entry."""
    row = await _newest_and(conn, cursor.seq)
    missed: int = row["newest_seq"] - cursor.seq  # the log is dense
    return missed if missed >= 0 and cursor.mark in (None, row["mark"]) else None


async def entries_after(conn: Connection, seq: int, *, limit: int) -> list[Entry]:
    return [Entry(*fields_of(row), row["mark"]) for row in await conn.fetch(_ENTRIES_AFTER, seq, limit)]


async def _newest_and(conn: Connection, seq: int | None) -> Record:
    """The newest entry's seq and the mark of that one, or of the newest; of none it is the mark of the empty log."""
    row = await conn.fetchrow(_NEWEST_AND, seq)
    assert row is not None  # of an empty log, too
    return row

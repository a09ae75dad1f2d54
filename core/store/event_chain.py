"""The append-only log of everything that happened, dense in commit order and chained by hash (decision 2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from base import doorbell
from base.database import Connection, Record
from base.raw_json import JsonObject
from core.domain.log_words import Words
from core.store import event_words
from core.store.event_words import DIGESTS, OF_ENTRY, SealedWords

DOORBELL = "sigap_event"
ONE_WRITER = 112  # advisory lock: a reader by `seq > n` can never meet a row that commits late

# Hashed over PostgreSQL's own text of the row, so that SQL alone can check it. The lengths keep two different rows from
# giving one text; entries of version 1 are checked as they were written.
_HASH_VERSION = 2
_HASHED_TEXT = """convert_to(concat_ws('|', '2', {row}.seq, length({row}.kind), {row}.kind,
    extract(epoch FROM {row}.at), length({row}.actor), {row}.actor, coalesce({row}.incident_id::text, ''),
    {row}.data::text), 'UTF8')"""
_HASHED_TEXT_1 = """convert_to(concat_ws('|', {row}.seq, {row}.kind, extract(epoch FROM {row}.at), {row}.actor,
    coalesce({row}.incident_id::text, ''), {row}.data::text), 'UTF8')"""

_APPEND = f"""
INSERT INTO event_log (seq, kind, at, actor, incident_id, data, previous_hash, hash, hash_version)
SELECT entry.*, last.hash, sha256(last.hash || {_HASHED_TEXT.format(row="entry")}), {_HASH_VERSION}
FROM (SELECT coalesce(max(seq), 0) AS seq,
             coalesce((SELECT hash FROM event_log ORDER BY seq DESC LIMIT 1), ''::bytea) AS hash
      FROM event_log) AS last,
LATERAL (SELECT last.seq + 1 AS seq, $1::text AS kind, $2::timestamptz AS at, $3::text AS actor,
                $4::uuid AS incident_id, $5::jsonb AS data) AS entry
RETURNING seq
"""  # noqa: S608  (no outside words in it)

# One statement, so that a command takes no further round trip.
_APPEND_WITH_WORDS = f"""
WITH appended AS ({_APPEND}), kept AS (
    INSERT INTO event_words (seq, part, incident_id, at, salt, words)
    SELECT appended.seq, w.part, w.incident_id, $2, w.salt, w.words
    FROM appended, unnest($6::smallint[], $7::uuid[], $8::bytea[], $9::text[]) AS w (part, incident_id, salt, words)
    ON CONFLICT (seq, part) DO UPDATE SET (incident_id, at, salt, words)
        = (excluded.incident_id, excluded.at, excluded.salt, excluded.words)  -- left of an entry that was cut off
)
SELECT seq FROM appended
"""  # noqa: S608

COLUMNS = f"e.seq, e.kind, e.at, e.actor, e.incident_id, e.data, {OF_ENTRY}"  # of event_log AS e, for `fields_of`
_ENTRY = f"SELECT {COLUMNS} FROM event_log AS e "  # noqa: S608
_AFTER = _ENTRY + "WHERE e.seq > $1 ORDER BY e.seq LIMIT $2"
_TIMELINE = _ENTRY + "WHERE e.incident_id = $1 ORDER BY e.seq"
_NEWEST = _ENTRY + "WHERE e.seq < coalesce($1, 9223372036854775807) ORDER BY e.seq DESC LIMIT $2"
# Each kind is read back from its own newest entry: a search for a rare kind would read the whole log.
_NEWEST_OF_KINDS = f"""
SELECT found.* FROM unnest($3::text[]) AS wanted (kind) CROSS JOIN LATERAL (
    {_ENTRY} WHERE e.kind = wanted.kind AND e.seq < coalesce($1, 9223372036854775807) ORDER BY e.seq DESC LIMIT $2
) AS found ORDER BY seq DESC LIMIT $2
"""  # noqa: S608

_FIRST_BROKEN = f"""
SELECT seq FROM (
    SELECT *, lag(seq, 1, 0::bigint) OVER by_seq AS seq_before, lag(hash, 1, ''::bytea) OVER by_seq AS hash_before,
           lag(hash_version, 1, 1::smallint) OVER by_seq AS version_before
    FROM event_log WINDOW by_seq AS (ORDER BY seq)
) AS entry
WHERE seq <> seq_before + 1 OR previous_hash <> hash_before OR hash_version < version_before
   OR hash <> sha256(previous_hash || CASE hash_version WHEN 1 THEN {_HASHED_TEXT_1.format(row="entry")}
                                      ELSE {_HASHED_TEXT.format(row="entry")} END)
ORDER BY seq LIMIT 1
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    seq: int
    kind: str
    at: datetime
    actor: str
    incident_id: UUID | None
    data: JsonObject = field(repr=False)


async def append(
    conn: Connection,
    *,
    kind: str,
    at: datetime,
    actor: str,
    incident_id: UUID | None,
    data: JsonObject,
    words: Sequence[Words],
) -> int:
    """Needs the advisory lock ONE_WRITER of this transaction. The words go beside the log, to be forgotten some day."""
    sealed = [SealedWords.of(each) for each in words]
    doorbell.ring_after_commit(DOORBELL)
    entry = (kind, at, actor, incident_id)
    if not sealed:
        return int(await conn.fetchval(_APPEND, *entry, data))
    data[DIGESTS] = [each.sha256 for each in sealed]
    return int(await conn.fetchval(_APPEND_WITH_WORDS, *entry, data, *event_words.columns(sealed)))


async def last_seq(conn: Connection) -> int:
    return int(await conn.fetchval("SELECT coalesce(max(seq), 0) FROM event_log"))


async def events_after(conn: Connection, seq: int, *, limit: int) -> list[LoggedEvent]:
    return [LoggedEvent(*fields_of(row)) for row in await conn.fetch(_AFTER, seq, limit)]


async def newest_events(
    conn: Connection, *, before: int | None, kinds: Collection[str] | None, limit: int
) -> list[LoggedEvent]:
    """Return the last entries before that `seq`, of these kinds only, oldest first."""
    if kinds:
        rows = await conn.fetch(_NEWEST_OF_KINDS, before, limit, list(set(kinds)))
    else:
        rows = await conn.fetch(_NEWEST, before, limit)
    return [LoggedEvent(*fields_of(row)) for row in reversed(rows)]


async def timeline(conn: Connection, incident_id: UUID) -> list[LoggedEvent]:
    return [LoggedEvent(*fields_of(row)) for row in await conn.fetch(_TIMELINE, incident_id)]


def fields_of(row: Record) -> tuple[int, str, datetime, str, UUID | None, JsonObject]:
    """Return the fields of a LoggedEvent, with its words where they are still known."""
    seq, kind, at, actor, incident_id, data, words = row[:7]
    return seq, kind, at, actor, incident_id, event_words.filled(data, words)


async def first_broken_link(conn: Connection) -> int | None:
    """Return the seq of the first row without its predecessor or with another hash; None when the chain is whole."""
    seq: int | None = await conn.fetchval(_FIRST_BROKEN)
    return seq


async def head(conn: Connection) -> tuple[int, str] | None:
    """Return seq and hash of the newest entry, which covers all before it; None while there is none."""
    row = await conn.fetchrow("SELECT seq, encode(hash, 'hex') AS hash FROM event_log ORDER BY seq DESC LIMIT 1")
    return None if row is None else (row["seq"], row["hash"])


async def first_unlike(conn: Connection, heads: Mapping[int, str]) -> int | None:
    """Return the first of these entries that is missing or different."""
    seq: int | None = await conn.fetchval(
        "SELECT min(known.seq) FROM unnest($1::bigint[], $2::text[]) AS known (seq, hash)"
        " LEFT JOIN event_log AS e ON e.seq = known.seq WHERE encode(e.hash, 'hex') IS DISTINCT FROM known.hash",
        list(heads),
        list(heads.values()),
    )
    return seq

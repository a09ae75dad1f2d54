"""The words in place names, and which of them a misspelt word may mean."""

from collections.abc import Sequence

from base.database import Connection
from geo.names.spelling import one_slip_away

SLIP_MIN_CHARS = 4  # one wrong letter turns a shorter word into another word
READINGS_MAX = 8  # per word: less likely ones find more, and worse

_CLEAR = "DELETE FROM place_word"
_GATHER = """
INSERT INTO place_word (word)
SELECT DISTINCT word FROM place, unnest(string_to_array(normalized, ' ')) AS word WHERE kind <> 'crossing'
"""
# In byte order, every word that begins with `typed` is between it and itself plus the last of all letters.
_LAST_LETTER = "chr(1114111)"
_UNKNOWN = f"""
SELECT typed FROM unnest($1::text[]) AS typed
WHERE NOT EXISTS (SELECT FROM place_word WHERE word >= typed AND word < typed || {_LAST_LETTER})
"""  # noqa: S608 - a constant only
_MEANT = f"""
SELECT w.word FROM unnest($1::text[]) WITH ORDINALITY AS slip(variant, n)
CROSS JOIN LATERAL (
    SELECT word FROM place_word WHERE word >= variant AND word < variant || {_LAST_LETTER}
    ORDER BY word LIMIT {READINGS_MAX}
) AS w
GROUP BY w.word ORDER BY min(n), w.word LIMIT {READINGS_MAX}
"""  # noqa: S608 - constants only


async def gather_words(conn: Connection, *, timeout_s: float) -> None:
    """Gather the words again after the names have changed."""
    await conn.execute(_CLEAR, timeout=timeout_s)
    await conn.execute(_GATHER, timeout=timeout_s)


async def unknown_words(conn: Connection, words: Sequence[str]) -> list[str]:
    """Return the words that begin no word of any name."""
    return [row["typed"] for row in await conn.fetch(_UNKNOWN, list(words))]


async def meant_by(conn: Connection, word: str) -> list[str]:
    """Return words of names that are or begin with a form one slip away from `word`; likelier first, without `word`."""
    if len(word) < SLIP_MIN_CHARS or not word.isalpha():
        return []
    return [row["word"] for row in await conn.fetch(_MEANT, one_slip_away(word))]

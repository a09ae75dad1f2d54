"""Finds names as they are typed: half, misspelt, or only similar."""

from collections.abc import Sequence

from base.database import Connection, Record
from base.position import Position
from geo.names.place_names import ROAD_WORDS, STREET_WORDS, telling_words
from geo.names.place_words import meant_by, unknown_words
from geo.search.found_place import COLUMNS, Hit, hit_of_row

WORDS_MAX = 8
# The least similarity of a misspelt name; a lower value finds more and worse names, and scans more.
ALIKE_MIN = 0.35
ALIKE_AT_FIRST = 0.6
# In a large city more names than this begin with "jalan mer": more typing narrows them.
BEGINNING_MAX = 200
CONTAINING_MAX = 500
EXACT_MAX = 50  # streets of one name that are considered, the nearest first
RANKED_MAX = 50  # more than are shown, as the area given selects among them
# Beside a much more similar name, the rest is noise.
ALIKE_SHARE_OF_BEST = 0.7

_IN_AREAS = "(SELECT count(*) FROM unnest($5::text[]) AS said WHERE ' ' || area_words || ' ' LIKE '% ' || said || ' %')"
# A name that equals what was typed comes first, then one that begins with it; then well-known and near ones.
_SCORE = """
    (normalized = ANY($4))::int * 1.0
    + (normalized LIKE $1 || '%')::int * 0.4
    + similarity(normalized, $1) * 0.6
    + importance * 0.4
    - coalesce(ln(1 + ST_DistanceSphere(position, $2::geometry) / 1000), 0) * 0.08
"""
_RANK = f"normalized = ANY($4) AS is_exact, {_IN_AREAS} AS in_areas"
_ALIKE_SCORE = (
    f"word_similarity($6, normalized) AS alike, word_similarity($6, normalized) * 0.8 + ({_SCORE}) * 0.5 AS score"
)
_FUZZY = f"""
    SELECT {COLUMNS}, {_RANK}, {_ALIKE_SCORE}
    FROM place WHERE normalized %> $6 AND kind <> 'crossing'
    ORDER BY score DESC, name LIMIT $3
"""  # noqa: S608 - constants only


class Asked:
    """What to search for, from where, and in which parts of the city."""

    def __init__(self, typed: str, near: Position | None, areas: Sequence[str] = ()) -> None:
        self.typed = typed
        self.near = near
        self.areas = list(areas)
        self.telling = telling_words(typed)

    @property
    def exact(self) -> list[str]:
        """Return the names that equal what was typed: half of the signs leave out "jalan", and so do most who type."""
        first = self.typed.partition(" ")[0]
        if first in ROAD_WORDS:
            return [self.typed, self.telling]
        if first in STREET_WORDS:
            return [self.typed]
        return [self.typed, *(f"{word} {self.typed}" for word in STREET_WORDS)]

    def parameters(self) -> tuple[object, ...]:
        return self.typed, self.near, RANKED_MAX, self.exact, self.areas


async def beginning_with(conn: Connection, asked: Asked) -> list[Hit]:
    """Find names in which every typed word begins a word: the results shown while still typing."""
    telling = asked.telling
    names = {f"{first}{telling}%" for first in ("", *(f"{word} " for word in STREET_WORDS))} | {f"{asked.typed}%"}
    words = [pattern for word in telling.split()[:WORDS_MAX] for pattern in (f"{word}%", f"% {word}%")]
    async with conn.transaction():
        await _plan_anew(conn)
        sql = _beginning_sql(len(names), len(words))
        rows = await conn.fetch(sql, *asked.parameters(), *sorted(names), *words)
    return [hit_of_row(row) for row in rows]


def _beginning_sql(names: int, words: int) -> str:
    """Names that are just so, that begin so by their order in the index, and that have all the words in them."""
    beginnings = " UNION ALL ".join(
        f"(SELECT id FROM place WHERE normalized LIKE ${number} AND kind <> 'crossing' LIMIT {BEGINNING_MAX})"  # noqa: S608
        for number in range(6, 6 + names)
    )
    conditions = " AND ".join(
        f"(normalized LIKE ${number} OR normalized LIKE ${number + 1})"
        for number in range(6 + names, 6 + names + words, 2)
    )
    return f"""
        WITH likely AS (
            (SELECT id FROM place WHERE normalized = ANY($4) AND kind <> 'crossing'
             ORDER BY {_IN_AREAS} DESC, position <-> $2::geometry LIMIT {EXACT_MAX})
            UNION ALL {beginnings}
            UNION ALL (SELECT id FROM place WHERE {conditions} AND kind <> 'crossing' LIMIT {CONTAINING_MAX})
        )
        SELECT {COLUMNS}, {_RANK}, {_SCORE} AS score
        FROM place WHERE id IN (SELECT id FROM likely)
        ORDER BY in_areas DESC, is_exact DESC, CASE WHEN normalized = ANY($4) THEN position <-> $2::geometry END,
            score DESC, name LIMIT $3
    """  # noqa: S608 - constants and numbers only


async def misspelt(conn: Connection, asked: Asked) -> list[Hit]:
    """Treat words that begin no name's word as typing slips; if that finds nothing, the other words too."""
    words = asked.telling.split()[:WORDS_MAX]
    unknown = await unknown_words(conn, words)
    readings = {word: [word] for word in words}
    for doubtful in (unknown, [word for word in words if word not in unknown]):
        meant = {word: await meant_by(conn, word) for word in doubtful}
        if not any(meant.values()):
            continue
        readings |= {word: [word, *others] for word, others in meant.items()}
        rows = await _read_as(conn, list(readings.values()), asked)
        if rows:
            return _not_much_less_alike(rows)
    return []


async def _read_as(conn: Connection, readings: Sequence[Sequence[str]], asked: Asked) -> list[Record]:
    """Find names in which, for each word, some word begins with one of its readings."""
    begin = [rf"\m({'|'.join(words)})" for words in readings]
    async with conn.transaction():
        await _plan_anew(conn)
        return await conn.fetch(_read_as_sql(len(begin)), *asked.parameters(), asked.telling, *begin)


def _read_as_sql(words: int) -> str:
    conditions = " AND ".join(f"normalized ~ ${number}" for number in range(7, 7 + words))
    return f"""
        WITH likely AS MATERIALIZED (
            SELECT id FROM place WHERE {conditions} AND kind <> 'crossing' LIMIT {CONTAINING_MAX}
        )
        SELECT {COLUMNS}, {_RANK}, {_ALIKE_SCORE}
        FROM place WHERE id IN (SELECT id FROM likely) ORDER BY score DESC, name LIMIT $3
    """  # noqa: S608 - constants and numbers only


async def alike(conn: Connection, asked: Asked) -> list[Hit]:
    rows: list[Record] = []
    for alike_min in (ALIKE_AT_FIRST, ALIKE_MIN):
        async with conn.transaction():
            await set_alike_min(conn, alike_min)
            rows = await conn.fetch(_FUZZY, *asked.parameters(), asked.telling)
        if rows:
            break
    return _not_much_less_alike(rows)


def _not_much_less_alike(rows: Sequence[Record]) -> list[Hit]:
    enough = max((row["alike"] for row in rows), default=0) * ALIKE_SHARE_OF_BEST
    return [hit_of_row(row) for row in rows if row["alike"] >= enough]


async def set_alike_min(conn: Connection, alike_min: float) -> None:
    await conn.execute("SELECT set_config('pg_trgm.word_similarity_threshold', $1, true)", str(alike_min))


async def _plan_anew(conn: Connection) -> None:
    """Plan each query for its values: the best plan depends on how many names have a word."""
    await conn.execute("SET LOCAL plan_cache_mode = force_custom_plan")

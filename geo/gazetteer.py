"""Finds places by what people say: names half typed or misspelt, crossings, coordinates."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from geo.database import Connection, Record
from geo.near_place import crossing_streets, near_place
from geo.place_names import CROSSING, STREET_WORDS, normalize_query, telling_words
from geo.place_words import meant_by, unknown_words
from geo.position import Position, PositionInvalid

PlaceKind = Literal["street", "crossing", "place", "poi", "area", "coordinates"]

LIMIT_MAX = 50
QUERY_MAX_CHARS = 200
WORDS_MAX = 8
TYPED_MIN_CHARS = 2  # a single letter says nothing
# How alike a misspelt name must be; lower finds more and worse, and looks through more.
ALIKE_MIN = 0.35
ALIKE_AT_FIRST = 0.6
ENOUGH_AS_TYPED = 3  # so many names begin as it was typed: then it was meant so
# Of a great city more names than this begin with "jalan mer": whoever types on will see fewer.
BEGINNING_MAX = 200
CONTAINING_MAX = 500
# Beside a name that is much more alike, the rest is noise.
ALIKE_SHARE_OF_BEST = 0.7

_NUMBER = r"[-−‑–+]?\d{1,3}(?:\.\d+)?"
_LATITUDE = rf"({_NUMBER})\s*°?\s*(N|S|LU|LS)?"
_LONGITUDE = rf"({_NUMBER})\s*°?\s*(E|W|BT|BB)?"
_COORDINATES = re.compile(rf"\s*{_LATITUDE}\s*[,;\s]\s*{_LONGITUDE}\s*", re.IGNORECASE)
_MINUS = str.maketrans("−‑–", "---")
_SOUTH_OR_WEST = frozenset({"S", "LS", "W", "BB"})  # lintang selatan, bujur barat
_BETWEEN_STREETS = re.compile(r"\s*(?:[&+/×]|\b(?:x|dan|dengan|and|con|y)\b)\s*", re.IGNORECASE)
_CROSSING_WORD = re.compile(
    r"^\s*(?:perempatan|prempatan|pertigaan|persimpangan|simpang(?: (?:tiga|empat|lima))?|"
    r"corner of|crossing|cruce|esquina)\s+",
    re.IGNORECASE,
)

_COLUMNS = """
    kind, name, detail, position, importance,
    ST_DistanceSphere(position, $2::geometry) AS distance_m
"""
# A name that is what was typed comes first, then one that begins with it; then the well known and the near.
_SCORE = """
    (normalized = $1)::int * 1.0
    + (normalized LIKE $1 || '%')::int * 0.4
    + similarity(normalized, $1) * 0.6
    + importance * 0.4
    - coalesce(ln(1 + ST_DistanceSphere(position, $2::geometry) / 1000), 0) * 0.08
"""
_ALIKE_SCORE = f"""
    word_similarity($3, normalized) AS alike,
    word_similarity($3, normalized) * 0.8 + ({_SCORE}) * 0.5 AS score
"""
_FUZZY = f"""
    SELECT {_COLUMNS}, {_ALIKE_SCORE}
    FROM place WHERE normalized %> $3 AND kind <> 'crossing'
    ORDER BY score DESC, name LIMIT $4
"""  # noqa: S608 - constants only
_CROSSING = f"""
    SELECT {_COLUMNS},
        word_similarity($3, normalized) + word_similarity($4, normalized)
            + similarity(normalized, $1) * 0.5 + importance AS score
    FROM place WHERE kind = 'crossing' AND normalized %> $3 AND normalized %> $4
    ORDER BY score DESC, name LIMIT $5
"""  # noqa: S608 - constants only


@dataclass(frozen=True, slots=True)
class Place:
    """One answer; `detail` tells two of one name apart, and of coordinates what has a name near them.

    distance_m is from where the asker looks.
    """

    kind: PlaceKind
    name: str
    detail: str | None
    position: Position
    distance_m: float | None


async def search_places(conn: Connection, words: str, near: Position | None = None, limit: int = 10) -> list[Place]:
    """Best first; empty when nothing is alike. `near` prefers what is close to it."""
    limit = max(1, min(limit, LIMIT_MAX))
    words = words[:QUERY_MAX_CHARS]
    place = as_coordinates(words)
    if place is not None:
        return [replace(place, detail=await near_place(conn, place.position))]
    found = await _crossings(conn, words, near, limit)
    typed = normalize_query(words)
    if len(typed) >= TYPED_MIN_CHARS and len(found) < limit:
        found += await _beginning_with(conn, typed, near, limit)
        if len(found) < min(limit, ENOUGH_AS_TYPED):
            found += await _misspelt(conn, typed, near, limit) or await _alike(conn, typed, near, limit)
    return await _told_apart(conn, _each_once(found)[:limit])


def as_coordinates(words: str) -> Place | None:
    """From -7.63, 111.52, also as 7.63 S 111.52 E or 7.63 LS 111.52 BT; None when it is neither."""
    match = _COORDINATES.fullmatch(words)
    if match is None:
        return None
    lat, lon = (float(match[group].translate(_MINUS)) for group in (1, 3))
    try:
        position = Position(_signed(lat, match[2]), _signed(lon, match[4]))
    except PositionInvalid:
        return None
    return Place("coordinates", f"{position.lat:.5f}, {position.lon:.5f}", None, position, None)


def _signed(degrees: float, hemisphere: str | None) -> float:
    return -abs(degrees) if (hemisphere or "").upper() in _SOUTH_OR_WEST else degrees


async def _beginning_with(conn: Connection, typed: str, near: Position | None, limit: int) -> list[Place]:
    """Every word typed begins a word of the name: what a person sees while still typing."""
    telling = telling_words(typed)
    names = {f"{first}{telling}%" for first in ("", *(f"{word} " for word in STREET_WORDS))} | {f"{typed}%"}
    words = [pattern for word in telling.split()[:WORDS_MAX] for pattern in (f"{word}%", f"% {word}%")]
    async with conn.transaction():
        await _plan_anew(conn)
        rows = await conn.fetch(_beginning_sql(len(names), len(words)), typed, near, limit, *sorted(names), *words)
    return _places(rows)


def _beginning_sql(names: int, words: int) -> str:
    """Names that begin so, by their order in the index; and those with all the words in them."""
    beginnings = " UNION ALL ".join(
        f"(SELECT id FROM place WHERE normalized LIKE ${number} AND kind <> 'crossing' LIMIT {BEGINNING_MAX})"  # noqa: S608
        for number in range(4, 4 + names)
    )
    conditions = " AND ".join(
        f"(normalized LIKE ${number} OR normalized LIKE ${number + 1})"
        for number in range(4 + names, 4 + names + words, 2)
    )
    return f"""
        WITH likely AS (
            {beginnings}
            UNION ALL (SELECT id FROM place WHERE {conditions} AND kind <> 'crossing' LIMIT {CONTAINING_MAX})
        )
        SELECT {_COLUMNS}, {_SCORE} AS score
        FROM place WHERE id IN (SELECT id FROM likely) ORDER BY score DESC, name LIMIT $3
    """  # noqa: S608 - constants and numbers only


async def _misspelt(conn: Connection, typed: str, near: Position | None, limit: int) -> list[Place]:
    """Words with which nothing begins are taken for slips of the finger; where that finds nothing, the others too."""
    telling = telling_words(typed)
    words = telling.split()[:WORDS_MAX]
    unknown = await unknown_words(conn, words)
    readings = {word: [word] for word in words}
    for doubtful in (unknown, [word for word in words if word not in unknown]):
        meant = {word: await meant_by(conn, word) for word in doubtful}
        if not any(meant.values()):
            continue
        readings |= {word: [word, *others] for word, others in meant.items()}
        rows = await _read_as(conn, list(readings.values()), typed, telling, near, limit)
        if rows:
            return _not_much_less_alike(rows)
    return []


async def _read_as(
    conn: Connection, readings: Sequence[Sequence[str]], typed: str, telling: str, near: Position | None, limit: int
) -> list[Record]:
    """Names in which, for each word, a word begins with one of its readings."""
    begin = [rf"\m({'|'.join(words)})" for words in readings]
    async with conn.transaction():
        await _plan_anew(conn)
        return await conn.fetch(_read_as_sql(len(begin)), typed, near, telling, limit, *begin)


def _read_as_sql(words: int) -> str:
    conditions = " AND ".join(f"normalized ~ ${number}" for number in range(5, 5 + words))
    return f"""
        WITH likely AS MATERIALIZED (
            SELECT id FROM place WHERE {conditions} AND kind <> 'crossing' LIMIT {CONTAINING_MAX}
        )
        SELECT {_COLUMNS}, {_ALIKE_SCORE}
        FROM place WHERE id IN (SELECT id FROM likely) ORDER BY score DESC, name LIMIT $4
    """  # noqa: S608 - constants and numbers only


async def _alike(conn: Connection, typed: str, near: Position | None, limit: int) -> list[Place]:
    telling = telling_words(typed)
    for alike_min in (ALIKE_AT_FIRST, ALIKE_MIN):
        async with conn.transaction():
            await _set_alike_min(conn, alike_min)
            rows = await conn.fetch(_FUZZY, typed, near, telling, limit)
        if rows:
            break
    return _not_much_less_alike(rows)


def _not_much_less_alike(rows: Sequence[Record]) -> list[Place]:
    enough = max((row["alike"] for row in rows), default=0) * ALIKE_SHARE_OF_BEST
    return _places([row for row in rows if row["alike"] >= enough])


async def _crossings(conn: Connection, words: str, near: Position | None, limit: int) -> list[Place]:
    streets = _crossing_streets(words)
    if streets is None:
        return []
    async with conn.transaction():
        await _set_alike_min(conn, ALIKE_MIN)
        return _places(await conn.fetch(_CROSSING, " ".join(streets), near, *map(telling_words, streets), limit))


def _crossing_streets(words: str) -> tuple[str, str] | None:
    """The two streets of "A & B", "A x B", "perempatan A dan B"; after "perempatan" two words need nothing between."""
    bare = _CROSSING_WORD.sub("", words)
    parts = [normalize_query(part) for part in _BETWEEN_STREETS.split(bare, maxsplit=1)]
    if bare != words and len(parts) == 1:
        parts = telling_words(parts[0]).split()
    if len(parts) != 2 or not all(len(part) >= TYPED_MIN_CHARS for part in parts):
        return None
    return parts[0], parts[1]


async def _set_alike_min(conn: Connection, alike_min: float) -> None:
    await conn.execute("SELECT set_config('pg_trgm.word_similarity_threshold', $1, true)", str(alike_min))


async def _plan_anew(conn: Connection) -> None:
    """How many names have a word in them decides how they are best found."""
    await conn.execute("SET LOCAL plan_cache_mode = force_custom_plan")


def _places(rows: Sequence[Record]) -> list[Place]:
    return [Place(row["kind"], row["name"], row["detail"], row["position"], row["distance_m"]) for row in rows]


def _each_once(places: Sequence[Place]) -> list[Place]:
    """A place with several names is one place for each of them, where it was found first."""
    found: dict[tuple[str, Position], Place] = {}
    for place in places:
        found.setdefault((place.name, place.position), place)
    return list(found.values())


async def _told_apart(conn: Connection, places: list[Place]) -> list[Place]:
    """Streets of one name, where no quarter tells which is which, by a street that crosses each."""
    times = Counter((place.name, place.detail) for place in places)
    alike = [place for place in places if place.kind == "street" and times[place.name, place.detail] > 1]
    if not alike:
        return places
    crossing = await crossing_streets(conn, [(place.name, place.position) for place in alike])
    told = {id(place): _with_crossing(place, other) for place, other in zip(alike, crossing, strict=True)}
    return [told.get(id(place), place) for place in places]


def _with_crossing(place: Place, other: str | None) -> Place:
    return replace(place, detail=f"{place.detail or ''}{CROSSING}{other}".strip()) if other else place

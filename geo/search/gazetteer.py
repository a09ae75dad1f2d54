"""Finds places from what people say: names half typed or misspelt, kinds, addresses, crossings, coordinates."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from base.database import Connection
from base.position import Position, PositionInvalid
from geo.names.place_kinds import kind_and_rest, kinds_half_typed, kinds_meant
from geo.names.place_names import normalize, telling_words
from geo.search.address import read_address
from geo.search.address_search import find_address, split_area
from geo.search.found_place import COLUMNS, Hit, Place, each_once, place_of_row, ranked
from geo.search.kind_search import nearest_of, within_area
from geo.search.name_search import ALIKE_MIN, Asked, alike, beginning_with, misspelt, set_alike_min
from geo.search.near_place import crossing_streets, near_place
from geo.search.own_places import OwnPlace, own_hits, own_of_kind, without_doubles

LIMIT_MAX = 50
QUERY_MAX_CHARS = 200
TYPED_MIN_CHARS = 2  # a single letter says nothing
ENOUGH_AS_TYPED = 3  # if this many names begin as typed, it is not a misspelling
NAMES_BESIDE_A_KIND = 3  # "pasar" is a kind, but also the start of names

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

_CROSSING = f"""
    SELECT {COLUMNS},
        word_similarity($3, normalized) + word_similarity($4, normalized)
            + similarity(normalized, $1) * 0.5 + importance AS score
    FROM place WHERE kind = 'crossing' AND normalized %> $3 AND normalized %> $4
    ORDER BY score DESC, name LIMIT $5
"""  # noqa: S608 - constants only


async def search_places(
    conn: Connection,
    words: str,
    near: Position | None = None,
    limit: int = 10,
    *,
    own: Sequence[OwnPlace] = (),
) -> list[Place]:
    """Return the best first; empty if nothing is similar. `near` prefers places close by, `own` are the desk's own."""
    limit = max(1, min(limit, LIMIT_MAX))
    words = words[:QUERY_MAX_CHARS]
    place = as_coordinates(words)
    if place is not None:
        return [replace(place, detail=await near_place(conn, place.position))]
    found = await _crossings(conn, words, near, limit)
    typed = normalize(words)
    if len(typed) >= TYPED_MIN_CHARS and len(found) < limit:
        found += await _named(conn, words, Asked(typed, near), limit, own)
    return await _with_districts(conn, without_doubles(each_once(found))[:limit])


def as_coordinates(words: str) -> Place | None:
    """Parse -7.63, 111.52, also as 7.63 S 111.52 E or 7.63 LS 111.52 BT; None for anything else."""
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


async def _named(conn: Connection, words: str, asked: Asked, limit: int, own: Sequence[OwnPlace]) -> list[Place]:
    as_typed = ranked([*await beginning_with(conn, asked), *own_hits(own, asked)])
    kinds = kinds_meant(asked.typed)
    if kinds:
        return _beside(await _nearest(conn, kinds, asked.near, limit, own), as_typed, limit)
    address = read_address(words)
    addressed = await find_address(conn, address, asked.near) if address else []
    found = _merged(as_typed, addressed, asked)
    if len(found) < min(limit, ENOUGH_AS_TYPED) and not (address and (address.is_sure or addressed)):
        found += await _otherwise(conn, asked, limit, own)
    if address and address.landmark:
        found += [hit.place for hit in ranked(await beginning_with(conn, Asked(address.landmark, asked.near)))]
    return found


def _beside(nearest: list[Place], named: Sequence[Hit], limit: int) -> list[Place]:
    """Put an exact name first, then the nearest of the kind, and at the end some names that begin with its word."""
    exact = [hit.place for hit in named if hit.is_exact and normalize(hit.place.name) == hit.normalized][:1]
    others = [hit.place for hit in named if hit.place not in nearest][:NAMES_BESIDE_A_KIND]
    return [*exact, *nearest[: max(limit - len(others), 1)], *others, *nearest]


def _merged(as_typed: Sequence[Hit], addressed: Sequence[Hit], asked: Asked) -> list[Place]:
    """Rank names that begin as typed before the house, as a number may be part of a name; other names after it."""
    house = [hit for hit in addressed if hit.place.number_basis in ("house", "interpolated")]
    begins = [hit for hit in as_typed if telling_words(hit.normalized).startswith(asked.telling)]
    return [hit.place for hit in (*(begins if house else as_typed), *house, *as_typed, *addressed)]


async def _otherwise(conn: Connection, asked: Asked, limit: int, own: Sequence[OwnPlace]) -> list[Place]:
    """Try other readings: a kind and where, a street and its area, a half-typed kind, a slip, or a similar name."""
    asked_for = kind_and_rest(asked.typed)
    found = await _kind_at(conn, *asked_for, asked.near, limit, own) if asked_for else []
    within = await split_area(conn, asked.typed)
    if within:
        found += [hit.place for hit in await find_address(conn, within, asked.near)]
    if found:
        return found
    half_typed = kinds_half_typed(asked.typed)
    if half_typed:
        found += await _nearest(conn, half_typed, asked.near, limit, own)
    hits = await misspelt(conn, asked) or await alike(conn, asked)
    return [*(hit.place for hit in ranked(hits)), *found]


async def _kind_at(
    conn: Connection, kinds: frozenset[str], where: str, near: Position | None, limit: int, own: Sequence[OwnPlace]
) -> list[Place]:
    """Return those in the area of that name, else those around the street or place of that name."""
    found = await within_area(conn, kinds, where, near, limit)
    if found:
        return found
    hits = [hit for hit in ranked(await beginning_with(conn, Asked(where, near))) if hit.is_exact]
    return await _nearest(conn, kinds, hits[0].place.position, limit, own) if hits else []


async def _nearest(
    conn: Connection, kinds: frozenset[str], near: Position | None, limit: int, own: Sequence[OwnPlace]
) -> list[Place]:
    found = [*own_of_kind(own, kinds, near), *await nearest_of(conn, kinds, near, limit)]
    return sorted(without_doubles(each_once(found)), key=lambda place: place.distance_m or 0)


async def _crossings(conn: Connection, words: str, near: Position | None, limit: int) -> list[Place]:
    streets = _crossing_streets(words)
    if streets is None:
        return []
    async with conn.transaction():
        await set_alike_min(conn, ALIKE_MIN)
        rows = await conn.fetch(_CROSSING, " ".join(streets), near, *map(telling_words, streets), limit)
    return [place_of_row(row) for row in rows]


def _crossing_streets(words: str) -> tuple[str, str] | None:
    """Parse "A & B", "A x B", "perempatan A dan B"; after "perempatan" two words need nothing between."""
    bare = _CROSSING_WORD.sub("", words)
    parts = [normalize(part) for part in _BETWEEN_STREETS.split(bare, maxsplit=1)]
    if bare != words and len(parts) == 1:
        parts = telling_words(parts[0]).split()
    if len(parts) != 2 or not all(len(part) >= TYPED_MIN_CHARS for part in parts):
        return None
    return parts[0], parts[1]


async def _with_districts(conn: Connection, places: list[Place]) -> list[Place]:
    """Distinguish streets of one name in one part of the city by a street that crosses each."""
    times = Counter((place.name, place.area) for place in places)
    alike_ones = [place for place in places if place.kind == "street" and times[place.name, place.area] > 1]
    if not alike_ones:
        return places
    crossing = await crossing_streets(conn, [(place.name, place.position) for place in alike_ones])
    crossed = {id(place): replace(place, crosses=other) for place, other in zip(alike_ones, crossing, strict=True)}
    return [crossed.get(id(place), place) for place in places]

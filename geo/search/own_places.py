"""Adds the desk's own hospitals and stations to the results: the map lacks them, or has them under another name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log

from base.position import Position, distance_m
from geo.names.place_names import normalize, spellings
from geo.names.spelling import one_slip_away
from geo.search.found_place import Hit, Place
from geo.search.name_search import Asked

IMPORTANCE = 0.85  # like a hospital of the map
SLIP_MIN_CHARS = 4
# A place in the map of the same kind and this near is the same place.
SAME_PLACE_M = 200.0


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """`category` is one of geo.names.place_kinds; None if it has no such kind."""

    id: str
    name: str
    position: Position
    category: str | None
    note: str | None = None  # the agency's name


def own_hits(own: Sequence[OwnPlace], asked: Asked) -> list[Hit]:
    """Return those with all typed words in their name or their agency's; if there is none, allow a typing slip."""
    words = asked.telling.split()
    ways = ([(word,) for word in words], [(word, *_slips(word)) for word in words])
    for readings in ways:
        hits = [hit for place in own for hit in _hit(place, readings, asked)]
        if hits:
            return hits
    return []


def own_of_kind(own: Sequence[OwnPlace], kinds: Collection[str], near: Position | None) -> list[Place]:
    return [as_place(place, near) for place in own if place.category in kinds]


def without_doubles(places: Sequence[Place]) -> list[Place]:
    """Leave out the map's copy of a place that the desk keeps itself."""
    own = [place for place in places if place.roster_id]
    return [place for place in places if place.roster_id or not any(_is_same(place, kept) for kept in own)]


def as_place(own: OwnPlace, near: Position | None) -> Place:
    away_m = distance_m(near, own.position) if near else None
    return Place("poi", own.name, own.note, own.position, away_m, category=own.category, roster_id=own.id)


def _is_same(place: Place, own: Place) -> bool:
    same_kind = place.category is not None and place.category == own.category
    return same_kind and distance_m(place.position, own.position) <= SAME_PLACE_M


def _slips(word: str) -> Sequence[str]:
    return one_slip_away(word) if len(word) >= SLIP_MIN_CHARS and word.isalpha() else ()


def _hit(own: OwnPlace, readings: Sequence[Sequence[str]], asked: Asked) -> list[Hit]:
    for name in spellings(own.name):
        words = [*name.split(), *normalize(own.note or "").split()]
        if readings and all(any(word.startswith(tuple(reading)) for word in words) for reading in readings):
            place = as_place(own, asked.near)
            return [Hit(place, name, _score(name, place, asked), is_exact=name in asked.exact)]
    return []


def _score(name: str, place: Place, asked: Asked) -> float:
    """Score as the database scores the names of the map."""
    away = log(1 + place.distance_m / 1000) * 0.08 if place.distance_m is not None else 0.0
    begins = name.startswith(asked.typed)
    return (name in asked.exact) * 1.0 + begins * 0.4 + _similarity(name, asked.typed) * 0.6 + IMPORTANCE * 0.4 - away


def _similarity(one: str, other: str) -> float:
    """Return the trigram similarity, as pg_trgm counts it."""
    a, b = _trigrams(one), _trigrams(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def _trigrams(text: str) -> set[str]:
    padded = [f"  {word} " for word in text.split()]
    return {word[at : at + 3] for word in padded for at in range(len(word) - 2)}

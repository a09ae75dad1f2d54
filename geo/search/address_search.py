"""Finds addresses: the street in the area given, and the house on it. Never another street."""

from collections.abc import Sequence
from dataclasses import replace

from base.database import Connection
from base.position import Position, distance_m
from geo.names.house_numbers import House, HouseNumber, place_of
from geo.search.address import Address
from geo.search.found_place import Hit, ranked, with_number
from geo.search.name_search import Asked, beginning_with, misspelt

AREA_WORDS_MAX = 3
_BASIS_RANK = {"house": 0, "interpolated": 1, "not_found": 2, None: 3}

_NEIGHBOURS = """
    SELECT asked.key, h.number, h.label, h.position, h.is_measured
    FROM unnest($1::bigint[]) AS asked (key) CROSS JOIN LATERAL (
        (SELECT * FROM house WHERE house_key = key AND number = ANY($2::bigint[]) LIMIT 200)
        UNION ALL
        (SELECT * FROM house WHERE house_key = key AND number < $3 AND number % 2 = $3 % 2 ORDER BY number DESC LIMIT 1)
        UNION ALL
        (SELECT * FROM house WHERE house_key = key AND number > $3 AND number % 2 = $3 % 2 ORDER BY number LIMIT 1)
        UNION ALL
        (SELECT * FROM house WHERE house_key = key AND number < $3 ORDER BY number DESC LIMIT 1)
        UNION ALL
        (SELECT * FROM house WHERE house_key = key AND number > $3 ORDER BY number LIMIT 1)
    ) AS h
"""
_AREAS = """
    SELECT normalized FROM place WHERE kind IN ('area', 'place') AND normalized = ANY($1)
    ORDER BY length(normalized) DESC LIMIT 1
"""


async def find_address(conn: Connection, address: Address, near: Position | None) -> list[Hit]:
    """Find the street, with its house; without such a street the area, the smallest first, or nothing."""
    for search in (beginning_with, misspelt):
        for name in address.names:
            hits = ranked(await search(conn, Asked(name, near, address.areas)))
            hits = [hit for hit in hits if _may_be_meant(hit, address)]
            if hits:
                return await _numbered(conn, hits, address.number, near) if address.number else hits
    return await _areas(conn, address.areas, near) if address.is_sure else []


def _may_be_meant(hit: Hit, address: Address) -> bool:
    """Return whether the hit can be an address: a bare number may belong to a name, so only a hit with houses can."""
    return address.number is None or address.is_sure or hit.place.kind in ("street", "place")


async def _areas(conn: Connection, areas: Sequence[str], near: Position | None) -> list[Hit]:
    for area in areas:
        hits = [hit for hit in ranked(await beginning_with(conn, Asked(area, near))) if hit.is_exact]
        found = [hit for hit in hits if hit.place.kind in ("area", "place")]
        if found:
            return found
    return []


async def split_area(conn: Connection, typed: str) -> Address | None:
    """Split "jalan melati manguharjo" into street and area: people type an area without marking it as one."""
    words = typed.split()
    ends = {" ".join(words[-length:]): length for length in range(1, min(AREA_WORDS_MAX, len(words) - 1) + 1)}
    area = await conn.fetchval(_AREAS, list(ends))
    if area is None:
        return None
    return Address((" ".join(words[: -ends[area]]),), None, (area,), None, is_sure=False)


async def _numbered(conn: Connection, hits: Sequence[Hit], number: HouseNumber, near: Position | None) -> list[Hit]:
    keys = sorted({hit.house_key for hit in hits if hit.house_key is not None})
    rows = await conn.fetch(_NEIGHBOURS, keys, list(number.numbers), number.numbers[0]) if keys else []
    houses: dict[int, list[House]] = {key: [] for key in keys}
    for row in rows:
        houses[row["key"]].append(House(row["number"], row["label"], row["position"], row["is_measured"]))
    placed = [
        _placed(hit, number, houses.get(-1 if hit.house_key is None else hit.house_key, ()), near) for hit in hits
    ]
    return sorted(placed, key=lambda hit: (not hit.is_exact, _BASIS_RANK[hit.place.number_basis]))


def _placed(hit: Hit, number: HouseNumber, houses: Sequence[House], near: Position | None) -> Hit:
    place = hit.place
    if place.kind not in ("street", "place"):
        return hit
    at = place_of(number, houses)
    if at is None:
        return replace(hit, place=with_number(place, number.shown, "not_found", place.position, place.distance_m))
    position, basis = at
    away_m = distance_m(near, position) if near else None
    return replace(hit, place=with_number(place, number.shown, basis, position, away_m))

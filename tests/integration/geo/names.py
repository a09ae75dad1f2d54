"""Puts the names of a synthetic extract into the search, as an import does."""

from pathlib import Path

from base.database import Pool
from base.position import Position
from geo.city import city_store
from geo.city.city_store import City, CityNames
from geo.city.facts import CityFacts
from geo.city.features import read_features
from geo.city.names import NameBook
from geo.geometry.bbox import Bbox
from geo.search.found_place import Place
from geo.search.gazetteer import search_places
from geo.search.own_places import OwnPlace


async def put_names(pool: Pool, extract: Path, *, version: str = "1") -> None:
    """Do what an import does for the search, without roads and map."""
    names = NameBook()
    for feature in read_features(extract):
        names.add(feature)
    city = City("Kota", version, extract.parent, Bbox(111, -8, 112, -7), "Asia/Jakarta")
    async with pool.acquire() as conn:
        found = CityNames(list(names.place_rows()), names.house_rows, names.area_rows())
        await city_store.put_in_force(conn, city, found, CityFacts())


async def search(
    pool: Pool, words: str, near: Position | None = None, limit: int = 10, own: tuple[OwnPlace, ...] = ()
) -> list[Place]:
    async with pool.acquire() as conn:
        return await search_places(conn, words, near, limit, own=own)

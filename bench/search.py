"""How long a place search takes while somebody types, among 200,000 names, and whether it finds the place."""

from collections.abc import Sequence
from random import Random
from urllib.parse import urlencode

from base.database import Connection, open_pool
from bench.desk import Desk
from bench.made_places import MadePlace, as_typed, made_places
from bench.report import Measured
from bench.samples import spread_ms
from bench.target import Options, Target
from geo.names.place_names import normalize
from geo.names.place_words import gather_words

NAMES = 200_000
WARM_UP = 5
COUNT = 60
TYPED_FROM = 3  # letters; from here on the console searches
SHOWN = 3
INDEXED_WITHIN_S = 300.0

COLUMNS = (
    "version", "kind", "name", "normalized", "detail", "importance", "category", "area", "area_words", "position",
)  # fmt: skip
STREETS = "SELECT c.version, p.position FROM place p JOIN city c ON c.version = p.version WHERE p.kind = 'street'"


async def measure(target: Target, _options: Options) -> Measured:
    chance = Random(112)
    pool = await open_pool(target.database_url, size=1, application_name="bench")
    try:
        async with pool.acquire() as conn:
            places = made_places(NAMES, chance)
            await _put(conn, places, chance)
    finally:
        pool.terminate()
    async with Desk(target, role="call_taker") as desk:
        await _type_all(desk, places[:WARM_UP], chance)
        wanted = chance.sample(places, COUNT)
        took_s, found = await _type_all(desk, wanted, chance)
    return Measured(
        {
            **spread_ms(took_s),
            "top3_pct": 100 * found / COUNT,
            "names": NAMES,
            "searches": len(took_s),
            "places_looked_for": COUNT,
        }
    )


async def _put(conn: Connection, places: Sequence[MadePlace], chance: Random) -> None:
    """Add the places to those of the sample city, on its streets."""
    streets = await conn.fetch(STREETS)
    version = streets[0]["version"]
    records = [
        (
            version,
            each.kind,
            each.name,
            normalize(each.name),
            each.detail,
            each.importance,
            each.category,
            each.detail,
            normalize(each.detail),
            place["position"],
        )
        for each, place in zip(places, chance.choices(streets, k=len(places)), strict=True)
    ]
    await conn.copy_records_to_table("place", columns=COLUMNS, records=records, timeout=INDEXED_WITHIN_S)
    await gather_words(conn, timeout_s=INDEXED_WITHIN_S)
    await conn.execute("VACUUM ANALYZE place, place_word", timeout=INDEXED_WITHIN_S)


async def _type_all(desk: Desk, wanted: Sequence[MadePlace], chance: Random) -> tuple[list[float], int]:
    """Type each name letter by letter; return how long every search took, and how many names were found at the end."""
    took_s: list[float] = []
    found = 0
    for place in wanted:
        typed = as_typed(place.name, chance)
        for end in range(TYPED_FROM, len(typed) + 1):
            answer = await desk.get(f"/places?{urlencode({'q': typed[:end]})}")
            took_s.append(answer.took_s)
        found += place.name in [each["name"] for each in answer.body[:SHOWN]]
    return took_s, found

"""How the time of a recommendation grows with the fleet: from a hundred units to ten thousand."""

from base.database import Pool, open_pool
from bench.desk import Desk
from bench.made_fleet import equip, make_fleet, show_all
from bench.recommend import Samples, ask_many
from bench.report import Measured
from bench.samples import percentile, ratio, spread_ms
from bench.target import Options, Target

SMALL, LARGE = 100, 10_000
WARM_UP = 20
COUNT = 100


async def measure(target: Target, options: Options) -> Measured:
    """Use the same city and the same incidents while the fleet grows."""
    pool = await open_pool(target.database_url, size=3, application_name="bench")
    try:
        async with Desk(target) as desk:
            small = await _with_units(pool, desk, SMALL)
            large = await _with_units(pool, desk, options.units or LARGE)
    finally:
        pool.terminate()
    return Measured(
        {
            "growth": ratio(percentile(large.asked, 50), percentile(small.asked, 50)),
            **spread_ms(small.asked, "small_"),
            **spread_ms(large.asked, "large_"),
            "small_units": SMALL,
            "large_units": options.units or LARGE,
            "samples": len(small.asked) + len(large.asked),
        },
        {"matrix_growth": ratio(percentile(large.matrix, 50), percentile(small.matrix, 50))},
    )


async def _with_units(pool: Pool, desk: Desk, count: int) -> Samples:
    fleet = await make_fleet(pool, count)
    await equip(pool, fleet)
    await show_all(pool, fleet)
    await pool.execute("VACUUM ANALYZE unit, unit_position, device", timeout=60)
    await ask_many(pool, desk, count=WARM_UP)
    return await ask_many(pool, desk, count=COUNT)

"""The bench `quality`: whether the advice brings help sooner than sending the nearest unit does."""

from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from base.database import open_pool
from bench.quality import pages
from bench.quality.city import read_city
from bench.quality.compare import AIR_LINE, BEFORE_COVER, DAYS, FULL, ROAD, compare
from bench.quality.figures import Days, Gain, everybody, late_gain, others, p90_gain, spread, urgent
from bench.report import Measured
from bench.target import Options, Target


async def measure(target: Target, options: Options) -> Measured:
    """Simulate days on the roads of the sample city; `options.into` receives the table and the picture."""
    pool = await open_pool(target.database_url, size=2, application_name="bench")
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("quality", total=1.0)

        def say(phase: str, share: float) -> None:
            bar.update(task, description=f"quality: {phase}", completed=share)

        try:
            city = await read_city(pool, say)
        finally:
            pool.terminate()
        found = compare(city, options.days or DAYS, say)
    if options.into is not None:
        _write(options.into, found)
    return Measured(figures(found))


def figures(found: Mapping[str, Days]) -> dict[str, float | None]:
    """Return the budgeted figures with intervals, then those of every policy."""
    p1_airline = p90_gain(found[AIR_LINE], found[FULL], urgent)
    p1_road = p90_gain(found[ROAD], found[FULL], urgent)
    late = late_gain(found[BEFORE_COVER], found[FULL])
    low = p90_gain(found[ROAD], found[FULL], others)
    return {
        "p1_p90_gain_vs_airline_pct": p1_airline.pct,
        "p1_p90_gain_vs_road_pct": p1_road.pct,
        "late_share_gain_pct": late.pct,
        "low_p90_loss_pct": -low.pct,
        **_interval("p1_p90_gain_vs_airline", p1_airline),
        **_interval("p1_p90_gain_vs_road", p1_road),
        **_interval("late_share_gain", late),
        "low_p90_loss_low_pct": -low.high_pct,
        "low_p90_loss_high_pct": -low.low_pct,
        **{name: value for policy, days in found.items() for name, value in _of(policy, days).items()},
        "days": len(found[FULL]),
        "emergencies": spread(found[FULL], everybody).count,
    }


def _interval(name: str, gain: Gain) -> dict[str, float | None]:
    return {f"{name}_low_pct": gain.low_pct, f"{name}_high_pct": gain.high_pct}


def _of(policy: str, days: Days) -> dict[str, float | None]:
    p1, low = spread(days, urgent), spread(days, others)
    return {
        f"{policy}_p1_mean_s": p1.mean_s,
        f"{policy}_p1_p50_s": p1.p50_s,
        f"{policy}_p1_p90_s": p1.p90_s,
        f"{policy}_p1_late_pct": p1.late_pct,
        f"{policy}_low_mean_s": low.mean_s,
        f"{policy}_low_p50_s": low.p50_s,
        f"{policy}_low_p90_s": low.p90_s,
        f"{policy}_low_late_pct": low.late_pct,
    }


def _write(folder: Path, found: Mapping[str, Days]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "quality.svg").write_text(pages.picture(found), encoding="utf-8")
    (folder / "quality.md").write_text(pages.tables(found), encoding="utf-8")
